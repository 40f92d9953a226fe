package communities_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"golang.org/x/text/encoding/simplifiedchinese"

	"wugong/api"
	"wugong/server/apptest"
)

type object = map[string]any

type scenario = apptest.Scenario

func TestANewcomerJoinsByInvitationOverHTTP(t *testing.T) {
	a := apptest.New(t)
	w := a.Settle(t)
	own, invitation, id := "/communities/"+w.Own.String(), uuid.NewString(), uuid.NewString()
	draft := object{"id": invitation, "building_id": w.Building, "expires_at": a.Now().Add(time.Hour)}
	made := apptest.JSON[api.Invitation](t, a, scenario{As: "building_head", Do: "POST " + own + "/invitations", Body: draft, Status: 201})
	code := strings.TrimPrefix(*made.Link, "https://wugong.test/j/")
	join := object{"id": id, "invitation_code": code, "name": "newcomer", "door": "701"}
	one := "/memberships/" + id
	verification := object{"new_person": object{"name": "newcomer", "adult": true, "building_id": w.Building, "door": "701"}}
	a.Run(t,
		scenario{Name: "the same invitation again", As: "building_head", Do: "POST " + own + "/invitations", Body: draft, Status: 200, Has: []string{code}},
		scenario{Name: "it is in the list", As: "chair", Do: "GET " + own + "/invitations", Status: 200, Has: []string{invitation, code, "1号楼"}},
		scenario{Name: "not in that of another building's head", As: "other_head", Do: "GET " + own + "/invitations", Status: 200, HasNot: []string{invitation}},
		scenario{Name: "a guest sees where it leads", Do: "GET /invitations/" + code, Status: 200, Has: []string{"新宝路社区", "1号楼"}},
		scenario{Name: "longer than ninety days", As: "chair", Do: "POST " + own + "/invitations", Status: 422, Has: []string{"expiry_invalid", `"field":"expires_at"`},
			Body: object{"id": uuid.New(), "building_id": w.Building, "expires_at": a.Now().AddDate(0, 0, 91)}},
		scenario{Name: "a guest signs in first", Do: "POST /memberships", Body: join, Status: 401},
		scenario{Name: "a state of one's own choice", As: "newcomer", Do: "POST /memberships", Status: 400,
			Body: object{"id": id, "invitation_code": code, "name": "newcomer", "door": "701", "state": "verified"}},
		scenario{Name: "a code that is none", As: "newcomer", Do: "POST /memberships", Status: 404, Has: []string{"invitation_not_found"},
			Body: object{"id": id, "invitation_code": strings.Repeat("2", len(code)), "name": "newcomer", "door": "701"}},
		scenario{Name: "the newcomer joins", As: "newcomer", Do: "POST /memberships", Body: join, Status: 201, Has: []string{`"state":"requested"`, `"by_invitation":true`}},
		scenario{Name: "once", As: "newcomer", Do: "POST /memberships", Body: join, Status: 200, Has: []string{id}},
		scenario{Name: "another takes the id", As: "property", Do: "POST /memberships", Body: join, Status: 409, Has: []string{"id_taken"}},
		scenario{Name: "a second request", As: "newcomer", Do: "POST /memberships", Status: 409, Has: []string{"member_already"},
			Body: object{"id": uuid.New(), "community_id": w.Own, "name": "newcomer", "door": "702"}},
		scenario{Name: "the head has it to do", As: "building_head", Do: "GET " + own + "/memberships?state=requested", Status: 200, Has: []string{id, "****"}, HasNot: []string{a.Person(t, "newcomer").Phone}},
		scenario{Name: "another head does not", As: "other_head", Do: "GET " + own + "/memberships?state=requested", Status: 200, HasNot: []string{id}},
		scenario{Name: "nor verifies it", As: "other_head", Do: "POST " + one + "/verification", Body: verification, Status: 404, Has: []string{"membership_not_found"}},
		scenario{Name: "nobody verifies themselves", As: "newcomer", Do: "POST " + one + "/verification", Body: verification, Status: 403, Has: []string{"forbidden"}},
		scenario{Name: "neither a person nor a new one", As: "building_head", Do: "POST " + one + "/verification", Body: object{}, Status: 400},
		scenario{Name: "the head verifies", As: "building_head", Do: "POST " + one + "/verification", Body: verification, Status: 200, Has: []string{`"state":"verified"`}},
		scenario{Name: "once", As: "chair", Do: "POST " + one + "/refusal", Body: object{"reason": "查无此人"}, Status: 409, Has: []string{"membership_decided"}},
		scenario{Name: "the newcomer is a resident", As: "newcomer", Do: "GET " + own + "/standing", Status: 200, Has: []string{`"verified":true`, `"resident"`, "1号楼"}},
		scenario{Name: "and reads of it", As: "newcomer", Do: "GET /inbox", Status: 200, Has: []string{"新宝路社区"}},
		scenario{Name: "in the list of their own", As: "newcomer", Do: "GET /memberships", Status: 200, Has: []string{id, `"state":"verified"`}, HasNot: []string{"phone_masked"}},
		scenario{Name: "the invitation ends", As: "building_head", Do: "POST /invitations/" + invitation + "/revocation", Status: 200, Has: []string{"revoked_at"}, HasNot: []string{code}},
		scenario{Name: "and leads nowhere", Do: "GET /invitations/" + code, Status: 404, Has: []string{"invitation_not_found"}},
		scenario{Name: "the newcomer leaves", As: "newcomer", Do: "DELETE " + one, Status: 204},
		scenario{Name: "twice", As: "newcomer", Do: "DELETE " + one, Status: 204},
		scenario{Name: "and stands nowhere", As: "newcomer", Do: "GET " + own + "/standing", Status: 200, Has: []string{`"verified":false`, `"roles":[]`}},
	)
}

