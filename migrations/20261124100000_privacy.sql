-- Consents, each with the version of the notice that was read: said once, never changed. An account that was deleted
-- stays as a number without phone or name, because the sealed log and the acts of offices point at it; a report whose
-- author left has none.
-- +goose Up
CREATE TABLE consents (
  id         uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  purpose    text NOT NULL CHECK (purpose IN ('account', 'location')),
  version    text NOT NULL CHECK (version ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  given      boolean NOT NULL,
  at         timestamptz NOT NULL
);
CREATE INDEX consents_account ON consents (account_id, purpose, at DESC, id DESC);
GRANT SELECT, INSERT ON consents TO wugong_app;

ALTER TABLE accounts
  ADD COLUMN deleted_at timestamptz CHECK (deleted_at >= created_at),
  ALTER COLUMN phone_hash DROP NOT NULL,
  ALTER COLUMN phone_sealed DROP NOT NULL,
  ADD CONSTRAINT accounts_whole_or_deleted CHECK (CASE WHEN deleted_at IS NULL THEN phone_hash IS NOT NULL AND phone_sealed IS NOT NULL
    ELSE phone_hash IS NULL AND phone_sealed IS NULL AND display_name = '' END);
ALTER TABLE reports ALTER COLUMN reporter_id DROP NOT NULL;

CREATE INDEX persons_phone_everywhere ON persons (phone_hash) WHERE phone_hash IS NOT NULL;
CREATE INDEX inbox_requests ON inbox (subject_id) WHERE kind = 'join_requested';
CREATE INDEX media_uploader ON media (uploader_id);
CREATE INDEX audit_entries_actor ON audit_entries (actor_id, at);

-- +goose Down
DROP INDEX audit_entries_actor, media_uploader, inbox_requests, persons_phone_everywhere;
-- A report without an author cannot be kept by a schema that wants one; going back is refused while there is one.
ALTER TABLE reports ALTER COLUMN reporter_id SET NOT NULL;
ALTER TABLE accounts DROP CONSTRAINT accounts_whole_or_deleted, ALTER COLUMN phone_hash SET NOT NULL,
  ALTER COLUMN phone_sealed SET NOT NULL, DROP COLUMN deleted_at;
DROP TABLE consents;
