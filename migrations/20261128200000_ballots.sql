-- Votes. A vote is a draft until its notice; from then on nothing of it changes, and its state follows from its dates. At
-- notice the register is copied into the roll; votes point at their line of the roll, so that casting locks no row that
-- voters share. Whoever is marked first stands, in the app or on paper: there is one row for a voter. The result is one row,
-- written once. Numbers come from one sequence for all communities and may have gaps.
-- +goose Up
CREATE SEQUENCE ballot_numbers;
CREATE SEQUENCE call_numbers;

-- Calls (联名) for a meeting or a vote. base and needed are as of the call. Signatures add rows of ±1 that a job folds.
CREATE TABLE ballot_calls (
  id           uuid PRIMARY KEY,
  number       bigint NOT NULL UNIQUE DEFAULT nextval('call_numbers') CHECK (number > 0),
  community_id uuid NOT NULL REFERENCES communities (id),
  author_id    uuid REFERENCES accounts (id), -- none once the account is deleted
  meeting      text NOT NULL CHECK (meeting IN ('resident_assembly', 'resident_assembly_household', 'resident_assembly_reps',
    'villager_assembly', 'villager_assembly_reps', 'rep_meeting', 'owners_assembly')),
  body_id      uuid,
  title        text NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
  text         text NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
  at           timestamptz NOT NULL,
  ends_at      timestamptz NOT NULL CHECK (ends_at > at),
  base         integer NOT NULL CHECK (base > 0),
  needed       integer NOT NULL CHECK (needed BETWEEN 1 AND base),
  signed       integer NOT NULL DEFAULT 0 CHECK (signed >= 0),
  reached_at   timestamptz CHECK (reached_at >= at)
);
CREATE INDEX ballot_calls_newest ON ballot_calls (community_id, at DESC, id DESC);
CREATE INDEX ballot_calls_author ON ballot_calls (author_id);

-- Who may sign, as of the call: for each voter the persons of the register or owners who sign for it.
CREATE TABLE call_voters (
  call_id    uuid NOT NULL REFERENCES ballot_calls (id),
  voter_id   uuid NOT NULL,
  person_id  uuid,
  owner_id   uuid,
  UNIQUE NULLS NOT DISTINCT (call_id, voter_id, person_id, owner_id),
  CHECK ((person_id IS NULL) <> (owner_id IS NULL))
);
CREATE INDEX call_voters_person ON call_voters (person_id, call_id) WHERE person_id IS NOT NULL;
CREATE INDEX call_voters_owner ON call_voters (owner_id, call_id) WHERE owner_id IS NOT NULL;

CREATE TABLE call_signs (
  call_id      uuid NOT NULL REFERENCES ballot_calls (id),
  voter_id     uuid NOT NULL,
  account_id   uuid REFERENCES accounts (id), -- none once the account is deleted
  at           timestamptz NOT NULL,
  withdrawn_at timestamptz CHECK (withdrawn_at >= at),
  PRIMARY KEY (call_id, voter_id)
);
CREATE INDEX call_signs_account ON call_signs (account_id, call_id);

CREATE TABLE call_deltas (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  call_id uuid NOT NULL REFERENCES ballot_calls (id),
  signed  integer NOT NULL CHECK (signed IN (-1, 1))
);
CREATE INDEX call_deltas_call ON call_deltas (call_id);

