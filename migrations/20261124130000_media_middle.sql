-- Photos have a middle size, of at most 800 pixels. Zero says that a photo has no object of it: it is that small itself, or
-- was stored before there was one, or by a server that knows none yet.
-- +goose Up
ALTER TABLE media ADD COLUMN middle_bytes bigint NOT NULL DEFAULT 0 CHECK (middle_bytes >= 0);

-- +goose Down
ALTER TABLE media DROP COLUMN middle_bytes;
