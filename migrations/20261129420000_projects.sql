-- Projects in five stages. Records are never changed or deleted: a later one supersedes an earlier one, and both stay to be
-- read; the application may only take a name from them. Money is a chain: each entry begins where the one before ended, so
-- that a wrong balance cannot be stored. Numbers come from one sequence for all communities and may have gaps.
-- +goose Up
CREATE SEQUENCE project_numbers;

CREATE TABLE projects (
  id           uuid PRIMARY KEY,
  number       bigint NOT NULL UNIQUE DEFAULT nextval('project_numbers') CHECK (number > 0),
  community_id uuid NOT NULL REFERENCES communities (id),
  proposal_id  uuid UNIQUE REFERENCES proposals (id),
  created_by   uuid REFERENCES accounts (id), -- none once the account is deleted
  title        text NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
  text         text NOT NULL CHECK (length(text) <= 2000),
  area         text NOT NULL CHECK (area ~ '^G[1-8]$'),
  dimensions   text[] NOT NULL CHECK (dimensions <@ ARRAY['clean', 'comfortable', 'safe', 'beautiful']),
  path         text NOT NULL CHECK (path IN ('full', 'light')),
  light_budget bigint CHECK (light_budget > 0),
  stage        text NOT NULL CHECK (stage IN ('plan', 'build', 'manage', 'evaluate', 'share', 'closed')),
  started_at   timestamptz NOT NULL,
  since        timestamptz NOT NULL CHECK (since >= started_at), -- in this stage
  reused_from  uuid REFERENCES projects (id) CHECK (reused_from <> id),
  changes      text NOT NULL DEFAULT '' CHECK (length(changes) <= 1000),
  UNIQUE (id, community_id),
  CHECK ((path = 'light') = (light_budget IS NOT NULL)),
  CHECK ((reused_from IS NULL) = (changes = '')),
  CHECK (proposal_id IS NULL OR reused_from IS NULL)
);
CREATE INDEX projects_newest ON projects (community_id, started_at DESC, id DESC);
CREATE INDEX projects_by_stage ON projects (community_id, stage, started_at DESC, id DESC);
CREATE INDEX projects_reused ON projects (reused_from) WHERE reused_from IS NOT NULL;
CREATE INDEX projects_created_by ON projects (created_by) WHERE created_by IS NOT NULL;

-- Gates that were passed, each once; what was missing when the chair passed all the same stands beside the reason.
CREATE TABLE project_gates (
  project_id uuid NOT NULL REFERENCES projects (id),
  gate       text NOT NULL CHECK (gate ~ '^G[0-5]$'),
  at         timestamptz NOT NULL,
  actor_id   uuid,
  reason     text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
  missing    jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(missing) = 'array'),
  PRIMARY KEY (project_id, gate),
  CHECK ((reason = '') = (missing = '[]'))
);

