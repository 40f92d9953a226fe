-- Duty rosters. A turn is a household's or a volunteer's day; it was done, or not, or nobody said. Nothing is counted up.
-- +goose Up
CREATE TABLE rosters (
  id           uuid PRIMARY KEY,
  community_id uuid NOT NULL REFERENCES communities (id),
  project_id   uuid,
  author_id    uuid,
  title        text NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
  area         text NOT NULL CHECK (length(area) BETWEEN 1 AND 80),
  starts_on    date NOT NULL,
  ends_on      date NOT NULL CHECK (ends_on BETWEEN starts_on AND starts_on + 370),
  holders      int NOT NULL CHECK (holders BETWEEN 1 AND 200),
  made_at      timestamptz NOT NULL,
  UNIQUE (id, community_id)
);
CREATE INDEX rosters_list ON rosters (community_id, ends_on, id);
CREATE INDEX rosters_project ON rosters (project_id) WHERE project_id IS NOT NULL;
CREATE INDEX rosters_author ON rosters (author_id, made_at) WHERE author_id IS NOT NULL;

CREATE TABLE duty_turns (
  id           uuid PRIMARY KEY,
  roster_id    uuid NOT NULL,
  community_id uuid NOT NULL,
  on_date      date NOT NULL,
  household_id uuid,
  name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  done         boolean,
  note         text CHECK (length(note) BETWEEN 1 AND 200),
  marked_at    timestamptz,
  marked_by    uuid,
  reminded     boolean NOT NULL DEFAULT false,
  UNIQUE (roster_id, on_date),
  FOREIGN KEY (roster_id, community_id) REFERENCES rosters (id, community_id),
  FOREIGN KEY (household_id, community_id) REFERENCES households (id, community_id),
  CHECK ((done IS NULL) = (marked_at IS NULL)),
  CHECK (done IS NOT NULL OR note IS NULL AND marked_by IS NULL)
);
CREATE INDEX duty_turns_calendar ON duty_turns (community_id, on_date, id);
CREATE INDEX duty_turns_household ON duty_turns (household_id, on_date) WHERE household_id IS NOT NULL;
CREATE INDEX duty_turns_remind ON duty_turns (on_date) WHERE NOT reminded AND household_id IS NOT NULL;
CREATE INDEX duty_turns_marker ON duty_turns (marked_by) WHERE marked_by IS NOT NULL;

-- Other domains add their own kinds of news: each adds its prefix to those that are there.
-- +goose StatementBegin
DO $$
DECLARE kinds text;
BEGIN
  SELECT replace(pg_get_constraintdef(oid), '^(', '^(duty|') INTO STRICT kinds
  FROM pg_constraint WHERE conname = 'inbox_kind_check' AND conrelid = 'inbox'::regclass;
  ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
  EXECUTE 'ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check ' || kinds;
END $$;
-- +goose StatementEnd

GRANT SELECT, INSERT, UPDATE, DELETE ON rosters, duty_turns TO wugong_app;

-- +goose Down
DELETE FROM inbox WHERE kind LIKE 'duty%';
-- +goose StatementBegin
DO $$
DECLARE kinds text;
BEGIN
  SELECT replace(pg_get_constraintdef(oid), '^(duty|', '^(') INTO STRICT kinds
  FROM pg_constraint WHERE conname = 'inbox_kind_check' AND conrelid = 'inbox'::regclass;
  ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
  EXECUTE 'ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check ' || kinds;
END $$;
-- +goose StatementEnd
DROP TABLE duty_turns, rosters;
