package communities

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/db"
)

// OwnersImported is what a file of owners has done, or would do.
type OwnersImported struct {
	DryRun                       bool
	Encoding                     api.RegisterEncoding
	Rows, Buildings              int // buildings: new ones
	Units, Changed, Same, Owners int // units and owners: new ones
	First                        []api.OwnerLine
	Stamp                        string // hexadecimal; another one where the file or what it meets in the register is another
}

func (i OwnersImported) toAPI() api.OwnerImport {
	return api.OwnerImport{DryRun: i.DryRun, Encoding: i.Encoding, Rows: i.Rows, Buildings: i.Buildings, Units: i.Units, UnitsChanged: i.Changed,
		UnitsSame: i.Same, Owners: i.Owners, First: append([]api.OwnerLine{}, i.First...), Stamp: i.Stamp}
}

// ImportOwners takes a file of units and owners into a community's register, all or nothing, as ImportRegister does with
// households. What a unit is and whose changes from now on; who is the same owner, matchOwners tells.
func (s *Service) ImportOwners(ctx context.Context, actor, community uuid.UUID, file io.Reader, dry bool, stamp string) (n OwnersImported, err error) {
	if _, err := allowed(ctx, s.DB, community, actor, s.Now(), api.PermissionOwnerRegisterManage); err != nil {
		return n, err
	}
	data, err := io.ReadAll(file)
	if err != nil {
		return n, fmt.Errorf("read a register: %w", err)
	}
	rows, how, err := ParseOwners(data)
	if err != nil {
		return n, err
	}
	err = s.trying(ctx, actor, community, api.PermissionOwnerRegisterManage, dry, func(tx *gorm.DB, now time.Time) (err error) {
		if n, err = s.takeOwners(ctx, tx, actor, community, rows, now); err != nil {
			return err
		}
		if stamp != "" && stamp != n.Stamp {
			return ErrRegisterChanged
		}
		return audit.Record(ctx, tx, audit.Entry{Community: community, Actor: actor, Action: "owners.import", Subject: community,
			Detail: map[string]any{"rows": n.Rows, "units": n.Units, "changed": n.Changed, "owners": n.Owners}})
	})
	if err != nil {
		return OwnersImported{}, err
	}
	n.DryRun, n.Encoding = dry, how
	return n, nil
}

// lockRegister makes those who change a community's register wait for each other, so that each compares with what the
// other left.
const lockRegister = `SELECT pg_advisory_xact_lock(hashtextextended('register ' || CAST(@community AS text), 7736207))`

// takeOwners writes rows. The number of statements does not depend on how many they are.
func (s *Service) takeOwners(ctx context.Context, tx *gorm.DB, actor, community uuid.UUID, rows []OwnerRow, now time.Time) (n OwnersImported, err error) {
	units, owners, err := s.stagedUnits(rows)
	if err != nil {
		return n, err
	}
	args := map[string]any{"units": units, "owners": owners, "community": community, "actor": actor, "now": now}
	made, err := steps(ctx, tx, args, lockRegister, `DROP TABLE IF EXISTS register_rows, owner_rows, holding_changes`, stageUnits, stageOwners,
		addEstates, addBuildings, addEntrances, addOwnedUnits, matchOwners, addOwners, tellPhones, linkOwners, changeUnits, endHoldings, addHoldings, holdOwners)
	if err != nil {
		return n, err
	}
	n.Rows, n.Buildings, n.Owners = len(rows), made[5], made[9]
	return n, n.count(ctx, tx, rows)
}