CREATE TABLE ballots (
  id                  uuid PRIMARY KEY,
  number              bigint NOT NULL UNIQUE DEFAULT nextval('ballot_numbers') CHECK (number > 0),
  community_id        uuid NOT NULL REFERENCES communities (id),
  created_by          uuid REFERENCES accounts (id), -- none once the account is deleted
  proposal_id         uuid REFERENCES proposals (id),
  version             integer NOT NULL DEFAULT 1 CHECK (version > 0),
  kind                text NOT NULL CHECK (kind IN ('decision', 'choice', 'budget')),
  matter              text NOT NULL CHECK (matter ~ '^[a-z_]{1,40}$'),
  rule                jsonb NOT NULL CHECK (jsonb_typeof(rule) = 'object'), -- the frozen copy
  legal_effect        text NOT NULL CHECK (legal_effect IN ('advisory', 'recorded', 'binding_online')),
  local_rule          text NOT NULL CHECK (length(local_rule) <= 200 AND (local_rule <> '' OR legal_effect <> 'binding_online')),
  title               text NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
  text                text NOT NULL CHECK (length(text) BETWEEN 1 AND 4000),
  electorate          text NOT NULL CHECK (electorate IN ('adults', 'households', 'owners', 'affected', 'members')),
  building_id         uuid,
  entrance            text CHECK (length(entrance) <= 20),
  body_id             uuid,
  without_unit_id     uuid,
  also_unit_ids       uuid[] NOT NULL,
  seats               integer CHECK (seats BETWEEN 1 AND 100),
  max_choices         integer CHECK (max_choices BETWEEN 1 AND 100),
  min_choices         integer CHECK (min_choices BETWEEN 1 AND max_choices),
  budget              bigint CHECK (budget BETWEEN 1 AND 10000000000000),
  method              text CHECK (method IN ('mes', 'greedy')),
  min_votes           integer CHECK (min_votes >= 0),
  increment           bigint CHECK (increment > 0),
  lot                 uuid[] NOT NULL DEFAULT '{}',
  invalid_participates boolean NOT NULL,
  silence             text NOT NULL CHECK (silence IN ('absent', 'abstain_if_delivered')),
  include_parking     boolean NOT NULL,
  opens_at            timestamptz,
  closes_at           timestamptz CHECK (closes_at > opens_at),
  created_at          timestamptz NOT NULL,
  notice_at           timestamptz CHECK (notice_at >= created_at),
  roll_version        integer NOT NULL DEFAULT 0 CHECK (roll_version >= 0),
  publicity_from      timestamptz,
  publicity_until     timestamptz CHECK (publicity_until >= publicity_from),
  done_at             timestamptz CHECK (done_at >= notice_at), -- counted or cancelled
  cancelled_at        timestamptz CHECK (cancelled_at >= notice_at),
  cancelled_by        uuid,
  cancel_reason       text NOT NULL DEFAULT '' CHECK (length(cancel_reason) <= 500),
  UNIQUE (id, community_id),
  CHECK (notice_at IS NULL OR (opens_at IS NOT NULL AND closes_at IS NOT NULL AND opens_at >= notice_at AND roll_version > 0)),
  CHECK (notice_at IS NOT NULL OR roll_version = 0),
  CHECK ((cancelled_at IS NULL) = (cancelled_by IS NULL) AND (cancelled_at IS NULL) = (cancel_reason = '')),
  CHECK ((kind = 'choice') = (seats IS NOT NULL) AND (kind = 'choice') = (max_choices IS NOT NULL) AND (kind = 'choice') = (min_choices IS NOT NULL)),
  CHECK ((kind = 'budget') = (budget IS NOT NULL) AND (kind = 'budget') = (method IS NOT NULL) AND (kind = 'budget') = (min_votes IS NOT NULL)),
  CHECK ((publicity_from IS NULL) = (publicity_until IS NULL)),
  CHECK (cancelled_at IS NULL OR done_at IS NOT NULL),
  CHECK (entrance IS NULL OR building_id IS NOT NULL)
);
CREATE INDEX ballots_current ON ballots (community_id, closes_at, id) WHERE notice_at IS NOT NULL AND done_at IS NULL;
CREATE INDEX ballots_closed ON ballots (community_id, done_at DESC, id DESC) WHERE done_at IS NOT NULL;
CREATE INDEX ballots_newest ON ballots (community_id, created_at DESC, id DESC);
CREATE INDEX ballots_proposal ON ballots (proposal_id, created_at, id) WHERE proposal_id IS NOT NULL;
CREATE INDEX ballots_created_by ON ballots (created_by);

CREATE TABLE ballot_options (
  id        uuid PRIMARY KEY,
  ballot_id uuid NOT NULL REFERENCES ballots (id),
  position  integer NOT NULL CHECK (position BETWEEN 0 AND 99),
  title     text NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
  text      text NOT NULL CHECK (length(text) <= 1000),
  media_id  uuid REFERENCES media (id),
  cost      bigint CHECK (cost BETWEEN 1 AND 10000000000000),
  UNIQUE (ballot_id, position) DEFERRABLE INITIALLY DEFERRED
);

-- Count and hash of each version of the roll; objection_id is what made it.
CREATE TABLE ballot_rolls (
  ballot_id    uuid NOT NULL REFERENCES ballots (id),
  version      integer NOT NULL CHECK (version > 0),
  count        integer NOT NULL CHECK (count > 0),
  area         bigint NOT NULL CHECK (area >= 0),
  hash         bytea NOT NULL CHECK (length(hash) = 32),
  made_at      timestamptz NOT NULL,
  objection_id uuid,
  PRIMARY KEY (ballot_id, version),
  CHECK ((version = 1) = (objection_id IS NULL))
);

