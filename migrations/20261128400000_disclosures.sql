-- What the committee must lay open, and questions about it. What is laid open is never changed or withdrawn: a later one
-- corrects it, and both stay to be read. Sums are not stored: they follow from the lines.
-- +goose Up
CREATE TABLE disclosures (
  id           uuid PRIMARY KEY,
  community_id uuid NOT NULL REFERENCES communities (id),
  author_id    uuid,
  category     text NOT NULL CHECK (category IN ('finance', 'fees', 'projects', 'assets', 'assistance', 'assisting', 'decisions', 'terms', 'other')),
  period_kind  text NOT NULL CHECK (period_kind IN ('month', 'quarter', 'event')),
  period_start date NOT NULL,
  title        text NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
  text         text NOT NULL CHECK (length(text) BETWEEN 1 AND 5000),
  opening      bigint CHECK (abs(opening) <= 10000000000000),
  published_at timestamptz NOT NULL,
  until        timestamptz NOT NULL CHECK (until >= published_at + interval '15 days'),
  corrects_id  uuid UNIQUE CHECK (corrects_id <> id),
  reason       text CHECK (length(reason) BETWEEN 2 AND 200),
  checked_at   timestamptz,
  checked_by   uuid,
  check_note   text CHECK (length(check_note) BETWEEN 1 AND 200),
  UNIQUE (id, community_id),
  FOREIGN KEY (corrects_id, community_id) REFERENCES disclosures (id, community_id),
  CHECK ((corrects_id IS NULL) = (reason IS NULL)),
  CHECK (checked_at IS NOT NULL OR checked_by IS NULL AND check_note IS NULL),
  CHECK (period_kind <> 'month' OR extract(day FROM period_start) = 1),
  CHECK (period_kind <> 'quarter' OR extract(day FROM period_start) = 1 AND extract(month FROM period_start) IN (1, 4, 7, 10))
);
CREATE INDEX disclosures_board ON disclosures (community_id, published_at, id);
CREATE INDEX disclosures_category ON disclosures (community_id, category, published_at, id);
CREATE INDEX disclosures_periods ON disclosures (community_id, period_start) WHERE period_kind <> 'event';
CREATE INDEX disclosures_author ON disclosures (author_id, published_at) WHERE author_id IS NOT NULL;
CREATE INDEX disclosures_checker ON disclosures (checked_by) WHERE checked_by IS NOT NULL;

CREATE TABLE disclosure_lines (
  disclosure_id uuid NOT NULL REFERENCES disclosures (id),
  position      int NOT NULL CHECK (position BETWEEN 0 AND 199),
  side          text NOT NULL CHECK (side IN ('income', 'expense')),
  item          text NOT NULL CHECK (length(item) BETWEEN 1 AND 60),
  amount        bigint NOT NULL CHECK (amount BETWEEN 1 AND 10000000000000),
  PRIMARY KEY (disclosure_id, position)
);

CREATE TABLE disclosure_photos (
  disclosure_id uuid NOT NULL REFERENCES disclosures (id),
  position      int NOT NULL CHECK (position BETWEEN 0 AND 11),
  media_id      uuid NOT NULL UNIQUE REFERENCES media (id),
  audience      text NOT NULL CHECK (audience IN ('public', 'members')),
  PRIMARY KEY (disclosure_id, position)
);

CREATE TABLE disclosure_postings (
  id            uuid PRIMARY KEY,
  disclosure_id uuid NOT NULL REFERENCES disclosures (id),
  media_id      uuid NOT NULL UNIQUE REFERENCES media (id),
  posted_on     date NOT NULL,
  place         text NOT NULL CHECK (length(place) BETWEEN 1 AND 60),
  poster_id     uuid,
  at            timestamptz NOT NULL
);
CREATE INDEX disclosure_postings_of ON disclosure_postings (disclosure_id, at, id);
CREATE INDEX disclosure_postings_poster ON disclosure_postings (poster_id) WHERE poster_id IS NOT NULL;

CREATE TABLE disclosure_questions (
  id            uuid PRIMARY KEY,
  disclosure_id uuid NOT NULL,
  community_id  uuid NOT NULL,
  asker_id      uuid,
  text          text NOT NULL CHECK (length(text) BETWEEN 2 AND 500),
  asked_at      timestamptz NOT NULL,
  due_at        timestamptz NOT NULL CHECK (due_at > asked_at),
  answer        text CHECK (length(answer) BETWEEN 1 AND 2000),
  answered_at   timestamptz CHECK (answered_at >= asked_at),
  answered_by   uuid,
  hidden        text CHECK (hidden IN ('unlawful', 'personal_data', 'insult', 'advertising', 'flooding')),
  FOREIGN KEY (disclosure_id, community_id) REFERENCES disclosures (id, community_id),
  CHECK ((answer IS NULL) = (answered_at IS NULL)),
  CHECK (answer IS NOT NULL OR answered_by IS NULL AND hidden IS NULL)
);
CREATE INDEX disclosure_questions_of ON disclosure_questions (disclosure_id, asked_at, id);
CREATE INDEX disclosure_questions_waiting ON disclosure_questions (community_id, due_at, id) WHERE answer IS NULL;
CREATE INDEX disclosure_questions_asker ON disclosure_questions (asker_id, asked_at) WHERE asker_id IS NOT NULL;
CREATE INDEX disclosure_questions_answerer ON disclosure_questions (answered_by) WHERE answered_by IS NOT NULL;

-- From the month since on, the accounts are laid open every month or every quarter.
CREATE TABLE disclosure_rhythms (
  community_id    uuid NOT NULL REFERENCES communities (id),
  since           date NOT NULL CHECK (extract(day FROM since) = 1),
  finance_monthly boolean NOT NULL,
  PRIMARY KEY (community_id, since)
);

-- What the committee, or who watches it, was told, so that it is told once.
CREATE TABLE disclosure_reminders (
  community_id uuid NOT NULL REFERENCES communities (id),
  category     text NOT NULL,
  period_kind  text NOT NULL,
  period_start date NOT NULL,
  stage        text NOT NULL CHECK (stage IN ('due', 'overdue')),
  at           timestamptz NOT NULL,
  PRIMARY KEY (community_id, category, period_kind, period_start, stage)
);

-- Other domains add their own kinds of news: each adds its prefix to those that are there.
-- +goose StatementBegin
DO $$
DECLARE kinds text;
BEGIN
  SELECT replace(pg_get_constraintdef(oid), '^(', '^(disclosure|') INTO STRICT kinds
  FROM pg_constraint WHERE conname = 'inbox_kind_check' AND conrelid = 'inbox'::regclass;
  ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
  EXECUTE 'ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check ' || kinds;
END $$;
-- +goose StatementEnd

GRANT SELECT, INSERT, UPDATE, DELETE ON disclosures, disclosure_lines, disclosure_photos, disclosure_postings, disclosure_questions,
  disclosure_rhythms, disclosure_reminders TO wugong_app;

-- +goose Down
DELETE FROM inbox WHERE kind LIKE 'disclosure%';
-- +goose StatementBegin
DO $$
DECLARE kinds text;
BEGIN
  SELECT replace(pg_get_constraintdef(oid), '^(disclosure|', '^(') INTO STRICT kinds
  FROM pg_constraint WHERE conname = 'inbox_kind_check' AND conrelid = 'inbox'::regclass;
  ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
  EXECUTE 'ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check ' || kinds;
END $$;
-- +goose StatementEnd
DROP TABLE disclosure_reminders, disclosure_rhythms, disclosure_questions, disclosure_postings, disclosure_photos, disclosure_lines, disclosures;
