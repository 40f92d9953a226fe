-- Complaints and suggestions. Numbers come from one sequence for all communities and may have gaps. A complaint is
-- answered once; who complained may ask once more, and is answered once more. A deleted account leaves no complainant.
-- +goose Up
CREATE SEQUENCE complaint_numbers;

CREATE TABLE complaints (
  id             uuid PRIMARY KEY,
  number         bigint NOT NULL UNIQUE DEFAULT nextval('complaint_numbers') CHECK (number > 0),
  community_id   uuid REFERENCES communities (id),
  complainant_id uuid REFERENCES accounts (id),
  named          boolean NOT NULL CHECK (NOT named OR complainant_id IS NOT NULL),
  topic          text NOT NULL CHECK (topic IN ('personal_data', 'content', 'app', 'staff', 'town_staff', 'other')),
  report_id      uuid, -- whatever the complainant named; it is not looked up
  text           text NOT NULL CHECK (length(text) <= 1000 AND (text <> '' OR complainant_id IS NULL)),
  state          text NOT NULL CHECK (state IN ('received', 'answered')),
  desk           text NOT NULL CHECK (desk IN ('committee', 'town', 'platform')), -- that answers this round
  first_desk     text NOT NULL CHECK (first_desk IN ('committee', 'town', 'platform')),
  lodged_at      timestamptz NOT NULL,
  due_at         timestamptz NOT NULL CHECK (due_at > lodged_at), -- of this round
  answer         text NOT NULL DEFAULT '' CHECK (length(answer) <= 1000),
  answered_at    timestamptz CHECK (answered_at >= lodged_at),
  answered_by    uuid,
  again          text NOT NULL DEFAULT '' CHECK (length(again) <= 1000),
  again_at       timestamptz CHECK (again_at >= answered_at),
  second         text NOT NULL DEFAULT '' CHECK (length(second) <= 1000),
  second_at      timestamptz CHECK (second_at >= again_at),
  second_by      uuid,
  CHECK (community_id IS NOT NULL OR desk = 'platform' AND first_desk = 'platform'),
  CHECK (topic NOT IN ('staff', 'town_staff') OR first_desk <> 'committee'),
  CHECK (topic <> 'town_staff' OR first_desk = 'platform'),
  CHECK ((answered_at IS NULL) = (answer = '') AND (answered_at IS NULL) = (answered_by IS NULL)),
  CHECK ((second_at IS NULL) = (second = '') AND (second_at IS NULL) = (second_by IS NULL)),
  CHECK (again_at IS NULL OR answered_at IS NOT NULL),
  CHECK (second_at IS NULL OR again_at IS NOT NULL),
  CHECK (again_at IS NOT NULL OR again = ''),
  CHECK ((state = 'answered') = (answered_at IS NOT NULL AND (again_at IS NULL OR second_at IS NOT NULL)))
);
CREATE INDEX complaints_mine ON complaints (complainant_id, lodged_at DESC, id DESC);
CREATE INDEX complaints_open ON complaints (community_id, due_at, id) WHERE state = 'received';
CREATE INDEX complaints_open_platform ON complaints (due_at, id) WHERE state = 'received' AND desk = 'platform';
GRANT SELECT, INSERT, UPDATE, DELETE ON complaints TO wugong_app;
GRANT USAGE ON SEQUENCE complaint_numbers TO wugong_app;

ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check CHECK (kind IN ('join_requested', 'join_verified', 'join_refused', 'role_granted',
  'report_submitted', 'report_accepted', 'report_rejected', 'report_objected', 'report_assigned', 'report_in_progress',
  'report_waiting_external', 'report_resolved', 'report_verified', 'report_reopened', 'report_closed', 'bulletin_published', 'bulletin_urgent',
  'bulletin_corrected', 'bulletin_withdrawn',
  'complaint_lodged', 'complaint_answered', 'complaint_asked_again'));

-- +goose Down
DELETE FROM inbox WHERE kind LIKE 'complaint%';
ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check CHECK (kind IN ('join_requested', 'join_verified', 'join_refused', 'role_granted',
  'report_submitted', 'report_accepted', 'report_rejected', 'report_objected', 'report_assigned', 'report_in_progress',
  'report_waiting_external', 'report_resolved', 'report_verified', 'report_reopened', 'report_closed', 'bulletin_published', 'bulletin_urgent',
  'bulletin_corrected', 'bulletin_withdrawn'));
DROP TABLE complaints;
DROP SEQUENCE complaint_numbers;
