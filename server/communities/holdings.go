package communities

// What follows changes what units are, from one moment on, for all rows of holding_changes at once: the holding of now ends,
// the next begins, with the owners of before or with others.

// changeAreas: the residents' register tells how large the home behind a door is; whose it is stays.
const changeAreas = `
CREATE TEMP TABLE holding_changes ON COMMIT DROP AS
SELECT DISTINCT ON (u.id) r.holding_id AS id, u.id AS unit_id, o.id AS old_id, coalesce(o.kind, 'dwelling') AS kind, r.area,
  coalesce(o.held_by_developer, false) AS held_by_developer, o.voter_id` + atHousehold + `
JOIN units u ON u.building_id = h.building_id AND u.entrance = h.entrance AND u.door = h.door AND u.name = h.door
LEFT JOIN holdings o ON o.unit_id = u.id AND o.valid_to IS NULL
WHERE r.area > 0 AND o.area IS DISTINCT FROM r.area`

const endHoldings = `
UPDATE holdings o SET valid_to = greatest(o.valid_from, CAST(@now AS timestamptz)) FROM holding_changes c WHERE o.id = c.old_id`

const addHoldings = `
INSERT INTO holdings (id, community_id, unit_id, kind, area, held_by_developer, voter_id, recorded_by, valid_from)
SELECT c.id, CAST(@community AS uuid), c.unit_id, c.kind, c.area, c.held_by_developer, c.voter_id, CAST(@actor AS uuid),
  greatest(CAST(@now AS timestamptz), (SELECT max(x.valid_to) FROM holdings x WHERE x.unit_id = c.unit_id))
FROM holding_changes c`

const keepOwners = `
INSERT INTO holding_owners (holding_id, community_id, owner_id)
SELECT c.id, w.community_id, w.owner_id FROM holding_changes c JOIN holding_owners w ON w.holding_id = c.old_id`
