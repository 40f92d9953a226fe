-- Photos. The bytes lie in the bucket under a random key and were stored before the row; the row carries who may
-- see them. The index serves the sweep of what was never attached.
-- +goose Up
CREATE TABLE media (
  id           uuid PRIMARY KEY,
  uploader_id  uuid NOT NULL,
  object_key   text NOT NULL UNIQUE CHECK (object_key ~ '^[a-z0-9]{2}/[a-z0-9]{26}$'),
  width        integer NOT NULL CHECK (width BETWEEN 1 AND 1600),
  height       integer NOT NULL CHECK (height BETWEEN 1 AND 1600),
  full_bytes   bigint NOT NULL CHECK (full_bytes > 0),
  thumb_bytes  bigint NOT NULL CHECK (thumb_bytes > 0),
  level        text NOT NULL DEFAULT 'unattached' CHECK (level IN ('unattached', 'staff', 'parties', 'community', 'public')),
  community_id uuid,
  persons      uuid[] NOT NULL DEFAULT '{}' CHECK (cardinality(persons) <= 1000),
  created_at   timestamptz NOT NULL,
  CHECK ((level = 'unattached') = (community_id IS NULL)),
  CHECK (level <> 'unattached' OR persons = '{}')
);
CREATE INDEX media_unattached ON media (created_at) WHERE level = 'unattached';
GRANT SELECT, INSERT, UPDATE, DELETE ON media TO wugong_app;

-- +goose Down
DROP TABLE media;
