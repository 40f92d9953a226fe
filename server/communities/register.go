package communities

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
)

// stagedRow is a row on its way into the database, with ids for what may have to be made.
type stagedRow struct {
	Line        int       `json:"line"`
	EstateID    uuid.UUID `json:"estate_id"`
	BuildingID  uuid.UUID `json:"building_id"`
	HouseholdID uuid.UUID `json:"household_id"`
	UnitID      uuid.UUID `json:"unit_id"`
	PersonID    uuid.UUID `json:"person_id"`
	TermID      uuid.UUID `json:"term_id"`
	HoldingID   uuid.UUID `json:"holding_id"`
	Estate      string    `json:"estate"`
	Building    string    `json:"building"`
	BuildingKey string    `json:"building_key"`
	Entrance    string    `json:"entrance"`
	Door        string    `json:"door"`
	PlaceKey    string    `json:"place_key"`
	Name        string    `json:"name"`
	Adult       bool      `json:"adult"`
	Phone       string    `json:"phone"` // hashed, hexadecimal
	Rep         bool      `json:"rep"`
	Area        int64     `json:"area"`
}

// errDry undoes a trial run.
var errDry = errors.New("dry run")

// ImportRegister takes a register file into a community, all or nothing, and counts what it does. What is there
// already is found by place and name and brought up to date, so the same file again changes nothing. A dry run
// does it all and undoes it. With the stamp of a dry run it imports what that one showed, or nothing.
func (s *Service) ImportRegister(ctx context.Context, actor, community uuid.UUID, file io.Reader, dry bool, stamp string) (n Imported, err error) {
	if _, err := allowed(ctx, s.DB, community, actor, s.Now(), api.PermissionRegisterManage); err != nil {
		return n, err
	}
	data, err := io.ReadAll(file)
	if err != nil {
		return n, fmt.Errorf("read a register: %w", err)
	}
	rows, how, err := ParseRegister(data)
	if err != nil {
		return n, err
	}
	err = s.trying(ctx, actor, community, api.PermissionRegisterManage, dry, func(tx *gorm.DB, now time.Time) (err error) {
		n, err = s.register(ctx, tx, actor, community, rows, now, stamp)
		return err
	})
	if err != nil {
		return Imported{}, err
	}
	n.DryRun, n.Encoding = dry, how
	return n, nil
}

// trying runs an import for who may make it, all or nothing; a dry run does it all and undoes it.
func (s *Service) trying(ctx context.Context, actor, community uuid.UUID, p api.Permission, dry bool, take func(*gorm.DB, time.Time) error) error {
	err := s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		if _, err := allowed(ctx, tx, community, actor, now, p); err != nil {
			return err
		}
		if err := take(tx, now); err != nil {
			return err
		}
		if dry {
			return errDry
		}
		return nil
	})
	if errors.Is(err, errDry) {
		return nil
	}
	return err
}

// Register puts rows into a community's register, in the caller's transaction.
func (s *Service) Register(ctx context.Context, tx *gorm.DB, actor, community uuid.UUID, rows []RegisterRow, now time.Time) (Imported, error) {
	return s.register(ctx, tx, actor, community, rows, now, "")
}

// register writes rows. Imports of one community wait for each other, so that each compares with what the other left.
func (s *Service) register(ctx context.Context, tx *gorm.DB, actor, community uuid.UUID, rows []RegisterRow, now time.Time, stamp string) (n Imported, err error) {
	staged, err := s.staged(rows)
	if err != nil {
		return n, err
	}
	args := map[string]any{"rows": staged, "community": community, "actor": actor, "now": now}
	_, err = steps(ctx, tx, args, lockRegister,
		`DROP TABLE IF EXISTS register_rows`, stageRegister)
	if err != nil {
		return n, err
	}
	if err := n.compare(ctx, tx, community, rows); err != nil {
		return n, err
	}
	if stamp != "" && stamp != n.Stamp {
		return n, ErrRegisterChanged
	}
	made, err := steps(ctx, tx, args, addEstates, addBuildings, addEntrances, addHouseholds, addUnits, addPersons,
		updatePersons, endMinors, endTerms, addTerms, `DROP TABLE IF EXISTS holding_changes`, changeAreas, endHoldings, addHoldings, keepOwners)
	if err != nil {
		return n, err
	}
	n.Buildings, n.Units = made[1], made[4]
	return n, audit.Record(ctx, tx, audit.Entry{Community: community, Actor: actor, Action: "register.import", Subject: community,
		Detail: map[string]any{"rows": len(rows), "buildings": n.Buildings, "households": made[3], "persons": made[5], "units": n.Units}})
}

// steps runs statements one after the other and tells how many rows each met.
func steps(ctx context.Context, tx *gorm.DB, args map[string]any, all ...string) (rows []int, err error) {
	for _, sql := range all {
		result := gorm.WithResult()
		var given []any // GORM refuses arguments that no name asks for
		if strings.Contains(sql, "@") {
			given = append(given, args)
		}
		if err := gorm.G[any](tx, result).Exec(ctx, sql, given...); err != nil {
			return nil, fmt.Errorf("import a register: %w", err)
		}
		rows = append(rows, int(result.RowsAffected))
	}
	return rows, nil
}

