package app_test

import (
	"fmt"
	"net/http"
	"time"

	"github.com/google/uuid"

	"wugong/server/apptest"
)

// bulletins are what the chair writes.
var bulletins = map[string]string{
	"members bulletin": `"audience":"members"`,
	"house bulletin":   `"audience":"buildings","building_ids":["{building}"]`,
	"planned bulletin": `"audience":"public","publish_at":"{in a month}"`,
}

func (th *things) bulletin(name string) string {
	th.t.Helper()
	return th.writes(th.fill(bulletins[name], "chair"))
}

// planned is a notice of the chair's for the members, to be published at a moment.
func (th *things) planned(at time.Time) string {
	th.t.Helper()
	return th.writes(fmt.Sprintf(`"audience":"members","publish_at":%q`, at.Format(time.RFC3339Nano)))
}

func (th *things) writes(rest string) string {
	th.t.Helper()
	id := uuid.NewString()
	th.done(apptest.Scenario{As: "chair", Do: "POST /communities/" + th.a.World.Own.String() + "/bulletins", Status: http.StatusCreated,
		Body: fmt.Sprintf(`{"id":%q,"title":"停水","text":"明天停水",`, id) + rest + "}"})
	return id
}
