-- The division tree, the communities in use, their register (estates, buildings, entrances, households, units, persons),
-- and who belongs to them as what. Everything of a community points at it together with its id, so that a row of one
-- community can never hang on a row of another. Terms that must not overlap are kept apart by exclusion constraints over
-- plain ranges: a key is hashed into a range of one number, because the extension that compares uuids in them is not
-- available everywhere.
-- +goose Up
CREATE TABLE divisions (
  id         uuid PRIMARY KEY,
  code       text COLLATE "C" NOT NULL CHECK (code ~ '^[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?$'),
  name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  level      text NOT NULL,
  parent_id  uuid REFERENCES divisions (id),
  kind       text CHECK (kind IN ('urban', 'rural')),
  class_code text CHECK (class_code ~ '^[0-9]{3}$'),
  valid_from date NOT NULL,
  valid_to   date CHECK (valid_to >= valid_from),
  CHECK (level = CASE length(code) WHEN 2 THEN 'province' WHEN 4 THEN 'city' WHEN 6 THEN 'county' WHEN 9 THEN 'town' ELSE 'community' END),
  CHECK ((level = 'province') = (parent_id IS NULL)),
  CHECK ((level = 'community') = (kind IS NOT NULL))
);
CREATE UNIQUE INDEX divisions_code ON divisions (code) WHERE valid_to IS NULL;
CREATE INDEX divisions_parent ON divisions (parent_id, code) WHERE valid_to IS NULL;

CREATE TABLE division_renames (
  division_id uuid NOT NULL REFERENCES divisions (id),
  old_name    text NOT NULL,
  new_name    text NOT NULL CHECK (new_name <> old_name),
  at          timestamptz NOT NULL,
  PRIMARY KEY (division_id, at)
);

-- code, name, path and ancestors repeat the division tree; the import keeps them true in its own transaction.
CREATE TABLE communities (
  id              uuid PRIMARY KEY,
  division_id     uuid NOT NULL UNIQUE REFERENCES divisions (id),
  code            text COLLATE "C" NOT NULL UNIQUE CHECK (code ~ '^[0-9]{12}$'),
  name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  division_name   text NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('urban', 'rural')),
  path            jsonb NOT NULL CHECK (jsonb_typeof(path) = 'array'),
  ancestors       uuid[] NOT NULL CHECK (cardinality(ancestors) = 4),
  grams           text[] NOT NULL,
  demo            boolean NOT NULL,
  phone           text CHECK (phone ~ '^[0-9+ -]{3,20}$'),
  lat             double precision CHECK (lat BETWEEN -90 AND 90),
  lon             double precision CHECK (lon BETWEEN -180 AND 180),
  plan_media_id   uuid,
  banner_media_id uuid,
  opened_at       timestamptz NOT NULL,
  CHECK ((lat IS NULL) = (lon IS NULL))
);
CREATE INDEX communities_grams ON communities USING gin (grams);

CREATE TABLE estates (
  id           uuid PRIMARY KEY,
  community_id uuid NOT NULL REFERENCES communities (id),
  name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  UNIQUE (community_id, name),
  UNIQUE (id, community_id)
);

CREATE TABLE buildings (
  id           uuid PRIMARY KEY,
  community_id uuid NOT NULL,
  estate_id    uuid NOT NULL,
  name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  place_key    text COLLATE "C" NOT NULL,
  UNIQUE (estate_id, name),
  UNIQUE (id, community_id),
  FOREIGN KEY (estate_id, community_id) REFERENCES estates (id, community_id)
);
CREATE INDEX buildings_community ON buildings (community_id, place_key, id);

-- An entrance without a name is a building that has only one.
CREATE TABLE entrances (
  building_id  uuid NOT NULL,
  name         text NOT NULL CHECK (length(name) <= 20),
  community_id uuid NOT NULL,
  PRIMARY KEY (building_id, name),
  FOREIGN KEY (building_id, community_id) REFERENCES buildings (id, community_id)
);

CREATE TABLE households (
  id           uuid PRIMARY KEY,
  community_id uuid NOT NULL,
  building_id  uuid NOT NULL,
  entrance     text NOT NULL,
  door         text NOT NULL CHECK (length(door) BETWEEN 1 AND 20),
  place_key    text COLLATE "C" NOT NULL,
  UNIQUE (building_id, entrance, door),
  UNIQUE (id, community_id),
  FOREIGN KEY (building_id, entrance) REFERENCES entrances (building_id, name),
  FOREIGN KEY (building_id, community_id) REFERENCES buildings (id, community_id)
);
CREATE INDEX households_community ON households (community_id, place_key, id);
CREATE INDEX households_building ON households (building_id, place_key, id);

