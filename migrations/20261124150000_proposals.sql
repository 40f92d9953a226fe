-- Proposals, support, opinions and what happened to them. Numbers come from one sequence for all communities and may have
-- gaps. What happened is written once and never changed. Support and opinions only add rows of ±1 to proposal_deltas; a
-- job folds them into proposal_counts, and what is shown is the sum of both, so that nobody waits for anybody's row.
-- +goose Up
CREATE SEQUENCE proposal_numbers;

CREATE TABLE proposals (
  id            uuid PRIMARY KEY,
  number        bigint NOT NULL UNIQUE DEFAULT nextval('proposal_numbers') CHECK (number > 0),
  community_id  uuid NOT NULL REFERENCES communities (id),
  author_id     uuid REFERENCES accounts (id), -- none once the account is deleted
  party         text NOT NULL CHECK (party IN ('resident', 'committee', 'building_head', 'property_company', 'expert')),
  named         boolean NOT NULL CHECK (NOT named OR author_id IS NOT NULL),
  title         text NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
  text          text NOT NULL CHECK (length(text) <= 2000 AND (text <> '' OR author_id IS NULL)),
  area          text NOT NULL CHECK (area ~ '^G[1-8]$'),
  dimensions    text[] NOT NULL CHECK (dimensions <@ ARRAY['clean', 'comfortable', 'safe', 'beautiful']),
  lat           double precision CHECK (lat BETWEEN -90 AND 90),
  lon           double precision CHECK (lon BETWEEN -180 AND 180),
  accuracy      integer CHECK (accuracy BETWEEN 0 AND 100000),
  spot_x        integer CHECK (spot_x BETWEEN 0 AND 1000),
  spot_y        integer CHECK (spot_y BETWEEN 0 AND 1000),
  place_words   text NOT NULL CHECK (length(place_words) <= 100),
  source        text NOT NULL CHECK (source IN ('online', 'paper', 'phone', 'visit', 'meeting', 'report_cluster')),
  state         text NOT NULL CHECK (state IN ('open', 'accepted', 'merged', 'declined', 'turned', 'withdrawn')),
  proposed_at   timestamptz NOT NULL,
  due_at        timestamptz NOT NULL CHECK (due_at > proposed_at), -- of the reply
  merged_into   uuid REFERENCES proposals (id) CHECK (merged_into <> id),
  report_id     uuid UNIQUE REFERENCES reports (id),
  hidden_at     timestamptz,
  hidden_by     uuid,
  hidden_reason text CHECK (hidden_reason IN ('unlawful', 'personal_data', 'insult', 'advertising', 'flooding')),
  hidden_note   text NOT NULL DEFAULT '' CHECK (length(hidden_note) <= 1000),
  CHECK ((lat IS NULL) = (lon IS NULL)),
  CHECK ((spot_x IS NULL) = (spot_y IS NULL)),
  CHECK ((state = 'merged') = (merged_into IS NOT NULL)),
  CHECK ((state = 'turned') = (report_id IS NOT NULL)),
  CHECK ((hidden_at IS NULL) = (hidden_by IS NULL) AND (hidden_at IS NULL) = (hidden_reason IS NULL) AND (hidden_at IS NULL) = (hidden_note = ''))
);
CREATE INDEX proposals_newest ON proposals (community_id, proposed_at DESC, id DESC) WHERE hidden_at IS NULL AND state <> 'withdrawn';
CREATE INDEX proposals_by_state ON proposals (community_id, state, proposed_at DESC, id DESC) WHERE hidden_at IS NULL;
CREATE INDEX proposals_by_area ON proposals (community_id, area, proposed_at DESC, id DESC) WHERE hidden_at IS NULL AND state <> 'withdrawn';
CREATE INDEX proposals_queue ON proposals (community_id, due_at, id) WHERE hidden_at IS NULL AND state = 'open';
CREATE INDEX proposals_mine ON proposals (author_id, proposed_at DESC, id DESC);
CREATE INDEX proposals_merged ON proposals (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE proposal_photos (
  media_id    uuid PRIMARY KEY REFERENCES media (id),
  proposal_id uuid NOT NULL REFERENCES proposals (id),
  position    integer NOT NULL CHECK (position >= 0),
  UNIQUE (proposal_id, position)
);

-- The repeated reports that a proposal comes from.
CREATE TABLE proposal_reports (
  proposal_id uuid NOT NULL REFERENCES proposals (id),
  report_id   uuid NOT NULL REFERENCES reports (id),
  PRIMARY KEY (proposal_id, report_id)
);
CREATE INDEX proposal_reports_report ON proposal_reports (report_id);

-- One row for a person and a proposal; whoever comes back comes back into the same row. While a proposal is merged, its
-- supporters are counted with the one it was merged into, each once, and their rows stay where they were given.
CREATE TABLE proposal_supports (
  proposal_id  uuid NOT NULL REFERENCES proposals (id),
  account_id   uuid NOT NULL REFERENCES accounts (id),
  household_id uuid NOT NULL,
  at           timestamptz NOT NULL,
  withdrawn_at timestamptz CHECK (withdrawn_at >= at),
  PRIMARY KEY (proposal_id, account_id)
);
CREATE INDEX proposal_supports_account ON proposal_supports (account_id, proposal_id);
CREATE INDEX proposal_supports_household ON proposal_supports (proposal_id, household_id) WHERE withdrawn_at IS NULL;

CREATE TABLE proposal_counts (
  proposal_id  uuid PRIMARY KEY REFERENCES proposals (id),
  community_id uuid NOT NULL REFERENCES communities (id),
  persons      integer NOT NULL DEFAULT 0 CHECK (persons >= 0),
  households   integer NOT NULL DEFAULT 0 CHECK (households >= 0),
  said_for     integer NOT NULL DEFAULT 0 CHECK (said_for >= 0),
  said_against integer NOT NULL DEFAULT 0 CHECK (said_against >= 0),
  said_concern integer NOT NULL DEFAULT 0 CHECK (said_concern >= 0)
);
CREATE INDEX proposal_counts_wanted ON proposal_counts (community_id, persons DESC, proposal_id DESC);

CREATE TABLE proposal_deltas (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  proposal_id  uuid NOT NULL REFERENCES proposals (id),
  persons      integer NOT NULL DEFAULT 0,
  households   integer NOT NULL DEFAULT 0,
  said_for     integer NOT NULL DEFAULT 0,
  said_against integer NOT NULL DEFAULT 0,
  said_concern integer NOT NULL DEFAULT 0
);
CREATE INDEX proposal_deltas_proposal ON proposal_deltas (proposal_id);

-- An answer belongs to an opinion and has no stance and no answers of its own. What is held was never shown.
CREATE TABLE proposal_opinions (
  id            uuid PRIMARY KEY,
  proposal_id   uuid NOT NULL REFERENCES proposals (id),
  community_id  uuid NOT NULL REFERENCES communities (id),
  answers_id    uuid REFERENCES proposal_opinions (id),
  author_id     uuid REFERENCES accounts (id), -- none once the account is deleted
  party         text NOT NULL CHECK (party IN ('resident', 'committee', 'building_head', 'property_company', 'expert')),
  named         boolean NOT NULL CHECK (NOT named OR author_id IS NOT NULL),
  stance        text CHECK (stance IN ('for', 'against', 'concern')),
  text          text NOT NULL CHECK (length(text) <= 1000 AND text <> ''),
  state         text NOT NULL CHECK (state IN ('held', 'shown', 'hidden')),
  at            timestamptz NOT NULL,
  hidden_at     timestamptz,
  hidden_by     uuid,
  hidden_reason text CHECK (hidden_reason IN ('unlawful', 'personal_data', 'insult', 'advertising', 'flooding')),
  hidden_note   text NOT NULL DEFAULT '' CHECK (length(hidden_note) <= 1000),
  CHECK ((answers_id IS NULL) = (stance IS NOT NULL)),
  CHECK ((state = 'hidden') = (hidden_at IS NOT NULL)),
  CHECK ((hidden_at IS NULL) = (hidden_by IS NULL) AND (hidden_at IS NULL) = (hidden_reason IS NULL) AND (hidden_at IS NULL) = (hidden_note = ''))
);
CREATE INDEX proposal_opinions_list ON proposal_opinions (proposal_id, at, id) WHERE answers_id IS NULL;
CREATE INDEX proposal_opinions_answers ON proposal_opinions (answers_id, at, id) WHERE answers_id IS NOT NULL;
CREATE INDEX proposal_opinions_author ON proposal_opinions (author_id, community_id, state);
CREATE INDEX proposal_opinions_held ON proposal_opinions (community_id, at, id) WHERE state = 'held';

CREATE TABLE proposal_events (
  id          uuid PRIMARY KEY,
  proposal_id uuid NOT NULL REFERENCES proposals (id),
  act         text NOT NULL CHECK (act IN ('propose', 'accept', 'merge', 'unmerge', 'decline', 'turn_into_report', 'withdraw', 'hide', 'show', 'leave')),
  at          timestamptz NOT NULL,
  party       text NOT NULL CHECK (party IN ('resident', 'author', 'committee', 'building_head', 'property_company', 'expert', 'system')),
  actor_id    uuid,
  note        text NOT NULL CHECK (length(note) <= 1000),
  other_id    uuid REFERENCES proposals (id) CHECK (other_id <> proposal_id),
  report_id   uuid,
  persons     integer CHECK (persons >= 0),
  reason      text CHECK (reason IN ('unlawful', 'personal_data', 'insult', 'advertising', 'flooding'))
);
CREATE INDEX proposal_events_proposal ON proposal_events (proposal_id, at, id);

GRANT SELECT, INSERT, UPDATE, DELETE ON proposals, proposal_photos, proposal_reports, proposal_supports, proposal_counts, proposal_deltas,
  proposal_opinions TO wugong_app;
GRANT SELECT, INSERT ON proposal_events TO wugong_app;
GRANT USAGE ON SEQUENCE proposal_numbers TO wugong_app;

ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check CHECK (kind IN ('join_requested', 'join_verified', 'join_refused', 'role_granted',
  'report_submitted', 'report_accepted', 'report_rejected', 'report_objected', 'report_assigned', 'report_in_progress',
  'report_waiting_external', 'report_resolved', 'report_verified', 'report_reopened', 'report_closed', 'bulletin_published', 'bulletin_urgent',
  'bulletin_corrected', 'bulletin_withdrawn',
  'complaint_lodged', 'complaint_answered', 'complaint_asked_again',
  'proposal_made', 'proposal_accepted', 'proposal_declined', 'proposal_merged', 'proposal_unmerged', 'proposal_turned', 'proposal_hidden',
  'proposal_shown', 'proposal_opinion', 'opinion_answered', 'opinion_held', 'opinion_released', 'opinion_hidden', 'content_flagged'));

-- +goose Down
DELETE FROM inbox WHERE kind LIKE 'proposal%' OR kind LIKE 'opinion%' OR kind = 'content_flagged';
ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check CHECK (kind IN ('join_requested', 'join_verified', 'join_refused', 'role_granted',
  'report_submitted', 'report_accepted', 'report_rejected', 'report_objected', 'report_assigned', 'report_in_progress',
  'report_waiting_external', 'report_resolved', 'report_verified', 'report_reopened', 'report_closed', 'bulletin_published', 'bulletin_urgent',
  'bulletin_corrected', 'bulletin_withdrawn',
  'complaint_lodged', 'complaint_answered', 'complaint_asked_again'));
DROP TABLE proposal_events, proposal_opinions, proposal_deltas, proposal_counts, proposal_supports, proposal_reports, proposal_photos, proposals;
DROP SEQUENCE proposal_numbers;
