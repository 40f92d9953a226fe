-- An archive holds the files of the votes that its project leans on, each as it was published.
-- +goose Up
ALTER TABLE project_archives ADD COLUMN votes jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(votes) = 'array');

-- +goose Down
ALTER TABLE project_archives DROP COLUMN votes;
