package privacy_test

import (
	"testing"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
)

// What an office said stays to be read; who wrote it or took it back is in their own copy, and goes with their account.
func TestANoticeStaysAndItsAuthorGoes(t *testing.T) {
	a := own(t)
	written, other := uuid.New(), uuid.New()
	board := "/communities/" + a.World.Own.String() + "/bulletins"
	for id, who := range map[uuid.UUID]string{written: "property", other: "chair"} {
		apptest.JSON[api.Bulletin](t, a, post(who, board, 201, object{"id": id, "title": "电梯年检", "text": "上午九点到十一点停用。" + who, "audience": "members"}))
	}
	a.Run(t, post("property", "/bulletins/"+written.String()+"/withdrawal", 200, object{"reason": "改日再检"}),
		apptest.Scenario{Name: "my copy", As: "property", Do: "GET /me/export", Status: 200, Has: []string{"停用。property", "property_company"}, HasNot: []string{"停用。chair"}},
		apptest.Scenario{Name: "a reader's copy", As: "resident", Do: "GET /me/export", Status: 200, HasNot: []string{"停用。property", "停用。chair"}})
	account := a.Person(t, "property").Account
	exec(t, a, `UPDATE role_grants SET valid_to = ? WHERE account_id = ?`, a.Now(), account)
	apptest.JSON[api.Deletion](t, a, post("property", "/me/deletion", 200, object{"word": word}))
	a.Run(t, apptest.Scenario{Name: "it stays", As: "chair", Do: "GET /bulletins/" + written.String(), Status: 200, Has: []string{"停用。property", "改日再检"}})
	for _, column := range where(t, a, account.String()) {
		if column == "bulletins.author_id" || column == "bulletins.withdrawn_by" {
			t.Errorf("the account is still in %s", column)
		}
	}
}
