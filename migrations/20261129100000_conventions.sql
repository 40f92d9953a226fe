-- Conventions (居民公约, 村规民约, 管理规约, 议事规则). A convention has versions; at most one stands and one is worked on. Each
-- save of a draft is a revision of its own that stays, so that nothing is overwritten; what was shown to the public can be
-- read for ever. Opinions, reviews and stages are records. A signature is a household's, and withdrawing it leaves nothing.
-- +goose Up
CREATE TABLE conventions (
  id           uuid PRIMARY KEY,
  community_id uuid NOT NULL REFERENCES communities (id),
  kind         text NOT NULL CHECK (kind IN ('resident_convention', 'village_convention', 'owner_covenant', 'procedure_rules')),
  title        text NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
  creator_id   uuid, -- none once the account is deleted
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL CHECK (updated_at >= created_at),
  UNIQUE (id, community_id),
  UNIQUE (community_id, kind, title)
);
CREATE INDEX conventions_list ON conventions (community_id, updated_at DESC, id DESC);
CREATE INDEX conventions_creator ON conventions (creator_id) WHERE creator_id IS NOT NULL;

CREATE TABLE convention_versions (
  id             uuid PRIMARY KEY,
  convention_id  uuid NOT NULL,
  community_id   uuid NOT NULL,
  major          integer NOT NULL CHECK (major BETWEEN 1 AND 9999),
  minor          integer NOT NULL CHECK (minor BETWEEN 0 AND 9999),
  kind           text NOT NULL CHECK (kind IN ('first', 'amendment', 'correction', 'repeal', 'posted')),
  state          text NOT NULL CHECK (state IN ('collecting', 'drafting', 'review', 'draft_publicity', 'voting', 'adopted', 'published',
    'in_force', 'amending', 'correction_ordered', 'superseded', 'repealed', 'withdrawn')),
  since          timestamptz NOT NULL, -- in this state
  until          timestamptz, -- the end of the minimum time of the stage
  counted_from   timestamptz NOT NULL, -- photos of the board count for the stage from here
  opened_at      timestamptz NOT NULL,
  opener_id      uuid,
  proposer       text NOT NULL CHECK (proposer IN ('committee', 'supervision', 'residents', 'reps', 'owners', 'town')),
  call_id        uuid REFERENCES ballot_calls (id),
  reason         text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
  topics         jsonb NOT NULL CHECK (jsonb_typeof(topics) = 'array'),
  based_on       uuid REFERENCES convention_versions (id),
  revision       integer NOT NULL DEFAULT 0 CHECK (revision >= 0), -- the newest
  shown_revision integer NOT NULL DEFAULT 0 CHECK (shown_revision BETWEEN 0 AND revision), -- the newest shown to the public
  ballot_id      uuid UNIQUE REFERENCES ballots (id),
  voted_revision integer CHECK (voted_revision BETWEEN 1 AND revision),
  adopted_on     date,
  how            text CHECK (length(how) BETWEEN 2 AND 200),
  published_at   timestamptz,
  shown_until    timestamptz CHECK (shown_until >= published_at + interval '15 days'),
  effective_on   date,
  ended_on       date,
  ordered_at     timestamptz,
  order_reason   text CHECK (length(order_reason) BETWEEN 2 AND 500),
  suspended      jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(suspended) = 'array'),
  ordered_by     uuid,
  filing_due_at  timestamptz,
  sent_at        timestamptz,
  sent_by        uuid,
  filed_on       date,
  filing_number  text CHECK (length(filing_number) BETWEEN 1 AND 60),
  filed_by       uuid,
  returned_at    timestamptz,
  return_reason  text CHECK (length(return_reason) BETWEEN 2 AND 500),
  returned_by    uuid,
  UNIQUE (convention_id, major, minor),
  UNIQUE (id, community_id),
  FOREIGN KEY (convention_id, community_id) REFERENCES conventions (id, community_id),
  CHECK ((ballot_id IS NULL) = (voted_revision IS NULL)),
  CHECK (state NOT IN ('adopted', 'published', 'in_force', 'amending', 'correction_ordered', 'superseded') OR adopted_on IS NOT NULL AND revision > 0),
  CHECK (state NOT IN ('published', 'in_force', 'amending', 'correction_ordered', 'superseded') OR effective_on IS NOT NULL AND published_at IS NOT NULL),
  CHECK (effective_on >= adopted_on),
  CHECK ((state = 'correction_ordered') <= (ordered_at IS NOT NULL)),
  CHECK ((ordered_at IS NULL) = (order_reason IS NULL)),
  CHECK ((filed_on IS NULL) = (filing_number IS NULL)),
  CHECK ((returned_at IS NULL) = (return_reason IS NULL)),
  CHECK ((call_id IS NULL) = (proposer NOT IN ('residents', 'reps', 'owners')))
);
CREATE UNIQUE INDEX convention_versions_standing ON convention_versions (convention_id) WHERE state IN ('in_force', 'amending', 'correction_ordered');
CREATE UNIQUE INDEX convention_versions_work ON convention_versions (convention_id)
  WHERE state IN ('collecting', 'drafting', 'review', 'draft_publicity', 'voting', 'adopted', 'published');
