package projects_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/ballots"
	"wugong/server/projects/archive"
)

// counted is a vote of all adults that closed a minute ago and is counted; the chair said yes.
func counted(t *testing.T, a *apptest.App) uuid.UUID {
	t.Helper()
	id := uuid.New()
	b := apptest.JSON[api.Ballot](t, a, apptest.Scenario{As: "chair", Do: "POST /ballots", Status: 201, Body: object{"id": id, "community_id": a.World.Own,
		"kind": "decision", "matter": "other", "title": "单元口的坡道修不修", "text": "坡道修在东侧，坡度不大于一比十二。", "electorate": object{"kind": "adults"},
		"opens_at": a.Now().AddDate(0, 0, 35), "closes_at": a.Now().AddDate(0, 0, 45)}})
	at := "/ballots/" + id.String()
	apptest.JSON[api.Ballot](t, a, apptest.Scenario{As: "chair", Do: "POST " + at + "/moves", Status: 200, Body: object{"act": "give_notice", "from": "draft", "version": b.Version}})
	shift := func(opens, closes time.Duration) {
		if err := a.DB.Gorm.Exec(`UPDATE ballots SET created_at = now() - interval '40 days', notice_at = now() - interval '35 days',
			opens_at = now() + make_interval(secs => ?), closes_at = now() + make_interval(secs => ?) WHERE id = ?`, opens.Seconds(), closes.Seconds(), id).Error; err != nil {
			t.Fatal(err)
		}
	}
	shift(-time.Hour, time.Hour)
	mine := apptest.JSON[api.Ballot](t, a, apptest.Scenario{As: "chair", Do: "GET " + at, Status: 200}).MyVoters
	apptest.JSON[api.VoteReceipt](t, a, apptest.Scenario{As: "chair", Do: "PUT " + at + "/votes/" + mine[0].ID.String(), Status: 200,
		Body: object{"mark": "yes", "nonce": strings.ReplaceAll(uuid.NewString(), "-", "")}})
	shift(-2*time.Hour, -time.Minute)
	s := &ballots.Service{DB: a.DB.Gorm, Pool: a.DB.Pool, Now: a.Now, PublicURL: "https://wugong.test"}
	if wait, err := s.Close(t.Context(), id); err != nil || wait > 0 {
		t.Fatalf("close: wait %s, %v", wait, err)
	}
	return id
}

// changed is an archive in which one file says something else, with a list that fits.
func changed(t *testing.T, from []byte, name, old, now string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(from), int64(len(from)))
	if err != nil {
		t.Fatal(err)
	}
	var files []archive.File
	found := false
	for _, f := range z.File {
		if f.Name == archive.Sums {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(f.Name, name) {
			found = bytes.Contains(data, []byte(old))
			data = bytes.Replace(data, []byte(old), []byte(now), 1)
		}
		files = append(files, archive.Bytes(f.Name, data))
	}
	if !found {
		t.Fatalf("%s does not say %q", name, old)
	}
	sums, err := archive.Sum(files)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := archive.Write(&out, files, sums, time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAnArchiveHoldsItsVotesAndTheyAreCountedAgain(t *testing.T) {
	a := apptest.NewToday(t, nil)
	a.Settle(t)
	vote := counted(t, a)
	m := begin(t, a)
	m.record("committee", "decision", object{"decision": object{"ballot_id": vote}}, nil)
	for _, g := range []string{"G1", "G2", "G3"} {
		m.do("chair", "POST", "/gates", 200, object{"gate": g, "reason": "情况特殊，先行推进，后补材料"})
	}
	m.do("chair", "POST", "/archive", 201, object{"id": uuid.New()})
	file := a.Do(t, apptest.Scenario{As: "supervision", Do: "GET " + m.path("/archive"), Status: 200}).Body.Bytes()
	verify := func(data []byte) (archive.Report, error) {
		return archive.Verify(bytes.NewReader(data), int64(len(data)))
	}
	if report, err := verify(file); err != nil || report.Votes != 1 {
		t.Fatalf("%+v, %v", report, err)
	}
	published := a.Do(t, apptest.Scenario{As: "neighbour", Do: "GET /ballots/" + vote.String() + "/document", Status: 200}).Body.Bytes()
	if !bytes.Contains(file, published) {
		t.Error("the file of the vote is not the one that was published")
	}
	for _, said := range []string{"单元口的坡道修不修", "》：通过", "应计"} {
		if !bytes.Contains(file, []byte(said)) {
			t.Errorf("the page does not say %s", said)
		}
	}
	for what, wrong := range map[string][]byte{
		"another vote in the file":  changed(t, file, archive.Votes, `"agree":{"people":1,`, `"agree":{"people":0,`),
		"another count in the data": changed(t, file, archive.Document, `"participating": {`, `"participated": {`),
		"another outcome on the page": changed(t, file, archive.Document, `"outcome": "passed",
    "projects"`, `"outcome": "not_passed",
    "projects"`),
		"a vote that is not named": changed(t, file, archive.Document, `"file": "votes/`, `"was": "votes/`),
	} {
		if _, err := verify(wrong); err == nil {
			t.Errorf("%s is verified", what)
		}
	}
}