CREATE TABLE project_records (
  id           uuid PRIMARY KEY,
  project_id   uuid NOT NULL,
  community_id uuid NOT NULL,
  root_id      uuid NOT NULL, -- the first version
  stage        text NOT NULL CHECK (stage IN ('plan', 'build', 'manage', 'evaluate', 'share', 'closed')),
  type         text NOT NULL CHECK (type ~ '^[a-z_]{3,30}$'),
  version      integer NOT NULL CHECK (version > 0),
  supersedes   uuid UNIQUE REFERENCES project_records (id) CHECK (supersedes <> id),
  reason       text NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
  visibility   text NOT NULL CHECK (visibility IN ('public', 'community', 'parties', 'staff')),
  actors       text NOT NULL CHECK (actors IN ('residents', 'committee', 'government', 'society')),
  source       text NOT NULL CHECK (source IN ('online', 'paper', 'phone', 'visit', 'meeting')),
  on_behalf_of text NOT NULL DEFAULT '' CHECK (length(on_behalf_of) <= 40 AND (on_behalf_of = '' OR source <> 'online')),
  author_id    uuid REFERENCES accounts (id), -- none once the account is deleted
  household_id uuid,                          -- of a resident who wrote it for themselves
  occurred_at  timestamptz NOT NULL,
  created_at   timestamptz NOT NULL CHECK (created_at >= occurred_at),
  body         jsonb NOT NULL CHECK (jsonb_typeof(body) = 'object'),
  about_id     uuid,
  also_id      uuid,
  ballot_id    uuid REFERENCES ballots (id),
  UNIQUE (id, project_id),
  FOREIGN KEY (project_id, community_id) REFERENCES projects (id, community_id),
  FOREIGN KEY (root_id, project_id) REFERENCES project_records (id, project_id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (supersedes, project_id) REFERENCES project_records (id, project_id),
  FOREIGN KEY (about_id, project_id) REFERENCES project_records (id, project_id),
  FOREIGN KEY (also_id, project_id) REFERENCES project_records (id, project_id),
  CHECK ((version = 1) = (supersedes IS NULL) AND (version = 1) = (root_id = id) AND (version = 1) = (reason = ''))
);
CREATE INDEX project_records_newest ON project_records (project_id, created_at DESC, id DESC);
CREATE INDEX project_records_type ON project_records (project_id, type, created_at DESC, id DESC);
CREATE INDEX project_records_about ON project_records (about_id) WHERE about_id IS NOT NULL;
CREATE INDEX project_records_also ON project_records (also_id) WHERE also_id IS NOT NULL;
CREATE INDEX project_records_ballot ON project_records (ballot_id) WHERE ballot_id IS NOT NULL;
CREATE INDEX project_records_author ON project_records (author_id, created_at) WHERE author_id IS NOT NULL;
CREATE INDEX project_records_objections ON project_records (community_id, created_at, id) WHERE type = 'objection';

-- Lines of a funding plan; together they are its estimate.
CREATE TABLE project_plan_lines (
  record_id uuid NOT NULL REFERENCES project_records (id),
  position  integer NOT NULL CHECK (position BETWEEN 0 AND 29),
  source    text NOT NULL CHECK (source IN ('fiscal', 'reward', 'residents', 'repair_fund', 'common_income', 'property_unit', 'pipeline_company',
    'social_capital', 'donation', 'labour', 'other')),
  fund      text NOT NULL DEFAULT '' CHECK (length(fund) <= 60),
  amount    bigint NOT NULL CHECK (amount BETWEEN 1 AND 10000000000000),
  PRIMARY KEY (record_id, position)
);
-- +goose StatementBegin
CREATE FUNCTION project_plan_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount) FROM project_plan_lines WHERE record_id = NEW.id) IS DISTINCT FROM (NEW.body ->> 'estimate')::bigint THEN
    RAISE EXCEPTION 'the lines of plan % do not add up to its estimate', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE CONSTRAINT TRIGGER project_plan_adds_up AFTER INSERT ON project_records DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.type = 'funding_plan') EXECUTE FUNCTION project_plan_adds_up();

-- What each unit pays; together they are the sum that is shared.
CREATE TABLE project_shares (
  record_id    uuid NOT NULL REFERENCES project_records (id),
  position     integer NOT NULL CHECK (position BETWEEN 0 AND 1999),
  label        text NOT NULL CHECK (length(label) BETWEEN 1 AND 40),
  household_id uuid,
  area         bigint CHECK (area > 0),
  weight       integer CHECK (weight >= 0),
  amount       bigint NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (record_id, position)
);
CREATE INDEX project_shares_household ON project_shares (household_id, record_id) WHERE household_id IS NOT NULL;

-- Residents who stand by an acceptance or a case story; one for a household.
CREATE TABLE project_signatures (
  record_id    uuid NOT NULL REFERENCES project_records (id),
  household_id uuid NOT NULL,
  account_id   uuid,
  at           timestamptz NOT NULL,
  PRIMARY KEY (record_id, household_id)
);
CREATE INDEX project_signatures_account ON project_signatures (account_id) WHERE account_id IS NOT NULL;

CREATE TABLE project_contributions (
  id              uuid PRIMARY KEY,
  project_id      uuid NOT NULL,
  community_id    uuid NOT NULL,
  declared_by     uuid REFERENCES accounts (id), -- none once the account is deleted
  own             boolean NOT NULL,              -- declared by who gave it
  actors          text NOT NULL CHECK (actors IN ('residents', 'committee', 'government', 'society')),
  household_id    uuid,
  giver           text NOT NULL CHECK (length(giver) <= 40),
  door            text NOT NULL DEFAULT '' CHECK (length(door) <= 120),
  kind            text NOT NULL CHECK (kind IN ('labour', 'money', 'goods', 'land', 'equipment', 'professional', 'volunteer')),
  quantity        bigint NOT NULL CHECK (quantity BETWEEN 1 AND 10000000000000),
  value           bigint CHECK (value BETWEEN 1 AND 10000000000000),
  value_rule      text NOT NULL DEFAULT '' CHECK (length(value_rule) <= 200),
  what            text NOT NULL CHECK (length(what) BETWEEN 1 AND 200),
  parcel          text NOT NULL DEFAULT '' CHECK (length(parcel) <= 200 AND (parcel = '' OR kind = 'land')),
  given_on        date NOT NULL,
  declared_at     timestamptz NOT NULL,
  display         text NOT NULL CHECK (display IN ('real', 'household', 'anonymous')),
  state           text NOT NULL CHECK (state IN ('declared', 'confirmed', 'disputed', 'void')),
  paper_witnesses integer NOT NULL DEFAULT 0 CHECK (paper_witnesses BETWEEN 0 AND 10),
  decided_at      timestamptz CHECK (decided_at >= declared_at),
  decided_by      uuid,
  note            text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  UNIQUE (id, project_id),
  FOREIGN KEY (project_id, community_id) REFERENCES projects (id, community_id),
  CHECK ((value IS NULL) = (value_rule = '') AND (value IS NULL OR kind <> 'money')),
  CHECK ((state = 'declared') = (decided_at IS NULL)),
  CHECK (state NOT IN ('disputed', 'void') OR note <> '')
);
CREATE INDEX project_contributions_newest ON project_contributions (project_id, declared_at DESC, id DESC);
CREATE INDEX project_contributions_waiting ON project_contributions (community_id, declared_at, id) WHERE state IN ('declared', 'disputed');
CREATE INDEX project_contributions_declarer ON project_contributions (declared_by, declared_at) WHERE declared_by IS NOT NULL;
CREATE INDEX project_contributions_decider ON project_contributions (decided_by) WHERE decided_by IS NOT NULL;