CREATE INDEX convention_versions_newest ON convention_versions (convention_id, opened_at DESC, id DESC);
CREATE INDEX convention_versions_desk ON convention_versions (community_id, since, id)
  WHERE state IN ('collecting', 'drafting', 'review', 'draft_publicity', 'voting', 'adopted', 'published', 'correction_ordered')
    OR filing_due_at IS NOT NULL AND filed_on IS NULL;
CREATE INDEX convention_versions_opener ON convention_versions (opener_id) WHERE opener_id IS NOT NULL;

CREATE TABLE convention_revisions (
  version_id   uuid NOT NULL REFERENCES convention_versions (id),
  revision     integer NOT NULL CHECK (revision BETWEEN 1 AND 100000),
  preamble     text NOT NULL CHECK (length(preamble) <= 1000),
  clauses      jsonb NOT NULL CHECK (jsonb_typeof(clauses) = 'array' AND jsonb_array_length(clauses) <= 100),
  short        text NOT NULL CHECK (length(short) <= 600),
  explanations jsonb NOT NULL CHECK (jsonb_typeof(explanations) = 'array'),
  note         text NOT NULL CHECK (length(note) <= 200),
  lint_open    integer NOT NULL CHECK (lint_open >= 0),
  fingerprint  bytea NOT NULL CHECK (length(fingerprint) = 32),
  saved_by     uuid,
  at           timestamptz NOT NULL,
  shown        boolean NOT NULL DEFAULT false,
  PRIMARY KEY (version_id, revision)
);
CREATE INDEX convention_revisions_saver ON convention_revisions (saved_by) WHERE saved_by IS NOT NULL;

CREATE TABLE convention_stages (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  version_id uuid NOT NULL REFERENCES convention_versions (id),
  from_state text,
  to_state   text NOT NULL,
  at         timestamptz NOT NULL,
  actor_id   uuid, -- none once the account is deleted, or where it followed by itself
  role       text,
  reason     text CHECK (length(reason) BETWEEN 1 AND 1000),
  ballot_id  uuid REFERENCES ballots (id)
);
CREATE INDEX convention_stages_of ON convention_stages (version_id, id);
CREATE INDEX convention_stages_actor ON convention_stages (actor_id) WHERE actor_id IS NOT NULL;

CREATE TABLE convention_opinions (
  id               uuid PRIMARY KEY,
  version_id       uuid NOT NULL,
  community_id     uuid NOT NULL,
  phase            text NOT NULL CHECK (phase IN ('collecting', 'draft_publicity')),
  channel          text NOT NULL CHECK (channel IN ('app', 'paper', 'meeting')),
  author_id        uuid, -- who said it, or who entered it; none once the account is deleted
  topic            text CHECK (topic ~ '^[a-z]{1,20}$'),
  clause_id        uuid,
  text             text NOT NULL CHECK (length(text) BETWEEN 2 AND 1000),
  at               timestamptz NOT NULL,
  verdict          text CHECK (verdict IN ('adopted', 'partly', 'not_adopted')),
  reason           text CHECK (length(reason) BETWEEN 2 AND 1000),
  answer_clause_id uuid,
  answered_at      timestamptz CHECK (answered_at >= at),
  answered_by      uuid,
  hidden           text CHECK (hidden IN ('unlawful', 'personal_data', 'insult', 'advertising', 'flooding')),
  FOREIGN KEY (version_id, community_id) REFERENCES convention_versions (id, community_id),
  CHECK ((verdict IS NULL) = (answered_at IS NULL)),
  CHECK (verdict IS NOT NULL OR reason IS NULL AND answered_by IS NULL AND answer_clause_id IS NULL AND hidden IS NULL),
  CHECK (verdict IS NULL OR verdict = 'adopted' OR reason IS NOT NULL)
);
CREATE INDEX convention_opinions_of ON convention_opinions (version_id, at DESC, id DESC);
CREATE INDEX convention_opinions_waiting ON convention_opinions (version_id) WHERE verdict IS NULL;
CREATE INDEX convention_opinions_author ON convention_opinions (author_id, at) WHERE author_id IS NOT NULL;
CREATE INDEX convention_opinions_answerer ON convention_opinions (answered_by) WHERE answered_by IS NOT NULL;

