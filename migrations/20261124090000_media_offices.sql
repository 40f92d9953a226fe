-- Who sees a photo by an office sees it while the office lasts: the row names the office, not who held it that day.
-- +goose Up
ALTER TABLE media ADD COLUMN offices jsonb NOT NULL DEFAULT '[]'
  CHECK (jsonb_typeof(offices) = 'array' AND jsonb_array_length(offices) <= 20),
  ADD CHECK (level <> 'unattached' OR offices = '[]');

-- +goose Down
ALTER TABLE media DROP COLUMN offices;