CREATE TABLE project_witnesses (
  contribution_id uuid NOT NULL REFERENCES project_contributions (id),
  household_id    uuid NOT NULL,
  account_id      uuid,
  at              timestamptz NOT NULL,
  PRIMARY KEY (contribution_id, household_id)
);
CREATE INDEX project_witnesses_account ON project_witnesses (account_id) WHERE account_id IS NOT NULL;

-- The chain of money: prev and before point at the entry before, so that its end is where this one begins.
CREATE TABLE project_funds (
  id                uuid PRIMARY KEY,
  project_id        uuid NOT NULL,
  community_id      uuid NOT NULL,
  seq               integer NOT NULL CHECK (seq > 0),
  prev              integer CHECK (prev = seq - 1),
  side              text NOT NULL CHECK (side IN ('in', 'out')),
  amount            bigint NOT NULL CHECK (amount BETWEEN 1 AND 10000000000000),
  before            bigint NOT NULL CHECK (before >= 0),
  after             bigint NOT NULL CHECK (after >= 0 AND after = before + CASE side WHEN 'in' THEN amount ELSE -amount END),
  source            text CHECK (source IN ('fiscal', 'reward', 'residents', 'repair_fund', 'common_income', 'property_unit', 'pipeline_company',
    'social_capital', 'donation', 'other')),
  kind              text CHECK (kind IN ('materials', 'labour', 'design', 'equipment', 'fees', 'refund', 'other')),
  party             text NOT NULL CHECK (length(party) BETWEEN 1 AND 60),
  moved_on          date NOT NULL,
  note              text NOT NULL DEFAULT '' CHECK (length(note) <= 200),
  contribution_id   uuid,
  reverses          uuid UNIQUE CHECK (reverses <> id),
  recorded_by       uuid, -- none once the account is deleted, as of who approved and countersigned
  recorded_at       timestamptz NOT NULL,
  approved_by       uuid CHECK (approved_by <> recorded_by),
  approved_at       timestamptz CHECK (approved_at >= recorded_at),
  countersigned_by  uuid CHECK (countersigned_by <> recorded_by AND countersigned_by <> approved_by),
  countersigned_at  timestamptz CHECK (countersigned_at >= approved_at),
  UNIQUE (project_id, seq),
  UNIQUE (project_id, seq, after),
  UNIQUE (id, project_id),
  FOREIGN KEY (project_id, community_id) REFERENCES projects (id, community_id),
  FOREIGN KEY (project_id, prev, before) REFERENCES project_funds (project_id, seq, after),
  FOREIGN KEY (reverses, project_id) REFERENCES project_funds (id, project_id),
  FOREIGN KEY (contribution_id, project_id) REFERENCES project_contributions (id, project_id),
  CHECK ((seq = 1) = (prev IS NULL)),
  CHECK (seq > 1 OR before = 0),
  CHECK ((side = 'in') = (source IS NOT NULL) AND (side = 'out') = (kind IS NOT NULL) OR reverses IS NOT NULL),
  CHECK (reverses IS NULL OR note <> ''),
  CHECK (countersigned_at IS NULL OR approved_at IS NOT NULL)
);
CREATE INDEX project_funds_waiting ON project_funds (community_id, recorded_at, id) WHERE approved_at IS NULL OR countersigned_at IS NULL;
CREATE INDEX project_funds_recorder ON project_funds (recorded_by) WHERE recorded_by IS NOT NULL;
CREATE INDEX project_funds_approver ON project_funds (approved_by) WHERE approved_by IS NOT NULL;
CREATE INDEX project_funds_countersigner ON project_funds (countersigned_by) WHERE countersigned_by IS NOT NULL;

