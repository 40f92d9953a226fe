package app_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/oapi-codegen/runtime/types"

	"wugong/api"
)

// registered makes a unit with its holding, or a body.
func (th *things) registered(name string) string {
	th.t.Helper()
	w, chair := th.a.World, th.a.Person(th.t, "chair").Account
	th.count++
	if name == "body" {
		d, _, err := th.s.CreateBody(th.t.Context(), chair, w.Own, api.BodyDraft{ID: uuid.New(), Kind: api.BodyKindCouncil, Name: fmt.Sprintf("议事会%d", th.count),
			TermFrom: types.Date{Time: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}})
		th.must(err)
		return d.ID.String()
	}
	door := fmt.Sprintf("产%d", th.count)
	_, err := th.s.ImportOwners(th.t.Context(), chair, w.Own, strings.NewReader("小区,楼栋,门牌,面积,业主\n梧桐苑小区,1号楼,"+door+",80,某某\n"), false, "")
	th.must(err)
	th.made["unit"] = th.one(`SELECT id FROM units WHERE door = ?`, door).ID.String()
	th.made["holding"] = th.one(`SELECT id FROM holdings WHERE unit_id = ? AND valid_to IS NULL`, th.made["unit"]).ID.String()
	return th.made[name]
}