// count tells what became of each row.
func (i *OwnersImported) count(ctx context.Context, tx *gorm.DB, rows []OwnerRow) error {
	found, err := db.Rows[struct{ Touched, Fresh bool }](ctx, tx, `SELECT c.id IS NOT NULL AS touched, c.id IS NOT NULL AND c.old_id IS NULL AS fresh
		FROM register_rows r LEFT JOIN holding_changes c ON c.id = r.holding_id ORDER BY r.line`)
	if err != nil {
		return fmt.Errorf("compare a register: %w", err)
	}
	if len(found) != len(rows) {
		return fmt.Errorf("compare a register: %d of %d rows", len(found), len(rows))
	}
	stamp := sha256.New()
	for n, c := range found {
		change := api.RegisterChangeSame
		switch {
		case c.Fresh:
			change = api.RegisterChangeNew
			i.Units++
		case c.Touched:
			change = api.RegisterChangeChanged
			i.Changed++
		default:
			i.Same++
		}
		if n < registerPreview {
			i.First = append(i.First, rows[n].toAPI(change))
		}
		_, _ = fmt.Fprintf(stamp, "%+v %s\n", rows[n], change)
	}
	_, _ = fmt.Fprintf(stamp, "%d %d", i.Owners, i.Buildings)
	i.Stamp = hex.EncodeToString(stamp.Sum(nil))
	return nil
}

// stagedUnit and stagedOwner are on their way into the database, with ids for what may have to be made.
type stagedUnit struct {
	Line        int          `json:"line"`
	EstateID    uuid.UUID    `json:"estate_id"`
	BuildingID  uuid.UUID    `json:"building_id"`
	UnitID      uuid.UUID    `json:"unit_id"`
	HoldingID   uuid.UUID    `json:"holding_id"`
	Estate      string       `json:"estate"`
	Building    string       `json:"building"`
	BuildingKey string       `json:"building_key"`
	Entrance    string       `json:"entrance"`
	Door        string       `json:"door"`
	Name        string       `json:"name"`
	PlaceKey    string       `json:"place_key"`
	Kind        api.UnitKind `json:"kind"`
	Area        int64        `json:"area"`
	Developer   bool         `json:"developer"`
}

type stagedOwner struct {
	Line  int           `json:"line"`
	ID    uuid.UUID     `json:"id"`
	Name  string        `json:"name"`
	Kind  api.OwnerKind `json:"kind"`
	Phone string        `json:"phone"` // hashed, hexadecimal
	Voter bool          `json:"voter"`
}

func (s *Service) stagedUnits(rows []OwnerRow) (units, owners string, err error) {
	staged, named := make([]stagedUnit, len(rows)), []stagedOwner{}
	known := map[string]uuid.UUID{} // owners of the file that are certainly the same
	for i, r := range rows {
		row := stagedUnit{Line: i, Estate: r.Estate, Building: r.Building, BuildingKey: placeKey(r.Estate, r.Building), Entrance: r.Entrance, Door: r.Door,
			Name: r.Name, PlaceKey: placeKey(r.Estate, r.Building, r.Entrance, r.Door), Kind: r.Kind, Area: r.Area, Developer: r.Developer}
		for _, id := range []*uuid.UUID{&row.EstateID, &row.BuildingID, &row.UnitID, &row.HoldingID} {
			if *id, err = uuid.NewV7(); err != nil {
				return "", "", err
			}
		}
		staged[i] = row
		for n, o := range r.Owners {
			key := o.sameAs(i)
			if known[key] == uuid.Nil {
				if known[key], err = uuid.NewV7(); err != nil {
					return "", "", err
				}
			}
			owner := stagedOwner{Line: i, ID: known[key], Name: o.Name, Kind: o.Kind, Voter: r.Voter != "" && r.voter() == n}
			if o.Phone != "" {
				owner.Phone = hex.EncodeToString(s.Keys.HashPhone(o.Phone))
			}
			named = append(named, owner)
		}
	}
	u, err := json.Marshal(staged)
	if err != nil {
		return "", "", err
	}
	o, err := json.Marshal(named)
	return string(u), string(o), err
}

// sameAs is by what two owners of a file are one: name and phone, or a company's name. A person's name alone is not enough,
// for it is one head more or less; so they are one in the same row only.
func (o OwnerCell) sameAs(line int) string {
	switch {
	case o.Phone != "":
		return strings.Join([]string{"phone", o.Name, o.Phone}, "\x00")
	case o.Kind == api.OwnerKindCompany:
		return "company\x00" + o.Name
	}
	return fmt.Sprint("row\x00", line, "\x00", o.Name)
}