func TestARefusalIsReadByTheOneWhoAskedOverHTTP(t *testing.T) {
	a := apptest.New(t)
	w := a.Settle(t)
	m := "/memberships/" + a.Person(t, "unverified").Membership.String()
	a.Run(t,
		scenario{Name: "a reason is needed", As: "chair", Do: "POST " + m + "/refusal", Body: object{}, Status: 400, Has: []string{"reason"}},
		scenario{Name: "of more than a sign", As: "chair", Do: "POST " + m + "/refusal", Body: object{"reason": "  不  "}, Status: 400},
		scenario{Name: "the village refuses nobody here", As: "foreign_chair", Do: "POST " + m + "/refusal", Body: object{"reason": "查无此人"}, Status: 404},
		scenario{Name: "the head of the building refuses", As: "building_head", Do: "POST " + m + "/refusal", Body: object{"reason": "201 住的是别人"}, Status: 200, Has: []string{`"state":"refused"`}},
		scenario{Name: "who asked reads why", As: "unverified", Do: "GET /memberships", Status: 200, Has: []string{"201 住的是别人"}},
		scenario{Name: "also in the inbox", As: "unverified", Do: "GET /inbox", Status: 200, Has: []string{"201 住的是别人"}},
		scenario{Name: "it cannot be left", As: "unverified", Do: "DELETE " + m, Status: 409},
		scenario{Name: "and stands nowhere", As: "unverified", Do: "GET /communities/" + w.Own.String() + "/standing", Status: 200, Has: []string{`"roles":[]`}},
		scenario{Name: "the number is gone", As: "chair", Do: "POST " + m + "/phone", Status: 404},
	)
	other := "/memberships/" + a.Person(t, "resident").Membership.String()
	a.Run(t,
		scenario{Name: "a head sees numbers masked", As: "building_head", Do: "POST " + other + "/phone", Status: 403},
		scenario{Name: "the committee sees them", As: "committee", Do: "POST " + other + "/phone", Status: 200, Has: []string{a.Person(t, "resident").Phone}},
		scenario{Name: "the village does not", As: "foreign_chair", Do: "POST " + other + "/phone", Status: 404, HasNot: []string{"1991"}},
	)
}

