-- How many have taken part in votes with a large roll, added up by a job every minute: a page reads one row, whatever the roll.
-- +goose Up
CREATE TABLE ballot_turnout (
  ballot_id uuid PRIMARY KEY REFERENCES ballots (id),
  as_of     timestamptz NOT NULL,
  people    integer NOT NULL CHECK (people >= 0),
  area      bigint NOT NULL CHECK (area >= 0)
);
GRANT SELECT, INSERT, UPDATE ON ballot_turnout TO wugong_app;

-- +goose Down
DROP TABLE ballot_turnout;
