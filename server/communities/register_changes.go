package communities

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/identity"
)

// registerPreview is how many rows a trial run shows.
const registerPreview = 10

// RegisterCounts is what a register file does: new ones, those of which something becomes different, and the others.
type RegisterCounts struct {
	Buildings, Units                              int // new ones
	Households, HouseholdsChanged, HouseholdsSame int
	Persons, PersonsChanged, PersonsSame          int
}

// Imported is what a register file has done, or would do.
type Imported struct {
	RegisterCounts
	DryRun   bool
	Encoding api.RegisterEncoding
	Rows     int
	First    []api.RegisterLine
	Stamp    string // hexadecimal; another one where the file or what it meets in the register is another
}

// toAPI is the answer of an import.
func (i Imported) toAPI() api.RegisterImport {
	return api.RegisterImport{DryRun: i.DryRun, Encoding: i.Encoding, Rows: i.Rows, First: append([]api.RegisterLine{}, i.First...), Stamp: i.Stamp,
		Buildings: i.Buildings, Units: i.Units, Households: i.Households, HouseholdsChanged: i.HouseholdsChanged,
		HouseholdsSame: i.HouseholdsSame, Persons: i.Persons, PersonsChanged: i.PersonsChanged, PersonsSame: i.PersonsSame}
}

// rowChange is what a staged row does to its person and to its household.
type rowChange struct {
	HomeNew, HomeOff  bool // the household is not there yet; its area or its representative becomes different
	PersonNew, Differ bool
}

// changesSQL compares the staged rows, in the order of the file, with the register as it is.
const changesSQL = `
SELECT h.id IS NULL AS home_new, p.id IS NULL AS person_new,
  coalesce(r.area > 0 AND h.id IS NOT NULL AND o.area IS DISTINCT FROM r.area, false)
    OR coalesce(r.rep AND h.id IS NOT NULL AND (t.person_id IS NULL OR t.person_id IS DISTINCT FROM p.id), false) AS home_off,
  coalesce(p.adult <> r.adult OR (r.phone <> '' AND p.phone_hash IS DISTINCT FROM decode(nullif(r.phone, ''), 'hex'))
    OR (r.rep AND t.person_id IS DISTINCT FROM p.id), false) AND p.id IS NOT NULL AS differ
FROM register_rows r
LEFT JOIN estates e ON e.community_id = @community AND e.name = r.estate
LEFT JOIN buildings b ON b.estate_id = e.id AND b.name = r.building
LEFT JOIN households h ON h.building_id = b.id AND h.entrance = r.entrance AND h.door = r.door
LEFT JOIN persons p ON p.household_id = h.id AND p.name = r.name AND p.valid_to IS NULL
LEFT JOIN units u ON u.building_id = h.building_id AND u.entrance = h.entrance AND u.door = h.door AND u.name = h.door
LEFT JOIN holdings o ON o.unit_id = u.id AND o.valid_to IS NULL
LEFT JOIN household_representatives t ON t.household_id = h.id AND t.valid_to IS NULL
ORDER BY r.line`

// compare tells what the staged rows will do. It belongs before the first of them is written.
func (i *Imported) compare(ctx context.Context, tx *gorm.DB, community uuid.UUID, rows []RegisterRow) error {
	found, err := db.Rows[rowChange](ctx, tx, changesSQL, map[string]any{"community": community})
	if err != nil {
		return fmt.Errorf("compare a register: %w", err)
	}
	if len(found) != len(rows) {
		return fmt.Errorf("compare a register: %d of %d rows", len(found), len(rows))
	}
	i.Rows = len(rows)
	stamp := sha256.New()
	homes := map[[4]string]api.RegisterChange{}
	for n, c := range found {
		person := c.person()
		switch person {
		case api.RegisterChangeNew:
			i.Persons++
		case api.RegisterChangeChanged:
			i.PersonsChanged++
		default:
			i.PersonsSame++
		}
		at := [4]string{rows[n].Estate, rows[n].Building, rows[n].Entrance, rows[n].Door}
		if home := homes[at]; home == "" || home == api.RegisterChangeSame {
			homes[at] = c.home()
		}
		if n < registerPreview {
			i.First = append(i.First, rows[n].toAPI(person))
		}
		_, _ = fmt.Fprintf(stamp, "%+v %s %t %t\n", rows[n], person, c.HomeNew, c.HomeOff)
	}
	for _, home := range homes {
		switch home {
		case api.RegisterChangeNew:
			i.Households++
		case api.RegisterChangeChanged:
			i.HouseholdsChanged++
		default:
			i.HouseholdsSame++
		}
	}
	i.Stamp = hex.EncodeToString(stamp.Sum(nil))
	return nil
}

func (c rowChange) person() api.RegisterChange {
	switch {
	case c.PersonNew:
		return api.RegisterChangeNew
	case c.Differ:
		return api.RegisterChangeChanged
	}
	return api.RegisterChangeSame
}

func (c rowChange) home() api.RegisterChange {
	switch {
	case c.HomeNew:
		return api.RegisterChangeNew
	case c.HomeOff || c.PersonNew || c.Differ:
		return api.RegisterChangeChanged
	}
	return api.RegisterChangeSame
}

func (r RegisterRow) toAPI(change api.RegisterChange) api.RegisterLine {
	l := api.RegisterLine{Row: r.Line, Estate: r.Estate, Building: r.Building, Entrance: r.Entrance, Door: r.Door, Name: r.Name,
		Adult: r.Adult, Representative: r.Representative, Change: change}
	if r.Phone != "" {
		masked := identity.MaskPhone(r.Phone)
		l.PhoneMasked = &masked
	}
	if r.Area > 0 {
		l.Area = &r.Area
	}
	return l
}
