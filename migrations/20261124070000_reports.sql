-- Photo reports. Numbers come from one sequence for all communities and may have gaps. What happened to a report is
-- written once and never changed: the server's role may only insert and read report_events.
-- +goose Up
CREATE SEQUENCE report_numbers;

CREATE TABLE reports (
  id             uuid PRIMARY KEY,
  number         bigint NOT NULL UNIQUE DEFAULT nextval('report_numbers') CHECK (number > 0),
  community_id   uuid NOT NULL REFERENCES communities (id),
  building_id    uuid, -- of the reporter's home, for the grid worker of that building
  reporter_id    uuid NOT NULL REFERENCES accounts (id),
  on_behalf      text CHECK (on_behalf IN ('paper', 'phone', 'visit')),
  class          text COLLATE "C" NOT NULL CHECK (class ~ '^[0-9A-Z]{2,8}$'),
  text           text NOT NULL CHECK (length(text) <= 500),
  lat            double precision CHECK (lat BETWEEN -90 AND 90),
  lon            double precision CHECK (lon BETWEEN -180 AND 180),
  accuracy       integer CHECK (accuracy BETWEEN 0 AND 100000),
  spot_x         integer CHECK (spot_x BETWEEN 0 AND 1000),
  spot_y         integer CHECK (spot_y BETWEEN 0 AND 1000),
  place_words    text NOT NULL CHECK (length(place_words) <= 100),
  state          text NOT NULL CHECK (state IN ('submitted', 'accepted', 'rejected', 'assigned', 'in_progress',
    'waiting_external', 'resolved', 'verified', 'reopened', 'closed')),
  headline       text NOT NULL DEFAULT '' CHECK (length(headline) <= 60),
  photo_audience text CHECK (photo_audience IN ('public', 'staff')),
  reject_reason  text CHECK (reject_reason IN ('not_public_space', 'private_dispute', 'in_court', 'picture_unusable',
    'out_of_area', 'not_true', 'duplicate', 'emergency')),
  assignee_kind  text CHECK (assignee_kind IN ('committee', 'grid_worker', 'property_company', 'volunteer', 'department', 'town')),
  assignee_name  text NOT NULL DEFAULT '' CHECK (length(assignee_name) <= 40),
  assignee_id    uuid REFERENCES accounts (id),
  case_number    text NOT NULL DEFAULT '' CHECK (length(case_number) <= 60),
  objected       boolean NOT NULL DEFAULT false,
  reopened       smallint NOT NULL DEFAULT 0 CHECK (reopened BETWEEN 0 AND 2),
  confirmed      boolean NOT NULL DEFAULT false,
  filed_at       timestamptz NOT NULL,
  resolved_at    timestamptz,
  resolved_by    uuid,
  verified_at    timestamptz,
  closed_at      timestamptz CHECK (closed_at >= filed_at),
  due_at         timestamptz, -- of the next step
  work_due_at    timestamptz,
  work_left      bigint NOT NULL DEFAULT 0 CHECK (work_left >= 0), -- seconds of working time, while the clock stands
  CHECK ((lat IS NULL) = (lon IS NULL)),
  CHECK ((spot_x IS NULL) = (spot_y IS NULL)),
  CHECK (lat IS NOT NULL OR spot_x IS NOT NULL),
  CHECK (assignee_id IS NULL OR assignee_kind IS NOT NULL),
  CHECK ((assignee_kind IS NULL) = (assignee_name = '')),
  CHECK (state <> 'assigned' OR assignee_kind IS NOT NULL),
  CHECK (state IN ('submitted', 'rejected') = (photo_audience IS NULL)),
  CHECK (state <> 'rejected' OR reject_reason IS NOT NULL),
  CHECK (state <> 'waiting_external' OR case_number <> ''),
  CHECK (state NOT IN ('resolved', 'verified', 'closed') OR resolved_at IS NOT NULL),
  CHECK (state <> 'verified' OR verified_at IS NOT NULL),
  CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
  CHECK (NOT confirmed OR verified_at IS NOT NULL)
);
CREATE INDEX reports_public ON reports (community_id, filed_at DESC, id DESC) WHERE state NOT IN ('submitted', 'rejected');
CREATE INDEX reports_by_state ON reports (community_id, state, filed_at DESC, id DESC);
CREATE INDEX reports_queue ON reports (community_id, (coalesce(due_at, timestamptz '9999-12-31 00:00:00+00')), id)
  WHERE state IN ('submitted', 'accepted', 'assigned', 'in_progress', 'waiting_external', 'reopened');
CREATE INDEX reports_mine ON reports (reporter_id, filed_at DESC, id DESC);
CREATE INDEX reports_assigned ON reports (assignee_id) WHERE assignee_id IS NOT NULL;
CREATE INDEX reports_resolved ON reports (resolved_at) WHERE state = 'resolved';
CREATE INDEX reports_verified ON reports (verified_at) WHERE state = 'verified';

CREATE TABLE report_events (
  id          uuid PRIMARY KEY,
  report_id   uuid NOT NULL REFERENCES reports (id),
  act         text NOT NULL CHECK (act IN ('submit', 'accept', 'reject', 'object', 'assign', 'start', 'hand_over', 'resume',
    'resolve', 'verify', 'reopen', 'close')),
  state       text NOT NULL CHECK (state IN ('submitted', 'accepted', 'rejected', 'assigned', 'in_progress',
    'waiting_external', 'resolved', 'verified', 'reopened', 'closed')),
  at          timestamptz NOT NULL,
  party       text NOT NULL CHECK (party IN ('reporter', 'committee', 'assignee', 'neighbour', 'system')),
  actor_id    uuid CHECK ((actor_id IS NULL) = (party = 'system')),
  note        text NOT NULL CHECK (length(note) <= 1000),
  reason      text CHECK ((reason IS NOT NULL) = (act = 'reject')),
  assignee    text NOT NULL CHECK (length(assignee) <= 40),
  case_number text NOT NULL CHECK (length(case_number) <= 60)
);
CREATE INDEX report_events_report ON report_events (report_id, at, id);

CREATE TABLE report_photos (
  media_id  uuid PRIMARY KEY REFERENCES media (id),
  report_id uuid NOT NULL REFERENCES reports (id),
  kind      text NOT NULL CHECK (kind IN ('before', 'after')),
  position  integer NOT NULL CHECK (position >= 0),
  UNIQUE (report_id, kind, position)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON reports, report_photos TO wugong_app;
GRANT SELECT, INSERT ON report_events TO wugong_app;
GRANT USAGE ON SEQUENCE report_numbers TO wugong_app;

-- +goose Down
DROP TABLE report_photos, report_events, reports;
DROP SEQUENCE report_numbers;
