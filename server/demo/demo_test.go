package demo_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/server/db"
	"wugong/server/db/dbtest"
	"wugong/server/demo"
	"wugong/server/disclosures"
	"wugong/server/identity"
	"wugong/server/media"
)

func TestTheDemoIsSeededOnceAndStaysAsItIs(t *testing.T) {
	d := dbtest.New(t)
	keys, err := identity.NewKeys(bytes.Repeat([]byte{3}, 32))
	if err != nil {
		t.Fatal(err)
	}
	bucket, err := media.NewDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	into := demo.Into{DB: d.Gorm, Keys: keys, Bucket: bucket,
		Now: func() time.Time { return time.Date(2026, 11, 24, 4, 0, 0, 0, time.UTC) }}
	counts := func() (n struct{ People, Households, Members, Requests, Roles, Log int }) {
		n, err := db.Row[struct{ People, Households, Members, Requests, Roles, Log int }](t.Context(), d.Gorm, `SELECT
			(SELECT count(*) FROM persons) AS people, (SELECT count(*) FROM households) AS households,
			(SELECT count(*) FROM memberships WHERE state = 'verified') AS members,
			(SELECT count(*) FROM memberships WHERE state = 'requested') AS requests,
			(SELECT count(*) FROM role_grants) AS roles, (SELECT count(*) FROM audit_entries) AS log`)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	began := time.Now()
	if err := demo.Seed(t.Context(), into); err != nil {
		t.Fatal(err)
	}
	t.Logf("seeded in %.1f s", time.Since(began).Seconds())
	first := counts()
	if first.People < 300 || first.Households != 144 || first.Members != 39 || first.Requests != 1 || first.Roles != 12 {
		t.Errorf("after seeding: %+v", first)
	}
	states, err := db.Row[struct{ States, Reports, Unpictured int }](t.Context(), d.Gorm, `SELECT count(DISTINCT state) AS states, count(*) AS reports,
		count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM report_photos p WHERE p.report_id = r.id)) AS unpictured FROM reports r`)
	if err != nil {
		t.Fatal(err)
	}
	if states.States < 9 || states.Reports != 18 || states.Unpictured != 0 {
		t.Errorf("a story lacks its pictures, or a state its story: %+v", states)
	}
	nowhere, err := db.Row[struct{ All, Answered int }](t.Context(), d.Gorm, `SELECT count(*) AS all, count(*) FILTER (WHERE state = 'answered') AS answered
		FROM complaints WHERE community_id IS NULL`)
	if err != nil {
		t.Fatal(err)
	}
	if nowhere.All == 0 || nowhere.Answered != nowhere.All {
		t.Errorf("complaints about no community: %+v, the platform answers them", nowhere)
	}
	talk, err := db.Row[struct{ States, Places, Overdue, Supports, Held, Flags, Clustered, Unfound int }](t.Context(), d.Gorm, `SELECT
		count(DISTINCT p.state) AS states, count(DISTINCT p.community_id) AS places,
		count(*) FILTER (WHERE p.state = 'open' AND p.due_at < ?) AS overdue, (SELECT count(*) FROM proposal_supports) AS supports,
		(SELECT count(*) FROM proposal_opinions WHERE state = 'held') AS held, (SELECT count(*) FROM content_flags) AS flags,
		(SELECT count(*) FROM proposal_reports) AS clustered,
		count(*) FILTER (WHERE p.state <> 'withdrawn' AND NOT EXISTS (SELECT FROM proposal_grams g WHERE g.proposal_id = p.id)) AS unfound
		FROM proposals p`, into.Now())
	if err != nil {
		t.Fatal(err)
	}
	if talk.States != 6 || talk.Places != 2 || talk.Overdue != 2 || talk.Supports < 60 || talk.Held != 1 || talk.Flags != 1 || talk.Clustered != 3 || talk.Unfound != 0 {
		t.Errorf("a state of proposals has no example: %+v", talk)
	}
	agreed, err := db.Row[struct{ Standing, Amending, Shown, Unanswered, Signed, Lint int }](t.Context(), d.Gorm, `SELECT
		count(*) FILTER (WHERE state = 'in_force') AS standing, count(*) FILTER (WHERE state = 'amending') AS amending,
		count(*) FILTER (WHERE state = 'draft_publicity' AND until > ?) AS shown,
		(SELECT count(*) FROM convention_opinions WHERE verdict IS NULL) AS unanswered, (SELECT count(*) FROM convention_signatures) AS signed,
		(SELECT count(*) FROM convention_revisions WHERE lint_open > 0 AND revision > 1) AS lint FROM convention_versions`,
		into.Now())
	if err != nil {
		t.Fatal(err)
	}
	if agreed.Standing != 1 || agreed.Amending != 1 || agreed.Shown != 1 || agreed.Unanswered != 1 || agreed.Signed != 4 || agreed.Lint != 0 {
		t.Errorf("a state of conventions has no example: %+v", agreed)
	}
	owned, err := gorm.G[struct{ Units, Heads, Developer, Shared, Linked, Bodies, Seats int }](d.Gorm).Raw(`SELECT (SELECT count(*) FROM units) AS units,
		(SELECT count(*) FROM owners) AS heads, (SELECT count(*) FROM holdings WHERE valid_to IS NULL AND held_by_developer) AS developer,
		(SELECT count(*) FROM (SELECT FROM holding_owners GROUP BY holding_id HAVING count(*) > 1) x) AS shared,
		(SELECT count(*) FROM owners WHERE person_id IS NOT NULL) AS linked, (SELECT count(*) FROM bodies) AS bodies,
		(SELECT count(*) FROM body_members WHERE person_id IS NOT NULL OR owner_id IS NOT NULL) AS seats`).Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if owned.Units < 110 || owned.Developer != 9 || owned.Shared < 10 || owned.Linked < 60 || owned.Bodies != 5 || owned.Seats != 72 {
		t.Errorf("registers and bodies: %+v", owned)
	}
	open, err := db.Row[struct{ Corrections, Boards, Waiting int }](t.Context(), d.Gorm, `SELECT
		(SELECT count(*) FROM disclosures WHERE corrects_id IS NOT NULL) AS corrections, (SELECT count(*) FROM disclosure_postings) AS boards,
		(SELECT count(*) FROM disclosure_questions WHERE answer IS NULL) AS waiting`)
	if err != nil {
		t.Fatal(err)
	}
	if open.Corrections != 1 || open.Boards != 1 || open.Waiting != 1 {
		t.Errorf("what is laid open lacks an example: %+v", open)
	}
	carried, err := db.Row[struct{ Stages, Projects, Archived, Overridden, Waiting, Pairs int }](t.Context(), d.Gorm, `SELECT count(DISTINCT stage) AS stages, count(*) AS projects,
		(SELECT count(*) FROM project_archives) AS archived, (SELECT count(*) FROM project_gates WHERE reason <> '') AS overridden,
		(SELECT count(*) FROM project_funds WHERE approved_at IS NULL) AS waiting,
		(SELECT count(*) FROM (SELECT point_id FROM project_photos WHERE point_id IS NOT NULL GROUP BY point_id HAVING count(DISTINCT moment) > 1) p) AS pairs FROM projects`)
	if err != nil {
		t.Fatal(err)
	}
	if carried.Stages != 6 || carried.Projects != 6 || carried.Archived != 1 || carried.Overridden != 1 || carried.Waiting != 1 || carried.Pairs != 5 {
		t.Errorf("a stage of projects has no example: %+v", carried)
	}
	watch := disclosures.Service{DB: d.Gorm, Now: into.Now}
	for chair, overdue := range map[string]int{"张卫民": 0, "高志远": 1} {
		at, err := db.Row[struct{ Account, Community uuid.UUID }](t.Context(), d.Gorm, `SELECT a.id AS account, r.community_id AS community
			FROM accounts a JOIN role_grants r ON r.account_id = a.id AND r.role = 'committee_chair' WHERE a.display_name = ?`, chair)
		if err != nil {
			t.Fatal(err)
		}
		calendar, err := watch.Calendar(t.Context(), at.Account, at.Community)
		if err != nil {
			t.Fatal(err)
		}
		if calendar.Overdue != overdue {
			t.Errorf("for %s %d are overdue, want %d", chair, calendar.Overdue, overdue)
		}
	}
	if err := demo.Seed(t.Context(), into); err != nil {
		t.Fatal(err)
	}
	if again := counts(); again != first {
		t.Errorf("seeded again: %+v, before %+v", again, first)
	}
}
