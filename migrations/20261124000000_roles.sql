-- The server works as wugong_app: it reads and writes what each table grants, and cannot change the schema
-- or the audit log. Several databases of one cluster may make the role at the same moment.
-- +goose Up
-- +goose StatementBegin
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'wugong_app') THEN
    CREATE ROLE wugong_app NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
DO $$
BEGIN
  EXECUTE format('GRANT wugong_app TO %I', current_user);
EXCEPTION WHEN unique_violation THEN NULL;
END $$;
-- +goose StatementEnd
GRANT USAGE ON SCHEMA public TO wugong_app;

-- +goose Down
REVOKE USAGE ON SCHEMA public FROM wugong_app;
