-- A place can be said in words where neither a position nor a plan picture is to be had.

-- +goose Up
-- +goose StatementBegin
DO $$
DECLARE old text;
BEGIN
  SELECT conname INTO STRICT old FROM pg_constraint
  WHERE conrelid = 'reports'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%lat IS NOT NULL) OR (spot_x IS NOT NULL%';
  EXECUTE format('ALTER TABLE reports DROP CONSTRAINT %I', old);
END $$;
-- +goose StatementEnd
ALTER TABLE reports ADD CONSTRAINT reports_place CHECK (lat IS NOT NULL OR spot_x IS NOT NULL OR place_words <> '');

-- +goose Down
ALTER TABLE reports DROP CONSTRAINT reports_place;
ALTER TABLE reports ADD CHECK (lat IS NOT NULL OR spot_x IS NOT NULL) NOT VALID;
