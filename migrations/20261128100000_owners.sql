-- The register of owners and the bodies of a community. A unit (专有部分) is a place with an identity; what it is, how large
-- it is and whose it is stand in holdings, which follow each other in time, so that a roll can be made as of a moment and
-- what is corrected later changes no roll. Until here a unit was an area behind a door of the residents' register.
-- +goose Up
CREATE TABLE owners (
  id           uuid PRIMARY KEY,
  community_id uuid NOT NULL REFERENCES communities (id),
  kind         text NOT NULL CHECK (kind IN ('person', 'company')),
  name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  phone_hash   bytea CHECK (length(phone_hash) = 32),
  person_id    uuid,
  created_by   uuid NOT NULL,
  created_at   timestamptz NOT NULL,
  UNIQUE (id, community_id),
  FOREIGN KEY (person_id, community_id) REFERENCES persons (id, community_id),
  CHECK (kind = 'person' OR person_id IS NULL)
);
-- The same name with the same phone is the same owner; a person of the register is one owner.
CREATE UNIQUE INDEX owners_phone ON owners (community_id, name, phone_hash) WHERE phone_hash IS NOT NULL;
CREATE UNIQUE INDEX owners_person ON owners (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX owners_name ON owners (community_id, name);
CREATE INDEX owners_reached ON owners (phone_hash) WHERE phone_hash IS NOT NULL;

ALTER TABLE units ADD COLUMN building_id uuid, ADD COLUMN entrance text, ADD COLUMN door text, ADD COLUMN place_key text COLLATE "C";
UPDATE units u SET building_id = h.building_id, entrance = h.entrance, door = h.door, place_key = h.place_key FROM households h WHERE h.id = u.household_id;
ALTER TABLE units ALTER COLUMN building_id SET NOT NULL, ALTER COLUMN entrance SET NOT NULL, ALTER COLUMN door SET NOT NULL,
  ALTER COLUMN place_key SET NOT NULL,
  ADD CHECK (length(door) BETWEEN 1 AND 20),
  ADD UNIQUE (id, community_id),
  ADD CONSTRAINT units_place UNIQUE (building_id, entrance, door, name),
  ADD FOREIGN KEY (building_id, entrance) REFERENCES entrances (building_id, name),
  ADD FOREIGN KEY (building_id, community_id) REFERENCES buildings (id, community_id);
CREATE INDEX units_community ON units (community_id, place_key, id);

-- What a unit is from a moment to another. One held by the developer (unsold, or not handed over) has no other owners; one
-- without either is a unit whose owner the register does not know yet.
CREATE TABLE holdings (
  id                uuid PRIMARY KEY,
  community_id      uuid NOT NULL,
  unit_id           uuid NOT NULL,
  kind              text NOT NULL CHECK (kind IN ('dwelling', 'shop', 'parking', 'other')),
  area              bigint NOT NULL CHECK (area BETWEEN 1 AND 10000000),
  held_by_developer boolean NOT NULL,
  voter_id          uuid,
  recorded_by       uuid,
  valid_from        timestamptz NOT NULL,
  valid_to          timestamptz CHECK (valid_to >= valid_from),
  UNIQUE (id, community_id, held_by_developer),
  FOREIGN KEY (unit_id, community_id) REFERENCES units (id, community_id),
  CONSTRAINT holdings_one_at_a_time EXCLUDE USING gist (
    numrange(hashtextextended(unit_id::text, 0), hashtextextended(unit_id::text, 0), '[]') WITH &&,
    tstzrange(valid_from, valid_to) WITH &&)
);
CREATE UNIQUE INDEX holdings_unit ON holdings (unit_id) WHERE valid_to IS NULL;
CREATE INDEX holdings_community ON holdings (community_id, valid_from);

CREATE TABLE holding_owners (
  holding_id        uuid NOT NULL,
  community_id      uuid NOT NULL,
  held_by_developer boolean NOT NULL DEFAULT false CHECK (NOT held_by_developer),
  owner_id          uuid NOT NULL,
  PRIMARY KEY (holding_id, owner_id),
  FOREIGN KEY (holding_id, community_id, held_by_developer) REFERENCES holdings (id, community_id, held_by_developer),
  FOREIGN KEY (owner_id, community_id) REFERENCES owners (id, community_id)
);
CREATE INDEX holding_owners_owner ON holding_owners (owner_id);
-- The named voter is one of the owners.
ALTER TABLE holdings ADD CONSTRAINT holdings_voter FOREIGN KEY (id, voter_id) REFERENCES holding_owners (holding_id, owner_id) DEFERRABLE INITIALLY DEFERRED;

INSERT INTO holdings (id, community_id, unit_id, kind, area, held_by_developer, valid_from)
SELECT gen_random_uuid(), u.community_id, u.id, 'dwelling', u.area, false, c.opened_at FROM units u JOIN communities c ON c.id = u.community_id;
ALTER TABLE units DROP COLUMN area, DROP COLUMN household_id;

-- A body of the community: a meeting of representatives, a committee, a board. Its law is its kind's.
CREATE TABLE bodies (
  id           uuid PRIMARY KEY,
  community_id uuid NOT NULL REFERENCES communities (id),
  kind         text NOT NULL CHECK (kind IN ('resident_rep_meeting', 'villager_rep_meeting', 'owners_committee', 'villagers_board', 'council',
    'supervision_committee', 'collective_members', 'residents_committee', 'villagers_committee')),
  name         text NOT NULL CHECK (length(name) BETWEEN 2 AND 40),
  term_from    date NOT NULL,
  term_to      date CHECK (term_to > term_from),
  created_by   uuid NOT NULL,
  created_at   timestamptz NOT NULL,
  version      integer NOT NULL DEFAULT 1,
  ended_at     timestamptz,
  UNIQUE (id, community_id),
  UNIQUE (community_id, name),
  CHECK (kind NOT IN ('resident_rep_meeting', 'villager_rep_meeting', 'owners_committee', 'supervision_committee', 'residents_committee', 'villagers_committee')
    OR (term_to IS NOT NULL AND term_to <= term_from + interval '5 years'))
);
CREATE INDEX bodies_community ON bodies (community_id, created_at, id);

-- A member is a person of the residents' register, an owner, or somebody named who stands in neither. woman and kin (a close
-- relative of one of the committee) are facts that the law's shares need; they are the committee's and shown to nobody else.
CREATE TABLE body_members (
  id           uuid PRIMARY KEY,
  community_id uuid NOT NULL,
  body_id      uuid NOT NULL,
  seat         text NOT NULL CHECK (seat IN ('chair', 'vice_chair', 'committee', 'representative', 'member')),
  name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  person_id    uuid,
  owner_id     uuid,
  woman        boolean NOT NULL,
  kin          boolean NOT NULL,
  created_by   uuid NOT NULL,
  valid_from   timestamptz NOT NULL,
  valid_to     timestamptz CHECK (valid_to >= valid_from),
  FOREIGN KEY (body_id, community_id) REFERENCES bodies (id, community_id),
  FOREIGN KEY (person_id, community_id) REFERENCES persons (id, community_id),
  FOREIGN KEY (owner_id, community_id) REFERENCES owners (id, community_id),
  CHECK (person_id IS NULL OR owner_id IS NULL)
);
CREATE UNIQUE INDEX body_members_person ON body_members (body_id, person_id) WHERE valid_to IS NULL AND person_id IS NOT NULL;
CREATE UNIQUE INDEX body_members_owner ON body_members (body_id, owner_id) WHERE valid_to IS NULL AND owner_id IS NOT NULL;
CREATE UNIQUE INDEX body_members_chair ON body_members (body_id) WHERE valid_to IS NULL AND seat = 'chair';
CREATE INDEX body_members_body ON body_members (body_id, valid_from);
CREATE INDEX body_members_who ON body_members (person_id) WHERE person_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON owners, holdings, holding_owners, bodies, body_members TO wugong_app;

-- +goose Down
DROP TABLE body_members, bodies;
ALTER TABLE units ADD COLUMN household_id uuid, ADD COLUMN area bigint CHECK (area BETWEEN 1 AND 10000000);
UPDATE units u SET household_id = h.id FROM households h WHERE h.building_id = u.building_id AND h.entrance = u.entrance AND h.door = u.door;
UPDATE units u SET area = o.area FROM holdings o WHERE o.unit_id = u.id AND o.valid_to IS NULL;
ALTER TABLE holdings DROP CONSTRAINT holdings_voter;
DROP TABLE holding_owners, holdings, owners;
DELETE FROM units WHERE household_id IS NULL OR area IS NULL;
ALTER TABLE units DROP COLUMN building_id, DROP COLUMN entrance, DROP COLUMN door, DROP COLUMN place_key,
  ALTER COLUMN household_id SET NOT NULL, ALTER COLUMN area SET NOT NULL, DROP CONSTRAINT units_id_community_id_key,
  ADD UNIQUE (household_id, name), ADD FOREIGN KEY (household_id, community_id) REFERENCES households (id, community_id);
