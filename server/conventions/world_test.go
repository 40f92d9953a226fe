package conventions_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
	"wugong/server/ballots"
	"wugong/server/china"
	"wugong/server/conventions"
)

type object = map[string]any

// hall is a server whose clock is the real one, because votes are cast by the database's.
type hall struct {
	*apptest.App
	t *testing.T
	s *conventions.Service
	b *ballots.Service
}

func newHall(t *testing.T) hall {
	t.Helper()
	a := apptest.NewToday(t, nil)
	a.Settle(t)
	b := &ballots.Service{DB: a.DB.Gorm, Pool: a.DB.Pool, Now: a.Now, PublicURL: "https://wugong.test"}
	return hall{a, t, &conventions.Service{DB: a.DB.Gorm, Now: a.Now, PublicURL: "https://wugong.test", Ballots: b}, b}
}

func (h hall) exec(sql string, args ...any) {
	h.t.Helper()
	if err := h.DB.Gorm.WithContext(h.t.Context()).Exec(sql, args...).Error; err != nil {
		h.t.Fatalf("%s: %v", sql, err)
	}
}

func (h hall) number(sql string, args ...any) (n int) {
	h.t.Helper()
	if err := h.DB.Gorm.WithContext(h.t.Context()).Raw(sql, args...).Scan(&n).Error; err != nil {
		h.t.Fatalf("%s: %v", sql, err)
	}
	return n
}

func (h hall) own() string { return "/communities/" + h.World.Own.String() }

func on(id uuid.UUID) string { return "/convention-versions/" + id.String() }

func day(t time.Time) string { return t.In(china.Zone).Format(time.DateOnly) }

// do sends something that must go well.
func (h hall) do(as, what string, status int, body object) api.ConventionVersion {
	h.t.Helper()
	return apptest.JSON[api.ConventionVersion](h.t, h.App, with(apptest.Scenario{As: as, Do: what, Status: status}, body))
}

// refused sends something that must not, with its reason.
func (h hall) refused(name, as, what string, status int, code string, body object) {
	h.t.Helper()
	h.Run(h.t, with(apptest.Scenario{Name: name, As: as, Do: what, Status: status, Has: []string{code}}, body))
}

func with(s apptest.Scenario, body object) apptest.Scenario {
	if body != nil {
		s.Body = body
	}
	return s
}

func draftOf(more object) object {
	return merged(object{"id": uuid.New(), "version_id": uuid.New(), "kind": "resident_convention", "title": "梧桐苑居民公约"}, more)
}

func merged(body, more object) object {
	for k, v := range more {
		body[k] = v
	}
	return body
}

// begin begins a convention, which collects.
func (h hall) begin(more object) api.ConventionVersion {
	h.t.Helper()
	body := draftOf(more)
	c := apptest.JSON[api.Convention](h.t, h.App, apptest.Scenario{As: "chair", Do: "POST " + h.own() + "/conventions", Body: body, Status: http.StatusCreated})
	if c.Work != nil {
		return h.see("chair", c.Work.ID)
	}
	return h.see("chair", c.Standing.ID)
}

func (h hall) see(as string, id uuid.UUID) api.ConventionVersion {
	h.t.Helper()
	return h.do(as, "GET "+on(id), http.StatusOK, nil)
}

// later lets days pass for a version, seen from now.
func (h hall) later(id uuid.UUID, days int) {
	h.t.Helper()
	h.exec(`UPDATE convention_versions SET until = until - make_interval(days => @d), counted_from = counted_from - make_interval(days => @d),
		since = since - make_interval(days => @d), opened_at = opened_at - make_interval(days => @d), filing_due_at = filing_due_at - make_interval(days => @d)
		WHERE id = @id`, map[string]any{"d": days, "id": id})
}

func (h hall) hang(id uuid.UUID) api.ConventionVersion {
	h.t.Helper()
	return h.do("committee", "POST "+on(id)+"/postings", http.StatusCreated, h.posting())
}

func (h hall) posting() object {
	return object{"id": uuid.New(), "photo_id": h.Photo(h.t, "committee"), "posted_on": day(h.Now()), "place": "1号楼门口"}
}

func (h hall) move(as string, v api.ConventionVersion, act string, more object) api.ConventionVersion {
	h.t.Helper()
	return h.do(as, "POST "+on(v.Summary.ID)+"/moves", http.StatusOK, moveOf(v, act, more))
}

func moveOf(v api.ConventionVersion, act string, more object) object {
	return merged(object{"act": act, "from": v.Summary.State, "revision": v.Revision}, more)
}

func clause(text string) object {
	return object{"id": uuid.New(), "title": "爱护", "text": text, "topic": "facilities"}
}

// drafting is a version with two clauses that was collected for.
func (h hall) drafting(more object) api.ConventionVersion {
	h.t.Helper()
	v := h.begin(more)
	h.hang(v.Summary.ID)
	h.later(v.Summary.ID, 12)
	v = h.move("committee", v, "start_drafting", nil)
	return h.save("committee", v, clause("楼道不堆杂物。"), clause("出门遛狗拴绳。"))
}

func textOf(v api.ConventionVersion, clauses ...object) object {
	return object{"revision": v.Revision, "clauses": clauses}
}

func (h hall) save(as string, v api.ConventionVersion, clauses ...object) api.ConventionVersion {
	h.t.Helper()
	return h.do(as, "PUT "+on(v.Summary.ID)+"/text", http.StatusOK, textOf(v, clauses...))
}

