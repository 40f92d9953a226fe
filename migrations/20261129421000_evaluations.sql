-- Surveys of satisfaction. Who has answered and what was answered have neither a key, nor a time, nor an order in common.
-- An answer is not kept as a row: it is added to one of sixteen boxes, drawn at random, whose counts rise and among whose
-- sorted words its words are put. When a survey has been counted, its boxes are gone.
-- +goose Up
CREATE TABLE evaluations (
  id           uuid PRIMARY KEY,
  community_id uuid NOT NULL REFERENCES communities (id),
  project_id   uuid,
  building_id  uuid REFERENCES buildings (id),
  author_id    uuid,
  title        text NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
  text         text NOT NULL DEFAULT '' CHECK (length(text) <= 1000),
  unit         text NOT NULL CHECK (unit IN ('household', 'person')),
  paper        boolean NOT NULL,
  opens_at     timestamptz NOT NULL,
  closes_at    timestamptz NOT NULL CHECK (closes_at >= opens_at + interval '7 days'),
  counts_at    timestamptz NOT NULL CHECK (counts_at >= closes_at),
  eligible     int NOT NULL CHECK (eligible > 0),
  note         text CHECK (length(note) BETWEEN 2 AND 500),
  counted_at   timestamptz CHECK (counted_at >= counts_at),
  counts       int[] CHECK (cardinality(counts) = 42),
  unkeyed      int NOT NULL DEFAULT 0 CHECK (unkeyed >= 0),
  UNIQUE (id, community_id),
  CHECK ((counted_at IS NULL) = (counts IS NULL))
);
CREATE INDEX evaluations_list ON evaluations (community_id, opens_at, id);
CREATE INDEX evaluations_project ON evaluations (project_id, opens_at, id) WHERE project_id IS NOT NULL;
CREATE INDEX evaluations_due ON evaluations (counts_at) WHERE counted_at IS NULL;
CREATE INDEX evaluations_open ON evaluations (community_id, closes_at) WHERE counted_at IS NULL;
CREATE INDEX evaluations_author ON evaluations (author_id, opens_at) WHERE author_id IS NOT NULL;

-- Who has answered: a household or a person of the register, no account, no time, not how.
CREATE TABLE evaluation_takers (
  evaluation_id uuid NOT NULL REFERENCES evaluations (id),
  subject_id    uuid NOT NULL,
  PRIMARY KEY (evaluation_id, subject_id)
);
CREATE INDEX evaluation_takers_subject ON evaluation_takers (subject_id);

-- What was answered, added up: seven measures of six (no answer, 1 to 5), and the words in the order of their characters.
CREATE TABLE evaluation_boxes (
  evaluation_id uuid NOT NULL REFERENCES evaluations (id),
  box           int NOT NULL CHECK (box BETWEEN 0 AND 15),
  counts        int[] NOT NULL CHECK (cardinality(counts) = 42),
  words         text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (evaluation_id, box)
);

-- Papers: whose they are and what stands on them are two lists, and both are gone once the batch is counted.
CREATE TABLE evaluation_batches (
  id            uuid PRIMARY KEY,
  evaluation_id uuid NOT NULL REFERENCES evaluations (id),
  keyed_by      uuid,
  checked_by    uuid,
  amount        int NOT NULL CHECK (amount BETWEEN 1 AND 50),
  subjects      uuid[],
  sheets        jsonb,
  tries         int NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
  counted       boolean NOT NULL DEFAULT false,
  CHECK (checked_by <> keyed_by),
  CHECK (NOT counted OR subjects IS NULL AND sheets IS NULL)
);
CREATE INDEX evaluation_batches_waiting ON evaluation_batches (evaluation_id, id) WHERE NOT counted;
CREATE INDEX evaluation_batches_of ON evaluation_batches (evaluation_id);
CREATE INDEX evaluation_batches_keyed ON evaluation_batches (keyed_by) WHERE keyed_by IS NOT NULL;
CREATE INDEX evaluation_batches_checked ON evaluation_batches (checked_by) WHERE checked_by IS NOT NULL;

CREATE TABLE evaluation_words (
  evaluation_id uuid NOT NULL REFERENCES evaluations (id),
  position      int NOT NULL,
  text          text NOT NULL CHECK (length(text) BETWEEN 1 AND 300),
  PRIMARY KEY (evaluation_id, position)
);

-- What is put right, by whom and by when. A photo shows that it was.
CREATE TABLE rectifications (
  id            uuid PRIMARY KEY,
  community_id  uuid NOT NULL REFERENCES communities (id),
  evaluation_id uuid,
  project_id    uuid,
  author_id     uuid,
  finding       text NOT NULL CHECK (length(finding) BETWEEN 2 AND 300),
  owner         text NOT NULL CHECK (length(owner) BETWEEN 1 AND 40),
  due_on        date NOT NULL,
  opened_at     timestamptz NOT NULL,
  closed_at     timestamptz CHECK (closed_at >= opened_at),
  closed_by     uuid,
  note          text CHECK (length(note) BETWEEN 2 AND 300),
  photo_id      uuid UNIQUE REFERENCES media (id),
  FOREIGN KEY (evaluation_id, community_id) REFERENCES evaluations (id, community_id),
  CHECK ((closed_at IS NULL) = (note IS NULL) AND (note IS NULL) = (photo_id IS NULL)),
  CHECK (closed_at IS NOT NULL OR closed_by IS NULL)
);
CREATE INDEX rectifications_list ON rectifications (community_id, (closed_at IS NOT NULL), due_on, id);
CREATE INDEX rectifications_of ON rectifications (evaluation_id) WHERE evaluation_id IS NOT NULL;
CREATE INDEX rectifications_project ON rectifications (project_id) WHERE project_id IS NOT NULL;
CREATE INDEX rectifications_author ON rectifications (author_id) WHERE author_id IS NOT NULL;
CREATE INDEX rectifications_closer ON rectifications (closed_by) WHERE closed_by IS NOT NULL;

-- Other domains add their own kinds of news: each adds its prefix to those that are there.
-- +goose StatementBegin
DO $$
DECLARE kinds text;
BEGIN
  SELECT replace(pg_get_constraintdef(oid), '^(', '^(evaluation|') INTO STRICT kinds
  FROM pg_constraint WHERE conname = 'inbox_kind_check' AND conrelid = 'inbox'::regclass;
  ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
  EXECUTE 'ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check ' || kinds;
END $$;
-- +goose StatementEnd

GRANT SELECT, INSERT, UPDATE, DELETE ON evaluations, evaluation_takers, evaluation_boxes, evaluation_batches, evaluation_words,
  rectifications TO wugong_app;

-- +goose Down
DELETE FROM inbox WHERE kind LIKE 'evaluation%';
-- +goose StatementBegin
DO $$
DECLARE kinds text;
BEGIN
  SELECT replace(pg_get_constraintdef(oid), '^(evaluation|', '^(') INTO STRICT kinds
  FROM pg_constraint WHERE conname = 'inbox_kind_check' AND conrelid = 'inbox'::regclass;
  ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
  EXECUTE 'ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check ' || kinds;
END $$;
-- +goose StatementEnd
DROP TABLE rectifications, evaluation_words, evaluation_batches, evaluation_boxes, evaluation_takers, evaluations;
