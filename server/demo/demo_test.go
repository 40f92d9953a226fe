package demo_test

import (
	"bytes"
	"testing"
	"time"

	"gorm.io/gorm"

	"wugong/server/db/dbtest"
	"wugong/server/demo"
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
		n, err := gorm.G[struct{ People, Households, Members, Requests, Roles, Log int }](d.Gorm).Raw(`SELECT
			(SELECT count(*) FROM persons) AS people, (SELECT count(*) FROM households) AS households,
			(SELECT count(*) FROM memberships WHERE state = 'verified') AS members,
			(SELECT count(*) FROM memberships WHERE state = 'requested') AS requests,
			(SELECT count(*) FROM role_grants) AS roles, (SELECT count(*) FROM audit_entries) AS log`).Take(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if err := demo.Seed(t.Context(), into); err != nil {
		t.Fatal(err)
	}
	first := counts()
	if first.People < 300 || first.Households != 144 || first.Members != 12 || first.Requests != 1 || first.Roles != 11 {
		t.Errorf("after seeding: %+v", first)
	}
	states, err := gorm.G[struct{ States, Reports, Unpictured int }](d.Gorm).Raw(`SELECT count(DISTINCT state) AS states, count(*) AS reports,
		count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM report_photos p WHERE p.report_id = r.id)) AS unpictured FROM reports r`).Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if states.States < 9 || states.Reports != 14 || states.Unpictured != 0 {
		t.Errorf("a story lacks its pictures, or a state its story: %+v", states)
	}
	nowhere, err := gorm.G[struct{ All, Answered int }](d.Gorm).Raw(`SELECT count(*) AS all, count(*) FILTER (WHERE state = 'answered') AS answered
		FROM complaints WHERE community_id IS NULL`).Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if nowhere.All == 0 || nowhere.Answered != nowhere.All {
		t.Errorf("complaints about no community: %+v, the platform answers them", nowhere)
	}
	if err := demo.Seed(t.Context(), into); err != nil {
		t.Fatal(err)
	}
	if again := counts(); again != first {
		t.Errorf("seeded again: %+v, before %+v", again, first)
	}
}
