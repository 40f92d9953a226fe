-- What each person was told. args holds ids and short words; the sentence is made when it is read, in the
-- reader's language. A link is a page of the app, never another site.
-- +goose Up
CREATE TABLE inbox (
  id           uuid PRIMARY KEY,
  account_id   uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  kind         text NOT NULL CHECK (kind IN ('join_requested', 'join_verified', 'join_refused', 'role_granted',
    'report_submitted', 'report_accepted', 'report_rejected', 'report_objected', 'report_assigned', 'report_in_progress',
    'report_waiting_external', 'report_resolved', 'report_verified', 'report_reopened', 'report_closed')),
  community_id uuid,
  subject_id   uuid NOT NULL,
  link         text NOT NULL CHECK (link ~ '^/([^/\\]|$)' AND length(link) <= 300),
  args         jsonb NOT NULL CHECK (jsonb_typeof(args) = 'object' AND length(args::text) <= 4000),
  at           timestamptz NOT NULL DEFAULT now(),
  read_at      timestamptz
);
CREATE INDEX inbox_account ON inbox (account_id, at, id);
CREATE INDEX inbox_unread ON inbox (account_id) WHERE read_at IS NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON inbox TO wugong_app;

-- +goose Down
DROP TABLE inbox;
