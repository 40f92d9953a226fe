-- What a community keeps: lamps, benches, bins. A report made from its QR code knows what it is about.
-- +goose Up
CREATE SEQUENCE asset_numbers;
CREATE TABLE assets (
  id           uuid PRIMARY KEY,
  number       bigint NOT NULL UNIQUE DEFAULT nextval('asset_numbers') CHECK (number > 0),
  community_id uuid NOT NULL REFERENCES communities (id),
  project_id   uuid,
  author_id    uuid,
  kind         text NOT NULL CHECK (kind IN ('lamp', 'manhole', 'drain', 'bin', 'sorting_point', 'toilet', 'bench', 'pavilion', 'fitness', 'ramp',
    'path', 'green', 'tree', 'parking', 'charging', 'fire', 'board', 'room', 'water', 'other')),
  name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  place        text NOT NULL CHECK (length(place) BETWEEN 1 AND 80),
  custodian    text NOT NULL CHECK (length(custodian) BETWEEN 1 AND 40),
  state        text NOT NULL DEFAULT 'in_use' CHECK (state IN ('in_use', 'broken', 'retired')),
  photo_id     uuid UNIQUE REFERENCES media (id),
  since        timestamptz NOT NULL,
  UNIQUE (id, community_id)
);
CREATE INDEX assets_list ON assets (community_id, since, id);
CREATE INDEX assets_project ON assets (project_id, since, id) WHERE project_id IS NOT NULL;
CREATE INDEX assets_author ON assets (author_id, since) WHERE author_id IS NOT NULL;

ALTER TABLE reports ADD COLUMN asset_id uuid;
ALTER TABLE reports ADD FOREIGN KEY (asset_id, community_id) REFERENCES assets (id, community_id);
CREATE INDEX reports_asset ON reports (asset_id, filed_at, id) WHERE asset_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON assets TO wugong_app;
GRANT USAGE ON SEQUENCE asset_numbers TO wugong_app;

-- +goose Down
ALTER TABLE reports DROP COLUMN asset_id;
DROP TABLE assets;
DROP SEQUENCE asset_numbers;