CREATE TABLE ballot_roll (
  ballot_id   uuid NOT NULL,
  voter_id    uuid NOT NULL,
  position    integer NOT NULL, -- in the order of walking
  kind        text NOT NULL CHECK (kind IN ('person', 'household', 'head', 'member')),
  key         text COLLATE "C" NOT NULL CHECK (key <> ''),
  name        text NOT NULL,
  building_id uuid,
  building    text NOT NULL,
  entrance    text NOT NULL,
  door        text NOT NULL,
  area        bigint NOT NULL CHECK (area >= 0),
  units       jsonb NOT NULL CHECK (jsonb_typeof(units) = 'array'),
  delivered   boolean NOT NULL DEFAULT false,
  PRIMARY KEY (ballot_id, voter_id),
  UNIQUE (ballot_id, key)
);
CREATE INDEX ballot_roll_walk ON ballot_roll (ballot_id, position, voter_id);
CREATE INDEX ballot_roll_building ON ballot_roll (ballot_id, building_id, position, voter_id);

-- Who may cast for a line of the roll: a person of the register or an owner, and the account that was linked at notice.
CREATE TABLE ballot_casters (
  ballot_id  uuid NOT NULL,
  voter_id   uuid NOT NULL,
  person_id  uuid,
  owner_id   uuid,
  account_id uuid,
  capacity   text NOT NULL CHECK (capacity IN ('self', 'co_owner', 'representative', 'guardian')),
  named      boolean NOT NULL, -- where a head has named a voter, only the named cast
  UNIQUE NULLS NOT DISTINCT (ballot_id, voter_id, person_id, owner_id, account_id),
  FOREIGN KEY (ballot_id, voter_id) REFERENCES ballot_roll (ballot_id, voter_id) ON DELETE CASCADE,
  CHECK ((person_id IS NULL) <> (owner_id IS NULL))
);
CREATE INDEX ballot_casters_person ON ballot_casters (person_id, ballot_id) WHERE person_id IS NOT NULL;
CREATE INDEX ballot_casters_owner ON ballot_casters (owner_id, ballot_id) WHERE owner_id IS NOT NULL;
CREATE INDEX ballot_casters_account ON ballot_casters (account_id, ballot_id) WHERE account_id IS NOT NULL;

-- One row for a voter. A returned ballot on paper is a row without a mark until it is keyed.
CREATE TABLE ballot_votes (
  ballot_id  uuid NOT NULL,
  voter_id   uuid NOT NULL,
  channel    text NOT NULL CHECK (channel IN ('online', 'paper')),
  by_id      uuid, -- the caster; none on paper
  account_id uuid, -- none on paper, and once the account is deleted
  mark       text CHECK (mark IN ('yes', 'no', 'abstain', 'invalid')),
  choices    uuid[],
  receipt    bytea CHECK (length(receipt) = 32),
  at         timestamptz NOT NULL,
  PRIMARY KEY (ballot_id, voter_id),
  FOREIGN KEY (ballot_id, voter_id) REFERENCES ballot_roll (ballot_id, voter_id),
  CHECK (channel = 'paper' OR (by_id IS NOT NULL AND receipt IS NOT NULL AND (mark IS NULL) <> (choices IS NULL) AND mark IS DISTINCT FROM 'invalid')),
  CHECK (channel = 'online' OR (by_id IS NULL AND receipt IS NULL AND account_id IS NULL AND (mark IS NULL OR mark = 'invalid' OR choices IS NULL)))
);
CREATE INDEX ballot_votes_account ON ballot_votes (account_id) WHERE account_id IS NOT NULL;

-- The different choice of another co-owner, beside the first.
CREATE TABLE ballot_conflicts (
  ballot_id  uuid NOT NULL,
  voter_id   uuid NOT NULL,
  by_id      uuid NOT NULL,
  account_id uuid,
  mark       text NOT NULL CHECK (mark IN ('yes', 'no', 'abstain')),
  receipt    bytea NOT NULL CHECK (length(receipt) = 32),
  at         timestamptz NOT NULL,
  PRIMARY KEY (ballot_id, voter_id, by_id),
  FOREIGN KEY (ballot_id, voter_id) REFERENCES ballot_votes (ballot_id, voter_id)
);
CREATE INDEX ballot_conflicts_account ON ballot_conflicts (account_id) WHERE account_id IS NOT NULL;

