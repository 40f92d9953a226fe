package communities

// The statements that take a file of owners into the register, in their order; register_rows are its units, owner_rows the
// owners of each.

const stageUnits = `
CREATE TEMP TABLE register_rows ON COMMIT DROP AS SELECT * FROM jsonb_to_recordset(CAST(@units AS jsonb)) AS r (
  line int, estate_id uuid, building_id uuid, unit_id uuid, holding_id uuid, estate text, building text, building_key text, entrance text,
  door text, name text, place_key text, kind text, area bigint, developer boolean)`

const stageOwners = `
CREATE TEMP TABLE owner_rows ON COMMIT DROP AS SELECT * FROM jsonb_to_recordset(CAST(@owners AS jsonb)) AS r (
  line int, id uuid, name text, kind text, phone text, voter boolean)`

const addOwnedUnits = `
INSERT INTO units (id, community_id, building_id, entrance, door, name, place_key)
SELECT r.unit_id, b.community_id, b.id, r.entrance, r.door, r.name, r.place_key` + atBuilding + `ON CONFLICT DO NOTHING`

const atUnit = atBuilding + `JOIN units u ON u.building_id = b.id AND u.entrance = r.entrance AND u.door = r.door AND u.name = r.name
LEFT JOIN holdings o ON o.unit_id = u.id AND o.valid_to IS NULL `

// matchOwners finds who is in the register already: whoever has that name and phone, a company of that name, or one of the
// unit's owners of that name of whom the file, or the register, has no phone.
const matchOwners = `
UPDATE owner_rows w SET id = m.id FROM (
  SELECT DISTINCT ON (x.id) x.id AS staged, n.id FROM (
    SELECT q.id, q.name, q.kind, decode(nullif(q.phone, ''), 'hex') AS phone, h.owner_id
    FROM owner_rows q JOIN (SELECT r.line, p.owner_id` + atUnit + `LEFT JOIN holding_owners p ON p.holding_id = o.id) h ON h.line = q.line) x
  JOIN owners n ON n.community_id = @community AND n.name = x.name
    AND (n.phone_hash = x.phone
      OR (x.kind = 'company' AND n.kind = 'company' AND x.phone IS NULL)
      OR (n.id = x.owner_id AND (x.phone IS NULL OR n.phone_hash IS NULL)))
  ORDER BY x.id, n.phone_hash = x.phone DESC NULLS LAST, n.id = x.owner_id DESC NULLS LAST, n.id) m
WHERE w.id = m.staged`

const addOwners = `
INSERT INTO owners (id, community_id, kind, name, phone_hash, created_by, created_at)
SELECT DISTINCT ON (w.id) w.id, CAST(@community AS uuid), w.kind, w.name, decode(nullif(w.phone, ''), 'hex'), CAST(@actor AS uuid), CAST(@now AS timestamptz)
FROM owner_rows w WHERE NOT EXISTS (SELECT FROM owners n WHERE n.id = w.id) ORDER BY w.id`

// tellPhones: the file knows the phone of an owner of whom the register has none.
const tellPhones = `
UPDATE owners n SET phone_hash = w.phone FROM (SELECT DISTINCT ON (id) id, decode(phone, 'hex') AS phone FROM owner_rows WHERE phone <> '' ORDER BY id, phone) w
WHERE n.id = w.id AND n.phone_hash IS NULL
  AND NOT EXISTS (SELECT FROM owners x WHERE x.community_id = n.community_id AND x.name = n.name AND x.phone_hash = w.phone)`

// linkOwners: an owner who lives behind the unit's own door, by the name that only one there has, is that person of the
// residents' register; not where it could be two.
const linkOwners = `
UPDATE owners n SET person_id = m.person_id FROM (
  SELECT l.id, l.person_id, count(*) OVER (PARTITION BY l.id) AS persons, count(*) OVER (PARTITION BY l.person_id) AS owners FROM (
    SELECT DISTINCT w.id, p.id AS person_id` + atUnit + `JOIN owner_rows w ON w.line = r.line AND w.kind = 'person'
    JOIN households h ON h.building_id = b.id AND h.entrance = r.entrance AND h.door = r.door
    JOIN persons p ON p.household_id = h.id AND p.name = w.name AND p.adult AND p.valid_to IS NULL
    WHERE r.kind = 'dwelling') l) m
WHERE n.id = m.id AND m.persons = 1 AND m.owners = 1 AND n.person_id IS NULL AND NOT EXISTS (SELECT FROM owners x WHERE x.person_id = m.person_id)`

const changeUnits = `
CREATE TEMP TABLE holding_changes ON COMMIT DROP AS
SELECT r.holding_id AS id, u.id AS unit_id, o.id AS old_id, r.kind, r.area, r.developer AS held_by_developer, w.voter_id` + atUnit + `
LEFT JOIN (SELECT line, array_agg(DISTINCT id ORDER BY id) AS owners, (array_agg(id) FILTER (WHERE voter))[1] AS voter_id FROM owner_rows GROUP BY line) w ON w.line = r.line
LEFT JOIN (SELECT holding_id, array_agg(owner_id ORDER BY owner_id) AS owners FROM holding_owners WHERE community_id = @community GROUP BY holding_id) h ON h.holding_id = o.id
WHERE o.id IS NULL OR (o.kind, o.area, o.held_by_developer) <> (r.kind, r.area, r.developer)
  OR h.owners IS DISTINCT FROM w.owners OR o.voter_id IS DISTINCT FROM w.voter_id`

const holdOwners = `
INSERT INTO holding_owners (holding_id, community_id, owner_id)
SELECT DISTINCT r.holding_id, CAST(@community AS uuid), w.id FROM register_rows r JOIN holding_changes c ON c.id = r.holding_id JOIN owner_rows w ON w.line = r.line`
