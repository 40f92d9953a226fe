-- The community's notice board. Whether a notice is planned, on the board or past follows from its dates; what is published
-- is never changed: it is withdrawn with a reason, or a later one corrects it, and both stay to be read.
-- +goose Up
CREATE TABLE bulletins (
  id           uuid PRIMARY KEY,
  community_id uuid NOT NULL REFERENCES communities (id),
  author_id    uuid,
  issuer       text NOT NULL CHECK (issuer IN ('committee', 'building_head', 'property_company')),
  title        text NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
  text         text NOT NULL CHECK (length(text) BETWEEN 1 AND 5000),
  audience     text NOT NULL CHECK (audience IN ('public', 'members', 'buildings')),
  urgent       boolean NOT NULL,
  publish_at   timestamptz NOT NULL,
  until        timestamptz NOT NULL CHECK (until > publish_at AND until <= publish_at + interval '181 days'),
  version      int NOT NULL CHECK (version >= 1),
  corrects_id  uuid CHECK (corrects_id <> id),
  created_at   timestamptz NOT NULL,
  announced_at timestamptz CHECK (announced_at >= publish_at),
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  reason       text CHECK (length(reason) BETWEEN 2 AND 200),
  on_top       boolean NOT NULL GENERATED ALWAYS AS (urgent AND withdrawn_at IS NULL) STORED,
  UNIQUE (id, community_id),
  FOREIGN KEY (corrects_id, community_id) REFERENCES bulletins (id, community_id),
  CHECK ((withdrawn_at IS NULL) = (reason IS NULL)),
  CHECK (withdrawn_by IS NULL OR withdrawn_at IS NOT NULL),
  CHECK (announced_at IS NULL OR withdrawn_at IS NULL OR withdrawn_at >= publish_at)
);
CREATE INDEX bulletins_board ON bulletins (community_id, on_top, publish_at, id);
CREATE INDEX bulletins_dates ON bulletins (community_id, publish_at, id);
CREATE INDEX bulletins_author ON bulletins (author_id, created_at) WHERE author_id IS NOT NULL;
CREATE UNIQUE INDEX bulletins_one_correction ON bulletins (corrects_id) WHERE withdrawn_at IS NULL;

CREATE TABLE bulletin_buildings (
  bulletin_id  uuid NOT NULL,
  building_id  uuid NOT NULL,
  community_id uuid NOT NULL,
  PRIMARY KEY (bulletin_id, building_id),
  FOREIGN KEY (bulletin_id, community_id) REFERENCES bulletins (id, community_id),
  FOREIGN KEY (building_id, community_id) REFERENCES buildings (id, community_id)
);

ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check CHECK (kind IN ('join_requested', 'join_verified', 'join_refused', 'role_granted',
  'report_submitted', 'report_accepted', 'report_rejected', 'report_objected', 'report_assigned', 'report_in_progress',
  'report_waiting_external', 'report_resolved', 'report_verified', 'report_reopened', 'report_closed',
  'complaint_lodged', 'complaint_answered', 'complaint_asked_again',
  'bulletin_published', 'bulletin_urgent', 'bulletin_corrected', 'bulletin_withdrawn'));

GRANT SELECT, INSERT, UPDATE, DELETE ON bulletins, bulletin_buildings TO wugong_app;

-- +goose Down
DELETE FROM inbox WHERE kind LIKE 'bulletin%';
ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check CHECK (kind IN ('join_requested', 'join_verified', 'join_refused', 'role_granted',
  'report_submitted', 'report_accepted', 'report_rejected', 'report_objected', 'report_assigned', 'report_in_progress',
  'report_waiting_external', 'report_resolved', 'report_verified', 'report_reopened', 'report_closed',
  'complaint_lodged', 'complaint_answered', 'complaint_asked_again'));
DROP TABLE bulletin_buildings, bulletins;