CREATE TABLE units (
  id           uuid PRIMARY KEY,
  community_id uuid NOT NULL,
  household_id uuid NOT NULL,
  name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  area         bigint NOT NULL CHECK (area BETWEEN 1 AND 10000000),
  UNIQUE (household_id, name),
  FOREIGN KEY (household_id, community_id) REFERENCES households (id, community_id)
);

CREATE TABLE persons (
  id           uuid PRIMARY KEY,
  community_id uuid NOT NULL,
  household_id uuid NOT NULL,
  name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  adult        boolean NOT NULL,
  phone_hash   bytea CHECK (length(phone_hash) = 32),
  created_by   uuid NOT NULL,
  valid_from   timestamptz NOT NULL,
  valid_to     timestamptz CHECK (valid_to >= valid_from),
  UNIQUE (id, community_id),
  UNIQUE (id, household_id),
  FOREIGN KEY (household_id, community_id) REFERENCES households (id, community_id)
);
CREATE UNIQUE INDEX persons_name ON persons (household_id, name) WHERE valid_to IS NULL;
CREATE INDEX persons_phone ON persons (community_id, phone_hash) WHERE phone_hash IS NOT NULL AND valid_to IS NULL;
CREATE INDEX persons_community ON persons (community_id, name) WHERE valid_to IS NULL;

CREATE TABLE household_representatives (
  id           uuid PRIMARY KEY,
  community_id uuid NOT NULL,
  household_id uuid NOT NULL,
  person_id    uuid NOT NULL,
  appointed_by uuid NOT NULL,
  valid_from   timestamptz NOT NULL,
  valid_to     timestamptz CHECK (valid_to >= valid_from),
  FOREIGN KEY (household_id, community_id) REFERENCES households (id, community_id),
  FOREIGN KEY (person_id, household_id) REFERENCES persons (id, household_id),
  CONSTRAINT representatives_one_at_a_time EXCLUDE USING gist (
    numrange(hashtextextended(household_id::text, 0), hashtextextended(household_id::text, 0), '[]') WITH &&,
    tstzrange(valid_from, valid_to) WITH &&)
);
CREATE UNIQUE INDEX representatives_household ON household_representatives (household_id) WHERE valid_to IS NULL;
CREATE INDEX representatives_person ON household_representatives (person_id, valid_from);