func TestTheRegisterOverHTTP(t *testing.T) {
	a := apptest.New(t)
	w := a.Settle(t)
	own, heading := "/communities/"+w.Own.String(), "小区,楼栋,单元,门牌,姓名,成年,手机,户代表,面积\n"
	send := func(name, as, target, file string, status int, has ...string) scenario {
		return scenario{Name: name, As: as, Do: "POST " + target, Body: file, Header: map[string]string{"Content-Type": "text/csv"}, Status: status, Has: has}
	}
	good := heading + "梧桐苑小区,9号楼,,101,甲某,是,,是,60\n"
	inGBK, err := simplifiedchinese.GBK.NewEncoder().String(good)
	if err != nil {
		t.Fatal(err)
	}
	gbk := send("GBK", "chair", own+"/register?dry_run=true", inGBK, 200, `"encoding":"gbk"`, `"rows":1`, `"change":"new"`)
	bytes := send("neither UTF-8 nor GBK", "chair", own+"/register", "a,b\n\xff\xff\n", 422, "CSV UTF-8", `"row":2`)
	stale := send("class 10: not what the preview showed", "chair", own+"/register?stamp="+strings.Repeat("0", 64), good, 409, "register_changed", "一行也没有导入")
	bad := send("a stamp that is none", "chair", own+"/register?stamp=x", good, 400)
	english := send("a bad row in English", "chair", own+"/register", heading+"A,1,,101,,是,,,\n", 422, `"row":2`, `"column":"姓名"`, "empty")
	english.Header["Accept-Language"] = "en"
	json := send("not CSV", "chair", own+"/register", "{}", 415)
	json.Header = map[string]string{"Content-Type": "application/json"}
	a.Run(t, gbk, bytes, stale, bad, english, json,
		send("class 26: a formula", "chair", own+"/register", heading+"梧桐苑小区,9号楼,,101,=1+1,是,,,\n", 422, "= + - @", `"row":2`, `"column":"姓名"`),
		send("the last of three rows", "chair", own+"/register", good+"梧桐苑小区,9号楼,,102,乙某,是,,,60\n梧桐苑小区,9号楼,,103,丙某,也许,,,60\n", 422, `"row":4`, `"column":"成年"`),
		send("more than 5 MiB", "chair", own+"/register", heading+strings.Repeat("x", 5<<20), 413),
		send("a building head", "building_head", own+"/register", good, 403),
		send("the village's chair", "foreign_chair", own+"/register", good, 404, "community_not_found"),
		scenario{Name: "nothing has come of it", Do: "GET " + own + "/buildings", Status: 200, HasNot: []string{"9号楼"}},
		send("a trial", "committee", own+"/register?dry_run=true", good, 200, `"dry_run":true`, `"persons":1`),
		scenario{Name: "leaves nothing", Do: "GET " + own + "/buildings", Status: 200, HasNot: []string{"9号楼"}},
		send("for good", "committee", own+"/register", "\ufeff"+good, 200, `"dry_run":false`, `"persons":1`),
		send("again", "committee", own+"/register", good, 200, `"persons":0`, `"households":0`),
		scenario{Name: "everybody sees the building, nobody the people", Do: "GET " + own + "/buildings", Status: 200, Has: []string{"9号楼"}, HasNot: []string{"甲某"}},
		scenario{Name: "the committee finds the household", As: "chair", Do: "GET " + own + "/households?q=%E7%94%B2%E6%9F%90", Status: 200, Has: []string{`"door":"101"`, `"representative":"甲某"`}},
		scenario{Name: "a search with a NUL", As: "chair", Do: "GET " + own + "/households?q=%00", Status: 400},
		scenario{Name: "a long search", As: "chair", Do: "GET " + own + "/households?q=" + strings.Repeat("a", 41), Status: 400},
		scenario{Name: "members by a search with a NUL", As: "chair", Do: "GET " + own + "/memberships?q=%00", Status: 400},
		scenario{Name: "roles by a long search", As: "chair", Do: "GET " + own + "/roles?q=" + strings.Repeat("a", 41), Status: 400},
		scenario{Name: "another building's head does not", As: "building_head", Do: "GET " + own + "/households?q=%E7%94%B2%E6%9F%90", Status: 200, Has: []string{`"items":[]`}},
		scenario{Name: "the village's chair finds no list", As: "foreign_chair", Do: "GET " + own + "/households", Status: 404},
	)
}

