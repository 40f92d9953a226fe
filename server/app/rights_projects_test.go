package app_test

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/google/uuid"

	"wugong/server/apptest"
)

// post sends what must succeed, as somebody of the world.
func (th *things) post(as, do, body string, status int) {
	th.t.Helper()
	th.done(apptest.Scenario{As: as, Do: do, Status: status, Body: th.fill(body, as)})
}

// accepted is a proposal that the committee has accepted; a foreign one where the village proposes it.
func (th *things) accepted(foreign bool) string {
	th.t.Helper()
	id, community, by, chair := uuid.NewString(), th.a.World.Own, "resident", "chair"
	if foreign {
		community, by, chair = th.a.World.Foreign, "stranger", "foreign_chair"
	}
	th.post(by, "POST /proposals", fmt.Sprintf(`{"id":%q,"community_id":%q,"title":"单元口修坡道","text":"轮椅上不去","area":"G3","place":{"words":"一单元门口"}}`, id, community), http.StatusCreated)
	th.post(chair, "POST /proposals/"+id+"/moves", `{"act":"accept","from":"open","note":"列入计划"}`, http.StatusOK)
	return id
}

// underway is a project that the chair has led to a stage, giving the reason at each gate.
func (th *things) underway(state string) string {
	th.t.Helper()
	foreign, chair, community := strings.HasPrefix(state, "foreign"), "chair", th.a.World.Own
	if foreign {
		chair, community = "foreign_chair", th.a.World.Foreign
	}
	id := uuid.NewString()
	th.post(chair, "POST /communities/"+community.String()+"/projects", fmt.Sprintf(`{"id":%q,"proposal_id":%q,"path":"full"}`, id, th.accepted(foreign)), http.StatusCreated)
	gates := map[string]int{"plan": 0, "foreign": 0, "built": 1, "evaluated": 3, "archived": 3, "foreign-shared": 4}[state]
	for n := 1; n <= gates; n++ {
		th.post(chair, "POST /projects/"+id+"/gates", fmt.Sprintf(`{"gate":"G%d","reason":"演示：情况特殊，先行推进"}`, n), http.StatusOK)
	}
	if state == "archived" {
		th.post(chair, "POST /projects/"+id+"/archive", `{"id":"{new}"}`, http.StatusCreated)
	}
	return id
}

// built makes what the rows about projects are about.
func (th *things) built(state, kind string) string {
	th.t.Helper()
	id := uuid.NewString()
	switch kind {
	case "project":
		return th.underway(state)
	case "proposal":
		return th.accepted(false)
	case "record":
		stage, by, body := "plan", "chair", `"type":"option","body":{"option":{"title":"混凝土坡道","text":"一比十二","cost":980000,"land":false,"private_parts":false}}`
		switch state {
		case "reviewed":
			by, body = "party", `"type":"party_review","body":{"party_review":{"held_on":"{today}","conclusion":"agrees","text":"同意"}}`
		case "acceptance":
			stage, body = "built", `"type":"acceptance","body":{"acceptance":{"held_on":"{today}","attendees":[{"actors":"residents","count":2}],"items":[{"item":"坡度","passed":true}],"passed":true}}`
		}
		th.post(by, "POST /projects/"+th.underway(stage)+"/records", fmt.Sprintf(`{"id":%q,%s}`, id, body), http.StatusCreated)
	case "gift":
		th.post("resident", "POST /projects/"+th.underway("built")+"/contributions", fmt.Sprintf(`{"id":%q,"kind":"labour","quantity":10,"what":"搬沙子","given_on":"{today}","display":"anonymous"}`, id), http.StatusCreated)
		if state == "witnessed" {
			th.post("neighbour", "PUT /contributions/"+id+"/witness", "", http.StatusOK)
			th.post("other_head", "PUT /contributions/"+id+"/witness", "", http.StatusOK)
		}
	case "entry":
		th.post("committee", "POST /projects/"+th.underway("built")+"/funds", fmt.Sprintf(`{"id":%q,"side":"in","amount":100000,"source":"fiscal","party":"街道办","moved_on":"{today}"}`, id), http.StatusCreated)
		if state == "approved" {
			th.post("chair", "PUT /fund-entries/"+id+"/approval", "", http.StatusOK)
		}
	}
	return id
}
