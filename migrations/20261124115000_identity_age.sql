-- How old somebody said they are, as a band, and the day they said so; a birth date is never asked. Who is under 14 has
-- no account.
-- +goose Up
ALTER TABLE accounts
  ADD COLUMN age_band text CHECK (age_band IN ('teen', 'adult')),
  ADD COLUMN age_told date,
  ADD CONSTRAINT accounts_age_told CHECK ((age_band IS NULL) = (age_told IS NULL)),
  ADD CONSTRAINT accounts_deleted_ageless CHECK (deleted_at IS NULL OR age_band IS NULL);

-- +goose Down
ALTER TABLE accounts DROP CONSTRAINT accounts_deleted_ageless, DROP CONSTRAINT accounts_age_told,
  DROP COLUMN age_told, DROP COLUMN age_band;