-- A photo belongs to a record, a contribution or an entry; some were taken at a photo point.
CREATE TABLE project_photos (
  media_id        uuid PRIMARY KEY REFERENCES media (id),
  project_id      uuid NOT NULL REFERENCES projects (id),
  record_id       uuid,
  contribution_id uuid,
  entry_id        uuid,
  position        integer NOT NULL CHECK (position BETWEEN 0 AND 11),
  kind            text NOT NULL CHECK (kind IN ('picture', 'board', 'voucher', 'sign_in', 'paper')),
  point_id        uuid,
  moment          text CHECK (moment IN ('before', 'during', 'after')),
  FOREIGN KEY (record_id, project_id) REFERENCES project_records (id, project_id),
  FOREIGN KEY (point_id, project_id) REFERENCES project_records (id, project_id),
  FOREIGN KEY (contribution_id, project_id) REFERENCES project_contributions (id, project_id),
  FOREIGN KEY (entry_id, project_id) REFERENCES project_funds (id, project_id),
  CHECK (num_nonnulls(record_id, contribution_id, entry_id) = 1),
  CHECK ((point_id IS NULL) = (moment IS NULL)),
  CHECK (point_id IS NULL OR record_id IS NOT NULL)
);
CREATE INDEX project_photos_record ON project_photos (record_id, position) WHERE record_id IS NOT NULL;
CREATE INDEX project_photos_contribution ON project_photos (contribution_id, position) WHERE contribution_id IS NOT NULL;
CREATE INDEX project_photos_entry ON project_photos (entry_id, position) WHERE entry_id IS NOT NULL;
CREATE INDEX project_photos_point ON project_photos (point_id, moment) WHERE point_id IS NOT NULL;

-- Archives: what was read in one snapshot, and the sums of all files; the photos stay where they are.
CREATE TABLE project_archives (
  id         uuid PRIMARY KEY,
  project_id uuid NOT NULL REFERENCES projects (id),
  built_by   uuid,
  built_at   timestamptz NOT NULL,
  page       bytea NOT NULL,
  document   bytea NOT NULL,
  sums       text NOT NULL,
  photos     jsonb NOT NULL CHECK (jsonb_typeof(photos) = 'array'),
  records    integer NOT NULL CHECK (records >= 0),
  size       bigint NOT NULL CHECK (size > 0),
  sha256     bytea NOT NULL CHECK (length(sha256) = 32),
  covers     bigint NOT NULL CHECK (covers >= 0) -- what the project had: records, contributions, entries, gates
);
CREATE INDEX project_archives_newest ON project_archives (project_id, built_at DESC, id DESC);

-- +goose StatementBegin
DO $$
DECLARE kinds text;
BEGIN
  SELECT replace(pg_get_constraintdef(oid), '^(', '^(project|contribution|fund|') INTO STRICT kinds
  FROM pg_constraint WHERE conname = 'inbox_kind_check' AND conrelid = 'inbox'::regclass;
  ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
  EXECUTE 'ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check ' || kinds;
END $$;
-- +goose StatementEnd

GRANT SELECT, INSERT ON projects, project_gates, project_records, project_plan_lines, project_shares, project_signatures, project_contributions,
  project_witnesses, project_funds, project_photos, project_archives TO wugong_app;
GRANT UPDATE (created_by, stage, since) ON projects TO wugong_app;
GRANT UPDATE (author_id, household_id, on_behalf_of) ON project_records TO wugong_app;
GRANT UPDATE (actor_id) ON project_gates TO wugong_app;
GRANT UPDATE (account_id) ON project_signatures, project_witnesses TO wugong_app;
GRANT UPDATE (declared_by, household_id, giver, door, display, state, decided_at, decided_by, note) ON project_contributions TO wugong_app;
GRANT UPDATE (recorded_by, approved_by, approved_at, countersigned_by, countersigned_at) ON project_funds TO wugong_app;
GRANT UPDATE (built_by) ON project_archives TO wugong_app;
GRANT USAGE ON SEQUENCE project_numbers TO wugong_app;

-- +goose Down
DELETE FROM inbox WHERE kind LIKE 'project%' OR kind LIKE 'contribution%' OR kind LIKE 'fund%';
-- +goose StatementBegin
DO $$
DECLARE kinds text;
BEGIN
  SELECT replace(pg_get_constraintdef(oid), '^(project|contribution|fund|', '^(') INTO STRICT kinds
  FROM pg_constraint WHERE conname = 'inbox_kind_check' AND conrelid = 'inbox'::regclass;
  ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
  EXECUTE 'ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check ' || kinds;
END $$;
-- +goose StatementEnd
DROP TABLE project_archives, project_photos, project_funds, project_witnesses, project_contributions, project_signatures, project_shares,
  project_plan_lines, project_records, project_gates, projects;
DROP FUNCTION project_plan_adds_up();
DROP SEQUENCE project_numbers;
