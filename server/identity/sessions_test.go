package identity_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"wugong/server/fault"
	"wugong/server/identity"
)

func (p place) refresh(t *testing.T, token string) identity.Grant {
	t.Helper()
	g, err := p.Refresh(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func (p place) lives(t *testing.T, g identity.Grant) error {
	t.Helper()
	return identity.StillLives(identity.WithActor(t.Context(), p.session(t, g)), p.DB)
}

func TestRefreshRotatesAndKeepsTheSession(t *testing.T) {
	p := newPlace(t)
	first := p.signIn(t, wang)
	next := p.refresh(t, first.Refresh)
	if next.Refresh == first.Refresh || p.session(t, next) != p.session(t, first) || next.Account.Made {
		t.Errorf("next %+v", next)
	}
	p.clock.pass(89 * 24 * time.Hour)
	next = p.refresh(t, next.Refresh)
	p.clock.pass(90 * 24 * time.Hour)
	_, err := p.Refresh(t.Context(), next.Refresh)
	wantFault(t, "90 days unused", err, identity.ErrRefresh)
}

func TestALostAnswerGetsASibling(t *testing.T) {
	p := newPlace(t)
	first := p.signIn(t, wang)
	next := p.refresh(t, first.Refresh)
	p.clock.pass(time.Minute)
	sibling := p.refresh(t, first.Refresh)
	if sibling.Refresh == next.Refresh || p.session(t, sibling) != p.session(t, next) {
		t.Error("the sibling is not of the same family")
	}
	p.refresh(t, next.Refresh)
	p.refresh(t, sibling.Refresh)
}

func TestATokenUsedAgainLaterEndsTheFamily(t *testing.T) {
	p := newPlace(t)
	first := p.signIn(t, wang)
	next := p.refresh(t, first.Refresh)
	p.clock.pass(61 * time.Second)
	_, err := p.Refresh(t.Context(), first.Refresh)
	wantFault(t, "the copy", err, identity.ErrRefresh)
	_, err = p.Refresh(t.Context(), next.Refresh)
	wantFault(t, "its successor", err, identity.ErrRefresh)
	wantFault(t, "a write in that session", p.lives(t, next), identity.ErrSessionEnded)
}

func TestTabsThatRefreshAtOnceAllStayIn(t *testing.T) {
	p := newPlace(t)
	first := p.signIn(t, wang)
	var in atomic.Int32
	var wait sync.WaitGroup
	for range 10 {
		wait.Go(func() {
			if _, err := p.Refresh(t.Context(), first.Refresh); err == nil {
				in.Add(1)
			}
		})
	}
	wait.Wait()
	if in.Load() != 10 || p.count(t, "SELECT count(*) FROM sessions WHERE ended_at IS NULL") != 1 {
		t.Errorf("%d of 10 stayed in", in.Load())
	}
}

func TestAnInventedRefreshTokenIsRefused(t *testing.T) {
	p := newPlace(t)
	g := p.signIn(t, wang)
	for _, token := range []string{"", "x", g.Access, strings.Repeat("A", 43)} {
		_, err := p.Refresh(t.Context(), token)
		wantFault(t, token, err, identity.ErrRefresh)
	}
}

func TestSignOutEndsThisSessionAndEverywhereAllOfMine(t *testing.T) {
	p := newPlace(t)
	phone, tablet := p.signIn(t, wang), identity.Grant{}
	p.clock.pass(time.Minute)
	tablet = p.signIn(t, wang)
	neighbour := p.signIn(t, "13900000000")
	if err := p.SignOut(t.Context(), p.session(t, phone)); err != nil {
		t.Fatal(err)
	}
	wantFault(t, "a write after sign-out", p.lives(t, phone), identity.ErrSessionEnded)
	_, err := p.Refresh(t.Context(), phone.Refresh)
	wantFault(t, "a refresh after sign-out", err, identity.ErrRefresh)
	if err := p.lives(t, tablet); err != nil {
		t.Errorf("the other device: %v", err)
	}
	if err := p.SignOutEverywhere(t.Context(), tablet.Account.ID); err != nil {
		t.Fatal(err)
	}
	wantFault(t, "the other device", p.lives(t, tablet), identity.ErrSessionEnded)
	if err := p.lives(t, neighbour); err != nil {
		t.Errorf("the neighbour: %v", err)
	}
}

func TestGuestsAndMixedUpSessionsDoNotLive(t *testing.T) {
	p := newPlace(t)
	wantFault(t, "a guest", identity.StillLives(t.Context(), p.DB), fault.ErrUnauthenticated)
	s := p.session(t, p.signIn(t, wang))
	s.Account = uuid.New()
	wantFault(t, "another's session", identity.StillLives(identity.WithActor(t.Context(), s), p.DB), identity.ErrSessionEnded)
	if _, err := identity.Signed(t.Context()); !errors.Is(err, fault.ErrUnauthenticated) {
		t.Errorf("Signed of a guest: %v", err)
	}
}

func TestForgedAndOldAccessTokensAreRefused(t *testing.T) {
	p := newPlace(t)
	g := p.signIn(t, wang)
	claims := jwt.MapClaims{"iss": "wugong", "sub": g.Account.ID.String(), "sid": uuid.NewString(), "exp": p.Now().Add(time.Hour).Unix()}
	unsigned, err := jwt.NewWithClaims(jwt.SigningMethodNone, claims).SignedString(jwt.UnsafeAllowNoneSignatureType)
	if err != nil {
		t.Fatal(err)
	}
	guessed, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := *p.Service
	elsewhere.Keys = keys(t, 2)
	for name, token := range map[string]string{"unsigned": unsigned, "guessed key": guessed, "empty": "", "rubbish": "a.b.c", "the refresh token": g.Refresh} {
		if _, err := p.Authenticate(t.Context(), token); !errors.Is(err, fault.ErrUnauthenticated) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := elsewhere.Authenticate(t.Context(), g.Access); !errors.Is(err, fault.ErrUnauthenticated) {
		t.Errorf("a token of another server: %v", err)
	}
	p.clock.pass(15*time.Minute + time.Second)
	if _, err := p.Authenticate(t.Context(), g.Access); !errors.Is(err, fault.ErrUnauthenticated) {
		t.Errorf("after fifteen minutes: %v", err)
	}
}

func TestTheSweepLeavesWhatIsNeeded(t *testing.T) {
	p := newPlace(t)
	out, left := p.signIn(t, wang), p.signIn(t, "13900000000")
	if err := p.SignOut(t.Context(), p.session(t, out)); err != nil {
		t.Fatal(err)
	}
	left = p.refresh(t, left.Refresh)
	p.clock.pass(26 * time.Hour)
	sweep := func() {
		t.Helper()
		if err := p.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	sweep()
	sweep()
	for sql, want := range map[string]int{
		"SELECT count(*) FROM sessions": 1, "SELECT count(*) FROM refresh_tokens": 2,
		"SELECT count(*) FROM sign_in_codes": 0, "SELECT count(*) FROM sign_in_addresses": 0, "SELECT count(*) FROM accounts": 2,
	} {
		if n := p.count(t, sql); n != want {
			t.Errorf("%s = %d, want %d", sql, n, want)
		}
	}
	left = p.refresh(t, left.Refresh)
	p.clock.pass(91 * 24 * time.Hour)
	sweep()
	if n := p.count(t, "SELECT count(*) FROM sessions"); n != 0 {
		t.Errorf("%d sessions that nothing can refresh", n)
	}
}

func TestTheJobSweeps(t *testing.T) {
	p := newPlace(t)
	p.code(t, wang)
	p.clock.pass(48 * time.Hour)
	workers := river.NewWorkers()
	p.AddWorkers(workers)
	client, err := river.NewClient(riverpgxv5.New(p.db.Pool), &river.Config{Workers: workers, PeriodicJobs: identity.PeriodicJobs(),
		Logger: slog.New(slog.DiscardHandler), Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 1}}, ReindexerIndexNames: []string{}})
	if err != nil {
		t.Fatal(err)
	}
	done, stop := client.Subscribe(river.EventKindJobCompleted)
	defer stop()
	if err := client.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Stop(context.WithoutCancel(t.Context())) })
	if e := <-done; e.Job.Kind != "identity_sweep" {
		t.Errorf("job %q", e.Job.Kind)
	}
	if n := p.count(t, "SELECT count(*) FROM sign_in_codes"); n != 0 {
		t.Errorf("%d codes left", n)
	}
}