-- Written once by the closing job. document is the file for wugong recount, receipts are 32 bytes each, sorted.
CREATE TABLE ballot_results (
  ballot_id     uuid PRIMARY KEY REFERENCES ballots (id),
  at            timestamptz NOT NULL,
  outcome       text NOT NULL CHECK (outcome IN ('passed', 'not_passed', 'no_quorum', 'invalid_register', 'elected', 'tied', 'nothing_elected', 'spent', 'nothing_chosen')),
  result        jsonb NOT NULL CHECK (jsonb_typeof(result) = 'object'),
  document      bytea NOT NULL,
  document_hash bytea NOT NULL CHECK (length(document_hash) = 32),
  receipts      bytea NOT NULL CHECK (length(receipts) % 32 = 0),
  receipts_hash bytea NOT NULL CHECK (length(receipts_hash) = 32)
);

-- Signed minutes, or the number of the official platform: what makes a recorded vote more than provisional.
CREATE TABLE ballot_minutes (
  ballot_id       uuid PRIMARY KEY REFERENCES ballots (id),
  text            text NOT NULL CHECK (length(text) <= 2000),
  official_number text NOT NULL CHECK (length(official_number) <= 60),
  media_ids       uuid[] NOT NULL,
  chair_by        uuid,
  chair_at        timestamptz,
  supervision_by  uuid,
  supervision_at  timestamptz,
  CHECK (text <> '' OR official_number <> ''),
  CHECK ((chair_by IS NULL) = (chair_at IS NULL) AND (supervision_by IS NULL) = (supervision_at IS NULL)),
  CHECK (chair_by IS NOT NULL OR supervision_by IS NOT NULL),
  CHECK (chair_by <> supervision_by)
);

-- What was told to voters, once each.
CREATE TABLE ballot_told (
  ballot_id uuid NOT NULL REFERENCES ballots (id),
  kind      text NOT NULL CHECK (kind ~ '^ballot_[a-z_]{1,30}$'),
  PRIMARY KEY (ballot_id, kind)
);

CREATE TABLE ballot_objections (
  id           uuid PRIMARY KEY,
  ballot_id    uuid NOT NULL REFERENCES ballots (id),
  about        text NOT NULL CHECK (about IN ('roll', 'result')),
  author_id    uuid REFERENCES accounts (id), -- none once the account is deleted
  text         text NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
  at           timestamptz NOT NULL,
  due_at       timestamptz NOT NULL CHECK (due_at > at),
  answer       text CHECK (length(answer) BETWEEN 2 AND 1000),
  upheld       boolean,
  answered_at  timestamptz CHECK (answered_at >= at),
  answered_by  uuid,
  roll_version integer,
  CHECK ((answered_at IS NULL) = (answer IS NULL) AND (answered_at IS NULL) = (upheld IS NULL) AND (answered_at IS NULL) = (answered_by IS NULL)),
  FOREIGN KEY (ballot_id, roll_version) REFERENCES ballot_rolls (ballot_id, version)
);
CREATE INDEX ballot_objections_ballot ON ballot_objections (ballot_id, at, id);
CREATE INDEX ballot_objections_open ON ballot_objections (ballot_id, due_at) WHERE answered_at IS NULL;
CREATE INDEX ballot_objections_author ON ballot_objections (author_id);

CREATE TABLE print_runs (
  id        uuid PRIMARY KEY,
  ballot_id uuid NOT NULL REFERENCES ballots (id),
  first     integer NOT NULL CHECK (first > 0),
  count     integer NOT NULL CHECK (count > 0),
  by_id     uuid NOT NULL,
  at        timestamptz NOT NULL,
  UNIQUE (id, ballot_id)
);
CREATE INDEX print_runs_ballot ON print_runs (ballot_id, first);

-- Ballots on paper. Of a voter one is live at a time: a spoilt one may be followed by another.
CREATE TABLE ballot_papers (
  ballot_id   uuid NOT NULL,
  number      integer NOT NULL CHECK (number > 0),
  run_id      uuid NOT NULL,
  voter_id    uuid NOT NULL,
  state       text NOT NULL CHECK (state IN ('printed', 'issued', 'returned', 'spoiled')),
  issued_at   timestamptz,
  returned_at timestamptz,
  spoiled_at  timestamptz,
  by_id       uuid, -- who took the last step
  batch_id    uuid,
  PRIMARY KEY (ballot_id, number),
  FOREIGN KEY (run_id, ballot_id) REFERENCES print_runs (id, ballot_id),
  FOREIGN KEY (ballot_id, voter_id) REFERENCES ballot_roll (ballot_id, voter_id),
  CHECK ((state = 'returned') = (returned_at IS NOT NULL) AND (state = 'spoiled') = (spoiled_at IS NOT NULL)),
  CHECK (state NOT IN ('issued', 'returned') OR issued_at IS NOT NULL),
  CHECK (batch_id IS NULL OR state = 'returned')
);
CREATE UNIQUE INDEX ballot_papers_live ON ballot_papers (ballot_id, voter_id) WHERE state <> 'spoiled';
CREATE INDEX ballot_papers_run ON ballot_papers (run_id, number);
CREATE INDEX ballot_papers_state ON ballot_papers (ballot_id, state, number);
CREATE INDEX ballot_papers_batch ON ballot_papers (batch_id, number) WHERE batch_id IS NOT NULL;