-- The code of an invitation stands nowhere: it is computed from the id with the server's secret, and found by its hash.
CREATE TABLE invitations (
  id           uuid PRIMARY KEY,
  community_id uuid NOT NULL,
  building_id  uuid NOT NULL,
  code_hash    bytea NOT NULL UNIQUE CHECK (length(code_hash) = 32),
  created_by   uuid NOT NULL REFERENCES accounts (id),
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL CHECK (expires_at > created_at AND expires_at <= created_at + interval '91 days'),
  revoked_at   timestamptz,
  revoked_by   uuid,
  FOREIGN KEY (building_id, community_id) REFERENCES buildings (id, community_id),
  CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX invitations_community ON invitations (community_id, created_at, id);

CREATE TABLE invitation_looks (
  address_hash bytea NOT NULL CHECK (length(address_hash) = 32),
  at           timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX invitation_looks_address ON invitation_looks (address_hash, at);
CREATE INDEX invitation_looks_at ON invitation_looks (at);

-- A membership is also the link between an account and a person of the register.
CREATE TABLE memberships (
  id            uuid PRIMARY KEY,
  community_id  uuid NOT NULL REFERENCES communities (id),
  account_id    uuid NOT NULL REFERENCES accounts (id),
  state         text NOT NULL CHECK (state IN ('requested', 'verified', 'refused', 'left')),
  name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  building_id   uuid,
  entrance      text NOT NULL CHECK (length(entrance) <= 20),
  door          text NOT NULL CHECK (length(door) BETWEEN 1 AND 20),
  invitation_id uuid REFERENCES invitations (id),
  person_id     uuid,
  refusal       text CHECK (length(refusal) BETWEEN 2 AND 200),
  requested_at  timestamptz NOT NULL,
  decided_at    timestamptz,
  decided_by    uuid,
  left_at       timestamptz CHECK (left_at >= requested_at),
  UNIQUE (id, community_id, account_id),
  FOREIGN KEY (building_id, community_id) REFERENCES buildings (id, community_id),
  FOREIGN KEY (person_id, community_id) REFERENCES persons (id, community_id),
  CHECK (state <> 'requested' OR (decided_at IS NULL AND person_id IS NULL AND left_at IS NULL)),
  CHECK (state <> 'verified' OR (decided_at IS NOT NULL AND person_id IS NOT NULL AND left_at IS NULL)),
  CHECK ((state = 'refused') = (refusal IS NOT NULL)),
  CHECK ((state = 'left') = (left_at IS NOT NULL)),
  CHECK ((decided_at IS NULL) = (decided_by IS NULL))
);
CREATE UNIQUE INDEX memberships_open ON memberships (community_id, account_id) WHERE state IN ('requested', 'verified');
CREATE UNIQUE INDEX memberships_person ON memberships (person_id) WHERE state = 'verified';
CREATE INDEX memberships_account ON memberships (account_id, requested_at);
CREATE INDEX memberships_community ON memberships (community_id, requested_at, id);
CREATE INDEX memberships_state ON memberships (community_id, state, requested_at, id);
CREATE INDEX memberships_invitation ON memberships (invitation_id) WHERE invitation_id IS NOT NULL;

-- A role is held in a community (or one of its buildings), in a division, or, by platform administrators, everywhere.
CREATE TABLE role_grants (
  id            uuid PRIMARY KEY,
  account_id    uuid NOT NULL REFERENCES accounts (id),
  membership_id uuid,
  role          text NOT NULL CHECK (role IN ('building_head', 'grid_worker', 'committee_member', 'committee_chair', 'party_branch',
    'supervision', 'property_company', 'expert', 'town_officer', 'supervisor', 'platform_admin')),
  community_id  uuid REFERENCES communities (id),
  building_id   uuid,
  division_id   uuid REFERENCES divisions (id),
  valid_from    timestamptz NOT NULL,
  valid_to      timestamptz CHECK (valid_to >= valid_from),
  granted_by    uuid NOT NULL,
  created_at    timestamptz NOT NULL,
  ended_by      uuid,
  FOREIGN KEY (building_id, community_id) REFERENCES buildings (id, community_id),
  FOREIGN KEY (membership_id) REFERENCES memberships (id),
  CHECK (CASE WHEN role = 'platform_admin' THEN community_id IS NULL AND division_id IS NULL
              WHEN role IN ('town_officer', 'supervisor') THEN community_id IS NULL AND division_id IS NOT NULL
              ELSE community_id IS NOT NULL AND division_id IS NULL END),
  CHECK (building_id IS NULL OR role IN ('building_head', 'grid_worker')),
  CHECK (building_id IS NOT NULL OR role <> 'building_head'),
  CHECK (role NOT IN ('committee_member', 'committee_chair', 'supervision') OR (valid_to IS NOT NULL AND valid_to <= valid_from + interval '1827 days')),
  CONSTRAINT role_grants_no_overlap EXCLUDE USING gist (
    numrange(hashtextextended(account_id::text || role || coalesce(building_id, community_id, division_id, account_id)::text, 0),
             hashtextextended(account_id::text || role || coalesce(building_id, community_id, division_id, account_id)::text, 0), '[]') WITH &&,
    tstzrange(valid_from, valid_to) WITH &&),
  -- Who supervises a committee is not on it (arts. 36, 37): the two roles are neighbouring ranges, and neighbours exclude each other.
  CONSTRAINT role_grants_supervision_apart EXCLUDE USING gist (
    numrange(hashtextextended(account_id::text || community_id::text, 0), hashtextextended(account_id::text || community_id::text, 0), '[]') WITH &&,
    (CASE WHEN role = 'supervision' THEN numrange(1, 2) ELSE numrange(0, 1) END) WITH -|-,
    tstzrange(valid_from, valid_to) WITH &&) WHERE (role IN ('committee_member', 'committee_chair', 'supervision'))
);
CREATE INDEX role_grants_community ON role_grants (community_id, valid_from, id);
CREATE INDEX role_grants_account ON role_grants (account_id);
CREATE INDEX role_grants_division ON role_grants (division_id) WHERE division_id IS NOT NULL;
CREATE INDEX role_grants_membership ON role_grants (membership_id) WHERE membership_id IS NOT NULL;

CREATE TABLE phone_looks (
  account_id   uuid NOT NULL REFERENCES accounts (id),
  community_id uuid NOT NULL REFERENCES communities (id),
  at           timestamptz NOT NULL
);
CREATE INDEX phone_looks_account ON phone_looks (account_id, at);

GRANT SELECT, INSERT, UPDATE, DELETE ON divisions, division_renames, communities, estates, buildings, entrances, households, units,
  persons, household_representatives, invitations, invitation_looks, memberships, role_grants, phone_looks TO wugong_app;

-- +goose Down
DROP TABLE phone_looks, role_grants, memberships, invitation_looks, invitations, household_representatives, persons, units,
  households, entrances, buildings, estates, communities, division_renames, divisions;