func TestAHouseholdOverHTTP(t *testing.T) {
	a := apptest.New(t)
	w := a.Settle(t)
	home, wife := "/households/"+w.Household.String(), uuid.NewString()
	draft := object{"id": wife, "name": "太太", "adult": true, "phone": "13912345678"}
	a.Run(t,
		scenario{Name: "its members read it", As: "resident", Do: "GET " + home, Status: 200, Has: []string{`"name":"resident"`, `"area":8000`}},
		scenario{Name: "neighbours do not", As: "neighbour", Do: "GET " + home, Status: 404, Has: []string{"household_not_found"}},
		scenario{Name: "nor the village", As: "foreign_chair", Do: "GET " + home, Status: 404},
		scenario{Name: "its members add nobody", As: "resident", Do: "POST " + home + "/persons", Body: draft, Status: 403},
		scenario{Name: "the committee does", As: "committee", Do: "POST " + home + "/persons", Body: draft, Status: 201, Has: []string{wife}, HasNot: []string{"139"}},
		scenario{Name: "once", As: "committee", Do: "POST " + home + "/persons", Body: draft, Status: 200, Has: []string{wife}},
		scenario{Name: "the name is taken", As: "committee", Do: "POST " + home + "/persons", Body: object{"id": uuid.New(), "name": "太太", "adult": true}, Status: 409, Has: []string{"person_exists"}},
		scenario{Name: "a phone that is none", As: "committee", Do: "POST " + home + "/persons", Body: object{"id": uuid.New(), "name": "爷爷", "adult": true, "phone": "12345678901"}, Status: 400},
		scenario{Name: "the village adds nobody", As: "foreign_chair", Do: "POST " + home + "/persons", Body: draft, Status: 404},
		scenario{Name: "its members name no representative", As: "resident", Do: "PUT " + home + "/representative", Body: object{"person_id": wife}, Status: 403},
		scenario{Name: "another building's head does not either", As: "other_head", Do: "PUT " + home + "/representative", Body: object{"person_id": wife}, Status: 404},
		scenario{Name: "the building's head does", As: "building_head", Do: "PUT " + home + "/representative", Body: object{"person_id": wife}, Status: 200, Has: []string{`"representative_id":"` + wife}},
		scenario{Name: "somebody who does not live there", As: "chair", Do: "PUT " + home + "/representative", Body: object{"person_id": uuid.New()}, Status: 404, Has: []string{"person_not_found"}},
		scenario{Name: "its members read who it is", As: "resident", Do: "GET " + home, Status: 200, Has: []string{`"representative_id":"` + wife}},
	)
	child := apptest.JSON[api.Person](t, a, scenario{As: "chair", Do: "POST " + home + "/persons", Body: object{"id": uuid.New(), "name": "孩子", "adult": false}, Status: 201})
	a.Run(t, scenario{Name: "a child represents nobody", As: "chair", Do: "PUT " + home + "/representative", Body: object{"person_id": child.ID}, Status: 422, Has: []string{"person_minor"}})
}

func TestRolesOverHTTP(t *testing.T) {
	a := apptest.New(t)
	w := a.Settle(t)
	own, id := "/communities/"+w.Own.String(), uuid.NewString()
	draft := func(id string, who string, role string) object {
		return object{"id": id, "membership_id": a.Person(t, who).Membership, "role": role, "valid_from": a.Now(), "valid_to": a.Now().AddDate(1, 0, 0)}
	}
	head := draft(id, "neighbour", "building_head")
	head["building_id"] = w.OtherBuilding
	a.Run(t,
		scenario{Name: "a head for no building", As: "chair", Do: "POST " + own + "/roles", Body: draft(uuid.NewString(), "neighbour", "building_head"), Status: 403, Has: []string{"role_not_grantable", `"field":"building_id"`}},
		scenario{Name: "a role that follows from the register", As: "chair", Do: "POST " + own + "/roles", Body: draft(uuid.NewString(), "neighbour", "household_rep"), Status: 403},
		scenario{Name: "a role of no name", As: "chair", Do: "POST " + own + "/roles", Body: draft(uuid.NewString(), "neighbour", "king"), Status: 400},
		scenario{Name: "somebody of the village", As: "chair", Do: "POST " + own + "/roles", Body: draft(uuid.NewString(), "stranger", "property_company"), Status: 404, Has: []string{"membership_not_found"}},
		scenario{Name: "a chair from the village", As: "foreign_chair", Do: "POST " + own + "/roles", Body: head, Status: 404, Has: []string{"community_not_found"}},
		scenario{Name: "a child", As: "chair", Do: "POST " + own + "/roles", Body: draft(uuid.NewString(), "minor", "committee_member"), Status: 422, Has: []string{"person_minor"}},
		scenario{Name: "the chair appoints", As: "chair", Do: "POST " + own + "/roles", Body: head, Status: 201, Has: []string{`"role":"building_head"`, "2号楼"}},
		scenario{Name: "once", As: "chair", Do: "POST " + own + "/roles", Body: head, Status: 200, Has: []string{id}},
		scenario{Name: "residents read who it is", As: "resident", Do: "GET " + own + "/roles", Status: 200, Has: []string{id, "neighbour"}, HasNot: []string{"1991"}},
		scenario{Name: "the unverified do not yet", As: "unverified", Do: "GET " + own + "/roles", Status: 403, Has: []string{"verified_only"}},
		scenario{Name: "the head reads the building's register", As: "neighbour", Do: "GET " + own + "/households", Status: 200, Has: []string{"2号楼"}, HasNot: []string{"1号楼"}},
		scenario{Name: "a clerk ends no role", As: "committee", Do: "POST /roles/" + id + "/end", Status: 403},
		scenario{Name: "nor the village", As: "foreign_chair", Do: "POST /roles/" + id + "/end", Status: 404, Has: []string{"role_not_found"}},
	)
	a.Move(time.Hour)
	a.Run(t,
		scenario{Name: "the chair does", As: "chair", Do: "POST /roles/" + id + "/end", Status: 200, Has: []string{"valid_to"}},
		scenario{Name: "once", As: "chair", Do: "POST /roles/" + id + "/end", Status: 409, Has: []string{"role_ended"}},
		scenario{Name: "and it opens nothing any more", As: "neighbour", Do: "GET " + own + "/households", Status: 403},
	)
	a.Move(3 * 365 * 24 * time.Hour)
	a.Run(t, scenario{Name: "the chair's term has ended", As: "chair", Do: "POST " + own + "/roles", Body: head, Status: 403},
		scenario{Name: "so has that of who does not live there", As: "town", Do: "GET " + own + "/roles", Status: 404, Has: []string{"community_not_found"}})
}

