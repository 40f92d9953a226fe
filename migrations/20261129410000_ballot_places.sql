-- A vote may be of an estate, in a village of a villagers' group (组), and says in words of what place or body its voters are.
-- +goose Up
ALTER TABLE ballots ADD estate_id uuid,
  ADD place text NOT NULL DEFAULT '' CHECK (length(place) <= 120),
  ADD CHECK (estate_id IS NULL OR building_id IS NULL);

-- +goose Down
ALTER TABLE ballots DROP estate_id, DROP place;