func (s *Service) staged(rows []RegisterRow) (string, error) {
	staged := make([]stagedRow, len(rows))
	for i, r := range rows {
		row := stagedRow{Line: i, Estate: r.Estate, Building: r.Building, BuildingKey: placeKey(r.Estate, r.Building), Entrance: r.Entrance,
			Door: r.Door, PlaceKey: placeKey(r.Estate, r.Building, r.Entrance, r.Door), Name: r.Name, Adult: r.Adult, Rep: r.Representative, Area: r.Area}
		if r.Phone != "" {
			row.Phone = hex.EncodeToString(s.Keys.HashPhone(r.Phone))
		}
		for _, id := range []*uuid.UUID{&row.EstateID, &row.BuildingID, &row.HouseholdID, &row.UnitID, &row.PersonID, &row.TermID, &row.HoldingID} {
			made, err := uuid.NewV7()
			if err != nil {
				return "", err
			}
			*id = made
		}
		staged[i] = row
	}
	data, err := json.Marshal(staged)
	return string(data), err
}

const stageRegister = `
CREATE TEMP TABLE register_rows ON COMMIT DROP AS SELECT * FROM jsonb_to_recordset(CAST(@rows AS jsonb)) AS r (
  line int, estate_id uuid, building_id uuid, household_id uuid, unit_id uuid, person_id uuid, term_id uuid, holding_id uuid, estate text, building text,
  building_key text, entrance text, door text, place_key text, name text, adult boolean, phone text, rep boolean, area bigint)`

const addEstates = `
INSERT INTO estates (id, community_id, name)
SELECT DISTINCT ON (r.estate) r.estate_id, CAST(@community AS uuid), r.estate FROM register_rows r ON CONFLICT DO NOTHING`

const addBuildings = `
INSERT INTO buildings (id, community_id, estate_id, name, place_key)
SELECT DISTINCT ON (e.id, r.building) r.building_id, e.community_id, e.id, r.building, r.building_key
FROM register_rows r JOIN estates e ON e.community_id = @community AND e.name = r.estate ON CONFLICT DO NOTHING`

const atBuilding = ` FROM register_rows r JOIN estates e ON e.community_id = @community AND e.name = r.estate
JOIN buildings b ON b.estate_id = e.id AND b.name = r.building `

const atHousehold = atBuilding + `JOIN households h ON h.building_id = b.id AND h.entrance = r.entrance AND h.door = r.door `

const addEntrances = `
INSERT INTO entrances (building_id, name, community_id) SELECT DISTINCT b.id, r.entrance, b.community_id` + atBuilding + `ON CONFLICT DO NOTHING`

const addHouseholds = `
INSERT INTO households (id, community_id, building_id, entrance, door, place_key)
SELECT DISTINCT ON (b.id, r.entrance, r.door) r.household_id, b.community_id, b.id, r.entrance, r.door, r.place_key` + atBuilding + `ON CONFLICT DO NOTHING`

const addUnits = `
INSERT INTO units (id, community_id, building_id, entrance, door, name, place_key)
SELECT DISTINCT ON (h.id) r.unit_id, h.community_id, h.building_id, h.entrance, h.door, h.door, h.place_key` + atHousehold +
	`WHERE r.area > 0 ON CONFLICT DO NOTHING`

const addPersons = `
INSERT INTO persons (id, community_id, household_id, name, adult, phone_hash, created_by, valid_from)
SELECT r.person_id, h.community_id, h.id, r.name, r.adult, decode(nullif(r.phone, ''), 'hex'), CAST(@actor AS uuid), CAST(@now AS timestamptz)` +
	atHousehold + `ON CONFLICT DO NOTHING`

const updatePersons = `
UPDATE persons p SET adult = n.adult, phone_hash = coalesce(n.phone_hash, p.phone_hash)
FROM (SELECT h.id, r.name, r.adult, decode(nullif(r.phone, ''), 'hex') AS phone_hash` + atHousehold + `) n
WHERE p.household_id = n.id AND p.name = n.name AND p.valid_to IS NULL
  AND (p.adult <> n.adult OR (n.phone_hash IS NOT NULL AND p.phone_hash IS DISTINCT FROM n.phone_hash))`

// Who is no adult any more represents nobody.
const endMinors = `
UPDATE household_representatives t SET valid_to = greatest(t.valid_from, CAST(@now AS timestamptz))
FROM persons p WHERE t.community_id = @community AND t.valid_to IS NULL AND p.id = t.person_id AND NOT p.adult`

// A household whose file names another representative changes hands at this moment.
const endTerms = `
UPDATE household_representatives t SET valid_to = greatest(t.valid_from, CAST(@now AS timestamptz))
FROM (SELECT h.id, p.id AS person_id` + atHousehold + `JOIN persons p ON p.household_id = h.id AND p.name = r.name AND p.valid_to IS NULL WHERE r.rep) n
WHERE t.household_id = n.id AND t.valid_to IS NULL AND t.person_id <> n.person_id`

const addTerms = `
INSERT INTO household_representatives (id, community_id, household_id, person_id, appointed_by, valid_from)
SELECT r.term_id, h.community_id, h.id, p.id, CAST(@actor AS uuid),
  greatest(CAST(@now AS timestamptz), (SELECT max(t.valid_to) FROM household_representatives t WHERE t.household_id = h.id))` +
	atHousehold + `JOIN persons p ON p.household_id = h.id AND p.name = r.name AND p.valid_to IS NULL
WHERE r.rep AND NOT EXISTS (SELECT FROM household_representatives t WHERE t.household_id = h.id AND t.valid_to IS NULL)`
