-- Why a ballot on paper was made void or handed back: the word of who did it, beside the entry in the log, which holds no text.
-- +goose Up
CREATE TABLE paper_words (
  ballot_id uuid NOT NULL,
  number    integer NOT NULL,
  at        timestamptz NOT NULL,
  act       text NOT NULL CHECK (act IN ('spoil', 'take_back')),
  reason    text NOT NULL CHECK (length(reason) BETWEEN 2 AND 200),
  by_id     uuid NOT NULL,
  PRIMARY KEY (ballot_id, number, at),
  FOREIGN KEY (ballot_id, number) REFERENCES ballot_papers (ballot_id, number)
);
GRANT SELECT, INSERT ON paper_words TO wugong_app;

-- +goose Down
DROP TABLE paper_words;
