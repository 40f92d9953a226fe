-- What somebody says who is not verified yet is seen by them and by the committee only, until it is answered.
-- +goose Up
ALTER TABLE convention_opinions ADD COLUMN held boolean NOT NULL DEFAULT false;

-- +goose Down
ALTER TABLE convention_opinions DROP COLUMN held;