CREATE TABLE convention_reviews (
  id         uuid PRIMARY KEY,
  version_id uuid NOT NULL REFERENCES convention_versions (id),
  office     text NOT NULL CHECK (office IN ('party', 'town')),
  verdict    text NOT NULL CHECK (verdict IN ('fit', 'return')),
  revision   integer NOT NULL CHECK (revision > 0),
  text       text CHECK (length(text) BETWEEN 2 AND 1000),
  by_id      uuid,
  at         timestamptz NOT NULL,
  CHECK (verdict = 'fit' OR text IS NOT NULL)
);
CREATE INDEX convention_reviews_of ON convention_reviews (version_id, at DESC, id DESC);
CREATE INDEX convention_reviews_by ON convention_reviews (by_id) WHERE by_id IS NOT NULL;

CREATE TABLE convention_postings (
  id         uuid PRIMARY KEY,
  version_id uuid NOT NULL REFERENCES convention_versions (id),
  stage      text NOT NULL,
  media_id   uuid NOT NULL UNIQUE REFERENCES media (id),
  posted_on  date NOT NULL,
  place      text NOT NULL CHECK (length(place) BETWEEN 1 AND 60),
  poster_id  uuid,
  at         timestamptz NOT NULL
);
CREATE INDEX convention_postings_of ON convention_postings (version_id, at, id);
CREATE INDEX convention_postings_poster ON convention_postings (poster_id) WHERE poster_id IS NOT NULL;

CREATE TABLE convention_photos (
  version_id uuid NOT NULL REFERENCES convention_versions (id),
  position   integer NOT NULL CHECK (position BETWEEN 0 AND 5),
  media_id   uuid NOT NULL UNIQUE REFERENCES media (id),
  PRIMARY KEY (version_id, position)
);

-- Whoever does not sign stands nowhere, and a signature taken back is gone.
CREATE TABLE convention_signatures (
  version_id   uuid NOT NULL REFERENCES convention_versions (id),
  household_id uuid NOT NULL REFERENCES households (id),
  channel      text NOT NULL CHECK (channel IN ('app', 'paper')),
  PRIMARY KEY (version_id, household_id)
);
CREATE INDEX convention_signatures_household ON convention_signatures (household_id);

-- Other domains add their own kinds of news: each adds its prefix to those that are there.
-- +goose StatementBegin
DO $$
DECLARE kinds text;
BEGIN
  SELECT replace(pg_get_constraintdef(oid), '^(', '^(convention|') INTO STRICT kinds
  FROM pg_constraint WHERE conname = 'inbox_kind_check' AND conrelid = 'inbox'::regclass;
  ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
  EXECUTE 'ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check ' || kinds;
END $$;
-- +goose StatementEnd

GRANT SELECT, INSERT, UPDATE, DELETE ON conventions, convention_versions, convention_revisions, convention_stages, convention_opinions,
  convention_reviews, convention_postings, convention_photos, convention_signatures TO wugong_app;

-- +goose Down
DELETE FROM inbox WHERE kind LIKE 'convention%';
-- +goose StatementBegin
DO $$
DECLARE kinds text;
BEGIN
  SELECT replace(pg_get_constraintdef(oid), '^(convention|', '^(') INTO STRICT kinds
  FROM pg_constraint WHERE conname = 'inbox_kind_check' AND conrelid = 'inbox'::regclass;
  ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
  EXECUTE 'ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check ' || kinds;
END $$;
-- +goose StatementEnd
DROP TABLE convention_signatures, convention_photos, convention_postings, convention_reviews, convention_opinions, convention_stages,
  convention_revisions, convention_versions, conventions;
