-- The log of acts, sealed into one hash chain per community (the platform's own is the nil uuid). The server may
-- insert and read, never change. Who inserts cannot choose the time or the transaction: they come from PostgreSQL.
-- detail is text, because it is hashed byte for byte.
-- +goose Up
CREATE TABLE audit_entries (
  id           uuid PRIMARY KEY,
  community_id uuid NOT NULL,
  actor_id     uuid NOT NULL,
  action       text NOT NULL CHECK (action ~ '^[a-z_]+(\.[a-z_]+)+$' AND length(action) <= 60),
  subject_id   uuid NOT NULL,
  detail       text NOT NULL CHECK (jsonb_typeof(detail::jsonb) = 'object' AND length(detail) <= 4000),
  at           timestamptz NOT NULL DEFAULT clock_timestamp(),
  txid         xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX audit_entries_txid ON audit_entries (txid);
CREATE INDEX audit_entries_community ON audit_entries (community_id, at, id);

CREATE TABLE audit_seals (
  community_id uuid NOT NULL,
  n            bigint NOT NULL CHECK (n > 0),
  entry_id     uuid NOT NULL UNIQUE,
  h            bytea NOT NULL CHECK (length(h) = 32),
  PRIMARY KEY (community_id, n)
);

GRANT SELECT, INSERT (id, community_id, actor_id, action, subject_id, detail) ON audit_entries TO wugong_app;
GRANT SELECT, INSERT ON audit_seals TO wugong_app;

-- +goose Down
DROP TABLE audit_seals;
DROP TABLE audit_entries;
