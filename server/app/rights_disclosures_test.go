package app_test

import (
	"fmt"
	"net/http"

	"github.com/google/uuid"

	"wugong/server/apptest"
)

// disclosed is something the chair laid open, or the resident's question about it.
func (th *things) disclosed(state, kind string) string {
	th.t.Helper()
	id := uuid.NewString()
	th.done(apptest.Scenario{As: "chair", Do: "POST /communities/" + th.a.World.Own.String() + "/disclosures", Status: http.StatusCreated,
		Body: fmt.Sprintf(`{"id":%q,"category":"projects","title":"询价","text":"三家报价","period":{"kind":"event","start":%q}}`,
			id, th.thing("today", "chair"))})
	if kind == "disclosure" {
		return id
	}
	question := uuid.NewString()
	th.done(apptest.Scenario{As: "resident", Do: "POST /disclosures/" + id + "/questions", Status: http.StatusCreated,
		Body: fmt.Sprintf(`{"id":%q,"text":"什么时候装"}`, question)})
	if state == "answered" {
		th.done(apptest.Scenario{As: "chair", Do: "POST /disclosure-questions/" + question + "/answer", Status: http.StatusOK, Body: `{"text":"下周装"}`})
	}
	return question
}
