-- News of bodies is news too. Which kinds there are the contract says; here only that a kind is of a subject we know.
-- And two members of a body may change seats at once: that there is one chair, and nobody twice, is looked at when all is said.
-- +goose Up
DROP INDEX body_members_chair, body_members_person, body_members_owner;
ALTER TABLE body_members
  ADD CONSTRAINT body_members_one_chair EXCLUDE USING btree (body_id WITH =) WHERE (valid_to IS NULL AND seat = 'chair') DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT body_members_person_once EXCLUDE USING btree (body_id WITH =, person_id WITH =) WHERE (valid_to IS NULL AND person_id IS NOT NULL) DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT body_members_owner_once EXCLUDE USING btree (body_id WITH =, owner_id WITH =) WHERE (valid_to IS NULL AND owner_id IS NOT NULL) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check CHECK (kind ~ '^(join|role|report|bulletin|complaint|proposal|opinion|content|ballot|call|body|owner|unit)_[a-z_]{1,30}$');

-- +goose Down
ALTER TABLE body_members DROP CONSTRAINT body_members_one_chair, DROP CONSTRAINT body_members_person_once, DROP CONSTRAINT body_members_owner_once;
CREATE UNIQUE INDEX body_members_person ON body_members (body_id, person_id) WHERE valid_to IS NULL AND person_id IS NOT NULL;
CREATE UNIQUE INDEX body_members_owner ON body_members (body_id, owner_id) WHERE valid_to IS NULL AND owner_id IS NOT NULL;
CREATE UNIQUE INDEX body_members_chair ON body_members (body_id) WHERE valid_to IS NULL AND seat = 'chair';
DELETE FROM inbox WHERE kind LIKE 'body%';
ALTER TABLE inbox DROP CONSTRAINT inbox_kind_check;
ALTER TABLE inbox ADD CONSTRAINT inbox_kind_check CHECK (kind IN ('join_requested', 'join_verified', 'join_refused', 'role_granted',
  'report_submitted', 'report_accepted', 'report_rejected', 'report_objected', 'report_assigned', 'report_in_progress',
  'report_waiting_external', 'report_resolved', 'report_verified', 'report_reopened', 'report_closed', 'bulletin_published', 'bulletin_urgent',
  'bulletin_corrected', 'bulletin_withdrawn',
  'complaint_lodged', 'complaint_answered', 'complaint_asked_again',
  'proposal_made', 'proposal_accepted', 'proposal_declined', 'proposal_merged', 'proposal_unmerged', 'proposal_turned', 'proposal_hidden',
  'proposal_shown', 'proposal_opinion', 'opinion_answered', 'opinion_held', 'opinion_released', 'opinion_hidden', 'content_flagged'));