func TestPlacesOverHTTP(t *testing.T) {
	a := apptest.New(t)
	w := a.Settle(t)
	own, plan := "/communities/"+w.Own.String(), a.Photo(t, "chair")
	a.Run(t,
		scenario{Name: "provinces", Do: "GET /divisions", Status: 200, Has: []string{"陕西省"}, HasNot: []string{"宝鸡市"}},
		scenario{Name: "below a town, with the community in use", Do: "GET /divisions?parent=610302002", Status: 200, Has: []string{"新宝路社区", w.Own.String()}},
		scenario{Name: "below nothing", Do: "GET /divisions?parent=99", Status: 404, Has: []string{"division_not_found"}},
		scenario{Name: "below what is no code", Do: "GET /divisions?parent=6x", Status: 400},
		scenario{Name: "found by its name", Do: "GET /communities?q=%E6%96%B0%E5%AE%9D", Status: 200, Has: []string{w.Own.String()}, HasNot: []string{w.Foreign.String()}},
		scenario{Name: "the chair keeps the telephone", As: "chair", Do: "PATCH " + own, Body: object{"phone": "0917-3300000", "centre": object{"lat": 34.36, "lon": 107.14}}, Status: 200, Has: []string{"0917-3300000"}},
		scenario{Name: "nothing changed is fine", As: "chair", Do: "PATCH " + own, Body: object{}, Status: 200, Has: []string{"0917-3300000"}},
		scenario{Name: "a name is not theirs to change", As: "chair", Do: "PATCH " + own, Body: object{"name": "别的"}, Status: 400},
		scenario{Name: "a place that is none", As: "chair", Do: "PATCH " + own, Body: object{"centre": object{"lat": 91, "lon": 0}}, Status: 400},
		scenario{Name: "another's picture", As: "admin", Do: "PATCH " + own, Body: object{"plan_media_id": plan}, Status: 409, Has: []string{"media_in_use"}},
		scenario{Name: "the plan", As: "chair", Do: "PATCH " + own, Body: object{"plan_media_id": plan}, Status: 200, Has: []string{plan}},
		scenario{Name: "is everybody's", Do: "GET /media/" + plan, Status: http.StatusOK},
		scenario{Name: "the village's chair changes nothing", As: "foreign_chair", Do: "PATCH " + own, Body: object{"phone": "110"}, Status: 404},
		scenario{Name: "everybody sees the community", Do: "GET " + own, Status: 200, Has: []string{"0917-3300000", plan, "陕西省"}},
		scenario{Name: "a standing in no community", As: "resident", Do: "GET /communities/" + uuid.NewString() + "/standing", Status: 404, Has: []string{"community_not_found"}},
		scenario{Name: "buildings of no community", Do: "GET /communities/" + uuid.NewString() + "/buildings", Status: 404, Has: []string{"community_not_found"}},
		scenario{Name: "a mark that is none", Do: "GET " + own + "/buildings?after=abc", Status: 400},
	)
}
