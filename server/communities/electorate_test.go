package communities

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
)

// own puts a unit of 1号楼 into the register, or changes it from now on. owners are "name" or "name:phone"; the one with a
// star is named to vote; "developer" holds it.
func (w *world) own(t *testing.T, door string, kind api.UnitKind, area int64, owners ...string) (unit uuid.UUID) {
	t.Helper()
	developer := len(owners) == 1 && owners[0] == developerKey
	w.in(t, func(tx *gorm.DB) error {
		place := map[string]any{"id": newID(t), "community": w.urban.ID, "building": w.building["1号楼"], "door": door, "key": placeKey("梧桐苑", "1号楼", "一单元", door)}
		w.exec(t, tx, `INSERT INTO units (id, community_id, building_id, entrance, door, name, place_key)
			VALUES (@id, @community, @building, '一单元', @door, @door, @key) ON CONFLICT DO NOTHING`, place)
		unit = w.id(t, tx, "SELECT id FROM units WHERE building_id = ? AND entrance = '一单元' AND door = ?", w.building["1号楼"], door)
		holding := newID(t)
		w.exec(t, tx, "UPDATE holdings SET valid_to = ? WHERE unit_id = ? AND valid_to IS NULL", w.Now(), unit)
		w.exec(t, tx, `INSERT INTO holdings (id, community_id, unit_id, kind, area, held_by_developer, valid_from) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			holding, w.urban.ID, unit, kind, area, developer, w.Now())
		if developer {
			return nil
		}
		for _, o := range owners {
			o, named := strings.CutPrefix(o, "*")
			owner := w.owner(t, tx, o)
			w.exec(t, tx, "INSERT INTO holding_owners (holding_id, community_id, owner_id) VALUES (?, ?, ?)", holding, w.urban.ID, owner)
			if named {
				w.exec(t, tx, "UPDATE holdings SET voter_id = ? WHERE id = ?", owner, holding)
			}
		}
		return nil
	})
	return unit
}

func (w *world) exec(t *testing.T, tx *gorm.DB, sql string, args ...any) {
	t.Helper()
	if err := tx.Exec(sql, args...).Error; err != nil {
		t.Fatal(err)
	}
}

// id is the id that a query gives, uuid.Nil for none.
func (w *world) id(t *testing.T, tx *gorm.DB, sql string, args ...any) uuid.UUID {
	t.Helper()
	rows, err := db.Rows[struct{ ID uuid.UUID }](t.Context(), tx, sql, args...)
	if err != nil || len(rows) > 1 {
		t.Fatal(len(rows), err)
	}
	if len(rows) == 0 {
		return uuid.Nil
	}
	return rows[0].ID
}

// owner finds or makes the owner of that name.
func (w *world) owner(t *testing.T, tx *gorm.DB, who string) (id uuid.UUID) {
	t.Helper()
	name, phone, _ := strings.Cut(who, ":")
	if id = w.id(t, tx, "SELECT id FROM owners WHERE name = ?", name); id != uuid.Nil {
		return id
	}
	kind, hash := api.OwnerKindPerson, []byte(nil)
	if strings.HasSuffix(name, "公司") {
		kind = api.OwnerKindCompany
	}
	if phone != "" {
		hash = w.Keys.HashPhone(phone)
	}
	id = newID(t)
	w.exec(t, tx, "INSERT INTO owners (id, community_id, kind, name, phone_hash, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		id, w.urban.ID, kind, name, hash, w.chair, w.Now())
	return id
}

func (w *world) roll(t *testing.T, e Electorate, at time.Time) []Voter {
	t.Helper()
	e.Community = w.urban.ID
	ctx, log := db.WithLog(t.Context())
	voters, err := VotersOf(ctx, w.DB, e, at)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(log.Sent()); n != 1 {
		t.Errorf("%d statements for a roll: %q", n, log.Sent())
	}
	again, err := VotersOf(ctx, w.DB, e, at)
	if err != nil || fmt.Sprintf("%+v", again) != fmt.Sprintf("%+v", voters) {
		t.Errorf("the same roll comes out otherwise: %v", err)
	}
	return voters
}

func names(voters []Voter) (all []string) {
	for _, v := range voters {
		all = append(all, v.Name)
	}
	return all
}

func TestARollOfAdultsCountsTheRegisterAndNotAccounts(t *testing.T) {
	w := newWorld(t)
	who := w.account(t, "段晓东")
	w.settle(t, who, "段晓东", "1号楼", "101")
	all := w.roll(t, Electorate{Kind: api.ElectorateKindAdults}, w.Now())
	if got := names(all); !slices.Equal(got, []string{"段晓东", "郭敏", "石,欣然"}) {
		t.Fatalf("%q", got)
	}
	duan, guo := all[0], all[1]
	if duan.Kind != api.VoterKindPerson || duan.Key != duan.ID.String() || duan.Place.BuildingName != "梧桐苑 1号楼" || duan.Place.Door != "101" || duan.Area != 0 ||
		!slices.Equal(duan.Casters, []Caster{{Person: duan.ID, Account: who, Capacity: api.VoterCapacitySelf}}) {
		t.Errorf("%+v", duan)
	}
	if len(guo.Casters) != 1 || guo.Casters[0].Account != uuid.Nil {
		t.Errorf("somebody without an account: %+v", guo.Casters)
	}
	first := "一单元"
	for _, c := range []struct {
		name string
		e    Electorate
		want int
	}{
		{"a building", Electorate{Building: w.building["1号楼"]}, 2},
		{"an entrance", Electorate{Building: w.building["1号楼"], Entrance: &first}, 2},
		{"the only entrance of the other", Electorate{Building: w.building["2号楼"], Entrance: new(string)}, 1},
		{"no such entrance", Electorate{Building: w.building["1号楼"], Entrance: new(string)}, 0},
		{"no such building", Electorate{Building: newID(t)}, 0},
	} {
		c.e.Kind = api.ElectorateKindAdults
		if n := len(w.roll(t, c.e, w.Now())); n != c.want {
			t.Errorf("%s: %d adults, want %d", c.name, n, c.want)
		}
	}
	if n := len(w.roll(t, Electorate{Kind: api.ElectorateKindAdults}, w.Now().Add(-time.Second))); n != 0 {
		t.Errorf("%d before the register", n)
	}
}

func TestARollOfHouseholdsNamesTheirRepresentatives(t *testing.T) {
	w := newWorld(t)
	all := w.roll(t, Electorate{Kind: api.ElectorateKindHouseholds}, w.Now())
	if len(all) != 3 || all[0].Name != "梧桐苑 1号楼 一单元 101" || all[0].Kind != api.VoterKindHousehold {
		t.Fatalf("%+v", all)
	}
	if c := all[0].Casters; len(c) != 1 || c[0].Person != w.person(t, "段晓东").ID || c[0].Capacity != api.VoterCapacityRepresentative {
		t.Errorf("%+v", c)
	}
	if len(all[1].Casters) != 0 {
		t.Errorf("a household without a representative votes on paper: %+v", all[1].Casters)
	}
	w.pass(time.Hour)
	if err := w.DB.Exec("UPDATE persons SET valid_to = ? WHERE name = '郭敏'", w.Now()).Error; err != nil {
		t.Fatal(err)
	}
	if n := len(w.roll(t, Electorate{Kind: api.ElectorateKindHouseholds}, w.Now())); n != 2 {
		t.Errorf("%d households where one is empty", n)
	}
	if n := len(w.roll(t, Electorate{Kind: api.ElectorateKindHouseholds}, w.Now().Add(-time.Minute))); n != 3 {
		t.Errorf("%d households as of an hour ago", n)
	}
}

func TestHeadsAreDistinctSetsOfOwners(t *testing.T) {
	w := newWorld(t)
	w.own(t, "101", api.UnitKindDwelling, 7485, "陈建国:13900000701", "周玉兰") // together
	w.own(t, "102", api.UnitKindDwelling, 10530, "陈建国:13900000701")
	w.own(t, "103", api.UnitKindShop, 5000, "陈建国:13900000701")
	w.own(t, "104", api.UnitKindDwelling, 9000, "developer")
	w.own(t, "105", api.UnitKindDwelling, 9100, "developer")
	w.own(t, "B-01", api.UnitKindParking, 1300, "西安鼎盛物业有限公司")
	w.own(t, "106", api.UnitKindDwelling, 8000, "周玉兰", "*陈建国:13900000701") // the same two, who have named one
	owner := w.accountOf(t, "13900000701", "陈先生")
	all := w.roll(t, Electorate{Kind: api.ElectorateKindOwners, IncludeParking: true}, w.Now())
	byName := map[string]Voter{}
	area := int64(0)
	for _, v := range all {
		byName[v.Name], byName[v.Key] = v, v
		area += v.Area
	}
	if len(all) != 5 || area != 7485+10530+5000+9000+9100+1300+8000+9600 {
		t.Fatalf("%d heads with %d: %q", len(all), area, names(all))
	}
	alone, developer, company := byName["陈建国"], byName[developerKey], byName["西安鼎盛物业有限公司"]
	two := all[0]
	if len(two.Units) != 2 || two.Area != 15485 || two.Key != strings.Join(slices.Sorted(slices.Values(two.Units[0].Owners)), "+") || two.Units[0].Voter != "" || two.Units[1].Voter != alone.Key {
		t.Errorf("two together: %+v", two)
	}
	if len(two.Casters) != 1 || two.Casters[0] != (Caster{Owner: uuid.MustParse(alone.Key), Account: owner, Capacity: api.VoterCapacityCoOwner}) {
		t.Errorf("who is named casts alone: %+v", two.Casters)
	}
	if len(alone.Units) != 2 || alone.Area != 15530 || alone.Casters[0].Capacity != api.VoterCapacitySelf || alone.Casters[0].Account != owner {
		t.Errorf("one with two units: %+v", alone)
	}
	if len(developer.Units) != 2 || developer.Area != 18100 || developer.Name != "" || len(developer.Casters) != 0 || company.Casters[0].Capacity != api.VoterCapacityRepresentative {
		t.Errorf("%+v, %+v", developer, company)
	}
	unknown := slices.IndexFunc(all, func(v Voter) bool { return v.Unknown })
	if unknown < 0 || all[unknown].Area != 9600 || len(all[unknown].Casters) != 0 || all[unknown].Key != all[unknown].Units[0].ID.String() {
		t.Errorf("a unit of the residents' register without a known owner: %+v", all)
	}
	if n := len(w.roll(t, Electorate{Kind: api.ElectorateKindOwners}, w.Now())); n != 4 {
		t.Errorf("%d heads without parking", n)
	}
}

func TestARollIsOfItsMoment(t *testing.T) {
	w := newWorld(t)
	w.own(t, "102", api.UnitKindDwelling, 10530, "卖房人")
	before := w.Now()
	w.pass(time.Hour)
	w.own(t, "102", api.UnitKindDwelling, 10530, "买房人")
	e := Electorate{Kind: api.ElectorateKindOwners, Building: w.building["1号楼"]}
	old, now := w.roll(t, e, before), w.roll(t, e, w.Now())
	if !slices.Contains(names(old), "卖房人") || slices.Contains(names(old), "买房人") || !slices.Contains(names(now), "买房人") || slices.Contains(names(now), "卖房人") {
		t.Errorf("before %q, after the sale %q", names(old), names(now))
	}
	if len(w.roll(t, e, before.Add(time.Minute))) != len(old) {
		t.Error("the sale reaches back")
	}
}

func TestWhomAChangeAffects(t *testing.T) {
	w := newWorld(t)
	shop := w.own(t, "101", api.UnitKindDwelling, 7485, "开店的人")
	w.own(t, "102", api.UnitKindDwelling, 10530, "楼上邻居")
	w.own(t, "103", api.UnitKindDwelling, 8800, "开店的人")
	outside := w.id(t, w.DB, "SELECT id FROM units WHERE building_id = ?", w.building["2号楼"])
	e := Electorate{Kind: api.ElectorateKindAffected, Building: w.building["1号楼"], Without: shop, IncludeParking: true}
	if got := names(w.roll(t, e, w.Now())); !slices.Equal(got, []string{"楼上邻居"}) {
		t.Errorf("the others of the building: %q", got)
	}
	e.Also = []uuid.UUID{outside}
	if n := len(w.roll(t, e, w.Now())); n != 2 {
		t.Errorf("%d with one from outside", n)
	}
	e.Without, e.Community = newID(t), w.urban.ID
	_, err := VotersOf(t.Context(), w.DB, e, w.Now())
	want(t, err, ErrNoUnit)
	_, err = VotersOf(t.Context(), w.DB, Electorate{Kind: "everybody"}, w.Now())
	if err == nil {
		t.Error("an electorate of no kind")
	}
}

func TestARollOfABodyAndWhoCasts(t *testing.T) {
	w := newWorld(t)
	who := w.account(t, "段晓东")
	w.settle(t, who, "段晓东", "1号楼", "101")
	w.own(t, "102", api.UnitKindDwelling, 10530, "外住业主:13900000702")
	away := w.accountOf(t, "13900000702", "")
	body, duan := newID(t), w.person(t, "段晓东").ID
	var owner uuid.UUID
	w.in(t, func(tx *gorm.DB) error {
		owner = w.owner(t, tx, "外住业主")
		w.exec(t, tx, `INSERT INTO bodies (id, community_id, kind, name, term_from, term_to, created_by, created_at)
			VALUES (?, ?, 'owners_committee', '业主委员会', '2026-01-01', '2030-12-31', ?, ?)`, body, w.urban.ID, w.chair, w.Now())
		for _, m := range []struct {
			seat, name    string
			person, owner any
		}{{"member", "外住业主", nil, owner}, {"chair", "段晓东", duan, nil}, {"member", "请来的人", nil, nil}} {
			w.exec(t, tx, `INSERT INTO body_members (id, community_id, body_id, seat, name, person_id, owner_id, woman, kin, created_by, valid_from)
				VALUES (?, ?, ?, ?, ?, ?, ?, false, false, ?, ?)`, newID(t), w.urban.ID, body, m.seat, m.name, m.person, m.owner, w.chair, w.Now())
		}
		return nil
	})
	all := w.roll(t, Electorate{Kind: api.ElectorateKindMembers, Body: body}, w.Now())
	if len(all) != 3 || all[0].Casters[0] != (Caster{Person: duan, Account: who, Capacity: api.VoterCapacitySelf}) || all[0].Place.Door != "101" {
		t.Fatalf("%+v", all)
	}
	for _, v := range all[1:] {
		if v.Name == "请来的人" && len(v.Casters) != 0 || v.Name == "外住业主" && (v.Casters[0].Owner != owner || v.Casters[0].Account != away) {
			t.Errorf("%+v", v)
		}
	}
	for account, casts := range map[uuid.UUID][2]bool{who: {true, false}, away: {false, true}, w.clerk: {false, false}} {
		persons, owners, err := CastsAs(t.Context(), w.DB, w.urban.ID, account)
		if err != nil || slices.Contains(persons, duan) != casts[0] || slices.Contains(owners, owner) != casts[1] {
			t.Errorf("%v, %v, %v, want %v", persons, owners, err, casts)
		}
		for i, c := range []struct{ person, owner any }{{duan, nil}, {nil, owner}} {
			var may bool
			err := w.DB.Raw("SELECT "+MayCast+" FROM (SELECT CAST(@person AS uuid) AS person_id, CAST(@owner AS uuid) AS owner_id) c",
				map[string]any{"person": c.person, "owner": c.owner, "account": account}).Scan(&may).Error
			if err != nil || may != casts[i] {
				t.Errorf("may cast: %v, %v", may, err)
			}
		}
	}
}