func reviewOf(v api.ConventionVersion, office, verdict string) object {
	return object{"id": uuid.New(), "office": office, "verdict": verdict, "revision": v.Revision, "text": "看过了，合适"}
}

// shown submits a draft, lets both offices agree and shows it.
func (h hall) shown(v api.ConventionVersion) api.ConventionVersion {
	h.t.Helper()
	v = h.move("committee", v, "submit", nil)
	h.do("party", "POST "+on(v.Summary.ID)+"/reviews", http.StatusCreated, reviewOf(v, "party", "fit"))
	h.do("town", "POST "+on(v.Summary.ID)+"/reviews", http.StatusCreated, reviewOf(v, "town", "fit"))
	return h.move("committee", v, "publicise", nil)
}

func (h hall) voteOf(v api.ConventionVersion) object {
	return object{"ballot_id": uuid.New(), "revision": v.Revision, "profile": "resident_assembly", "electorate": object{"kind": "adults"},
		"opens_at": h.Now().AddDate(0, 0, 35), "closes_at": h.Now().AddDate(0, 0, 45)}
}

// voting is a version that hung on the board long enough and is put to the vote.
func (h hall) voting(v api.ConventionVersion) api.ConventionVersion {
	h.t.Helper()
	h.hang(v.Summary.ID)
	h.later(v.Summary.ID, 20)
	return h.do("chair", "POST "+on(v.Summary.ID)+"/vote", http.StatusOK, h.voteOf(v))
}

// decide lets everybody on the roll vote, counts, and confirms the minutes.
func (h hall) decide(ballot uuid.UUID, mark string) {
	h.t.Helper()
	h.exec(`UPDATE ballots SET created_at = now() - interval '40 days', notice_at = now() - interval '35 days', opens_at = now() - interval '2 days',
		closes_at = now() + interval '1 day' WHERE id = ?`, ballot)
	mine := apptest.JSON[api.Ballot](h.t, h.App, apptest.Scenario{As: "resident", Do: "GET /ballots/" + ballot.String(), Status: http.StatusOK})
	h.Run(h.t, apptest.Scenario{Name: "a real vote", As: "resident", Do: "PUT /ballots/" + ballot.String() + "/votes/" + mine.MyVoters[0].ID.String(), Status: http.StatusOK,
		Body: object{"mark": mark, "nonce": "0123456789abcdef0123456789abcdef"}})
	h.exec(`INSERT INTO ballot_votes (ballot_id, voter_id, channel, by_id, account_id, mark, receipt, at)
		SELECT DISTINCT ON (c.voter_id) c.ballot_id, c.voter_id, 'online', coalesce(c.owner_id, c.person_id), c.account_id, ?, sha256(convert_to(c.voter_id::text, 'UTF8')), now()
		FROM ballot_casters c WHERE c.ballot_id = ? AND c.account_id IS NOT NULL ON CONFLICT DO NOTHING`, mark, ballot)
	h.exec(`UPDATE ballots SET closes_at = now() - interval '1 minute' WHERE id = ?`, ballot)
	if wait, err := h.b.Close(h.t.Context(), ballot); err != nil || wait > 0 {
		h.t.Fatalf("close: %s, %v", wait, err)
	}
}

// confirm confirms the minutes, so that the result is no longer provisional.
func (h hall) confirm(ballot uuid.UUID) {
	h.t.Helper()
	for _, who := range []string{"chair", "supervision"} {
		h.Run(h.t, apptest.Scenario{Name: who + " confirms", As: who, Do: "POST /ballots/" + ballot.String() + "/moves", Status: http.StatusOK,
			Body: object{"act": "enter_minutes", "from": "provisional", "minutes": "居民会议记录，签字在册"}})
	}
}

// passed decides the vote, adopts and publishes.
func (h hall) passed(v api.ConventionVersion) api.ConventionVersion {
	h.t.Helper()
	h.decide(v.Vote.BallotID, "yes")
	h.confirm(v.Vote.BallotID)
	v = h.move("committee", v, "adopt", nil)
	return h.move("committee", v, "publish", object{"effective_on": day(h.Now())})
}

// posted is a convention that was adopted earlier on paper, in force.
func (h hall) posted(more object) api.ConventionVersion {
	h.t.Helper()
	then := h.Now().AddDate(-1, 0, 0)
	return h.begin(merged(draftOf(object{"posted": object{"adopted_on": day(then), "effective_on": day(then), "clauses": []object{clause("楼道不堆杂物。"), clause("出门遛狗拴绳。")},
		"photos": []string{h.Photo(h.t, "chair")}, "how": "居民代表会议举手表决，记录在册"}}), more))
}

func (h hall) told(subject uuid.UUID, kind string) int {
	h.t.Helper()
	return h.number(`SELECT count(*) FROM inbox WHERE subject_id = ? AND kind = ?`, subject, kind)
}

// together sends all at once and gives how often each status came.
func (h hall) together(all ...apptest.Scenario) map[int]int {
	h.t.Helper()
	for _, s := range all {
		h.Token(h.t, s.As)
	}
	var group sync.WaitGroup
	codes := make(chan int, len(all))
	for _, s := range all {
		group.Go(func() { codes <- h.Do(h.t, s).Code })
	}
	group.Wait()
	close(codes)
	got := map[int]int{}
	for code := range codes {
		got[code]++
	}
	return got
}
