-- Flags (举报) on proposals and opinions: one of a person on a thing. A flag is open until somebody of the committee hides the
-- thing or leaves it as it is. Whose flag it was goes with a deleted account.
-- +goose Up
CREATE TABLE content_flags (
  id           uuid PRIMARY KEY,
  community_id uuid NOT NULL REFERENCES communities (id),
  proposal_id  uuid NOT NULL REFERENCES proposals (id),
  opinion_id   uuid REFERENCES proposal_opinions (id), -- none where the proposal itself is meant
  account_id   uuid REFERENCES accounts (id),
  reason       text NOT NULL CHECK (reason IN ('unlawful', 'personal_data', 'insult', 'advertising', 'flooding')),
  note         text NOT NULL CHECK (length(note) <= 300),
  at           timestamptz NOT NULL,
  settled_at   timestamptz CHECK (settled_at >= at)
);
CREATE UNIQUE INDEX content_flags_proposal ON content_flags (proposal_id, account_id) WHERE opinion_id IS NULL;
CREATE UNIQUE INDEX content_flags_opinion ON content_flags (opinion_id, account_id) WHERE opinion_id IS NOT NULL;
CREATE INDEX content_flags_open ON content_flags (community_id, proposal_id, opinion_id, at) WHERE settled_at IS NULL;
CREATE INDEX content_flags_account ON content_flags (account_id) WHERE account_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON content_flags TO wugong_app;

-- +goose Down
DROP TABLE content_flags;