CREATE TABLE paper_batches (
  id         uuid PRIMARY KEY,
  ballot_id  uuid NOT NULL REFERENCES ballots (id),
  number     integer NOT NULL CHECK (number > 0),
  created_by uuid NOT NULL,
  at         timestamptz NOT NULL,
  settled_at timestamptz CHECK (settled_at >= at),
  UNIQUE (ballot_id, number)
);
ALTER TABLE ballot_papers ADD FOREIGN KEY (batch_id) REFERENCES paper_batches (id);

-- One look at a batch by one person; nobody looks twice.
CREATE TABLE batch_looks (
  batch_id uuid NOT NULL REFERENCES paper_batches (id),
  look     integer NOT NULL CHECK (look BETWEEN 1 AND 9),
  by_id    uuid NOT NULL,
  at       timestamptz NOT NULL,
  PRIMARY KEY (batch_id, look),
  UNIQUE (batch_id, by_id)
);

CREATE TABLE batch_keyed (
  batch_id uuid NOT NULL,
  look     integer NOT NULL,
  number   integer NOT NULL,
  mark     text CHECK (mark IN ('yes', 'no', 'abstain', 'invalid')),
  choices  uuid[],
  PRIMARY KEY (batch_id, look, number),
  FOREIGN KEY (batch_id, look) REFERENCES batch_looks (batch_id, look),
  CHECK ((mark IS NULL) <> (choices IS NULL))
);

CREATE TABLE ballot_reconciliations (
  ballot_id uuid PRIMARY KEY REFERENCES ballots (id),
  figures   jsonb NOT NULL CHECK (jsonb_typeof(figures) = 'object'),
  balanced  boolean NOT NULL,
  note      text NOT NULL CHECK (length(note) <= 1000),
  media_ids uuid[] NOT NULL,
  by_id     uuid NOT NULL,
  at        timestamptz NOT NULL,
  CHECK (balanced OR note <> ''),
  CHECK (note <> '' OR cardinality(media_ids) > 0)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON ballots, ballot_options, ballot_roll, ballot_casters, ballot_votes, ballot_conflicts,
  ballot_minutes, ballot_objections, ballot_calls, call_signs, call_deltas, ballot_papers, paper_batches TO wugong_app;
GRANT SELECT, INSERT ON ballot_told, ballot_rolls, ballot_results, print_runs, batch_looks, batch_keyed, ballot_reconciliations TO wugong_app;
GRANT SELECT, INSERT ON call_voters TO wugong_app;
GRANT USAGE ON SEQUENCE ballot_numbers, call_numbers TO wugong_app;

ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check CHECK (kind ~ '^(join|role|report|bulletin|complaint|proposal|opinion|content|ballot|call|body|owner|unit)_[a-z_]{1,30}$');

-- +goose Down
DELETE FROM inbox WHERE kind LIKE 'ballot%' OR kind LIKE 'call%';
ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check CHECK (kind IN ('join_requested', 'join_verified', 'join_refused', 'role_granted',
  'report_submitted', 'report_accepted', 'report_rejected', 'report_objected', 'report_assigned', 'report_in_progress',
  'report_waiting_external', 'report_resolved', 'report_verified', 'report_reopened', 'report_closed', 'bulletin_published', 'bulletin_urgent',
  'bulletin_corrected', 'bulletin_withdrawn',
  'complaint_lodged', 'complaint_answered', 'complaint_asked_again',
  'proposal_made', 'proposal_accepted', 'proposal_declined', 'proposal_merged', 'proposal_unmerged', 'proposal_turned', 'proposal_hidden',
  'proposal_shown', 'proposal_opinion', 'opinion_answered', 'opinion_held', 'opinion_released', 'opinion_hidden', 'content_flagged'));
DROP TABLE ballot_told, ballot_reconciliations, batch_keyed, batch_looks, ballot_papers, paper_batches, print_runs, ballot_objections, ballot_minutes,
  ballot_results, ballot_conflicts, ballot_votes, ballot_casters, ballot_roll, ballot_rolls, ballot_options, ballots, call_deltas, call_signs,
  call_voters, ballot_calls;
DROP SEQUENCE ballot_numbers, call_numbers;
