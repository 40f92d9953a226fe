// Package apptest is the whole server on a database of its own, for tests: people who can sign in, two
// communities, a clock that stands still until it is moved, and scenarios over HTTP.
package apptest

import (
	"bytes"
	"context"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/server/app"
	"wugong/server/db"
	"wugong/server/db/dbtest"
	"wugong/server/identity"
	"wugong/server/media"
)

// Start is the moment at which every test begins: a Tuesday morning in Xi'an.
var Start = time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)

// App is a server under test.
type App struct {
	*app.App
	DB       *db.DB
	Keys     identity.Keys
	Bucket   media.Bucket
	Identity *identity.Service

	mu     sync.Mutex
	now    time.Time
	tokens map[string]string
	people map[string]Person
	World  World
}

// Secret is what the keys of a server under test are made of.
var Secret = bytes.Repeat([]byte{7}, 32)

// New makes a server. Its communities and people come with Settle.
func New(t testing.TB) *App { return with(t, dbtest.New(t), true, nil, Start) }

// NewReal makes a server that is not in demo mode: no code is told, and no gateway is set.
func NewReal(t testing.TB) *App { return with(t, dbtest.New(t), false, nil, Start) }

// NewWith makes a server with a bucket of the test's choice.
func NewWith(t testing.TB, bucket media.Bucket) *App {
	return with(t, dbtest.New(t), true, bucket, Start)
}

// NewToday makes a server whose clock shows the real time, to be there beside a process of its own.
func NewToday(t testing.TB, bucket media.Bucket) *App {
	return with(t, dbtest.New(t), true, bucket, time.Now().UTC().Truncate(time.Second))
}

func with(t testing.TB, d *db.DB, demo bool, bucket media.Bucket, now time.Time) *App {
	t.Helper()
	keys, err := identity.NewKeys(Secret)
	if err != nil {
		t.Fatal(err)
	}
	if bucket == nil {
		if bucket, err = media.NewDisk(t.TempDir()); err != nil {
			t.Fatal(err)
		}
	}
	a := &App{DB: d, Keys: keys, Bucket: bucket, now: now, tokens: map[string]string{}, people: map[string]Person{}}
	config := app.Config{Demo: demo, PublicURL: "https://wugong.test"}
	world := app.World{DB: d, Bucket: bucket, Keys: keys, Now: a.Now}
	if demo {
		world.SMS = identity.LogSMS{}
	}
	if a.App, err = app.New(config, world); err != nil {
		t.Fatal(err)
	}
	a.Identity = &identity.Service{DB: d.Gorm, Now: a.Now, Keys: keys, SMS: identity.LogSMS{}, Demo: true}
	return a
}

// Now is the test's clock.
func (a *App) Now() time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.now
}

// Move sets the clock forward.
func (a *App) Move(by time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.now = a.now.Add(by)
	clear(a.tokens)
}

// Token signs a person in, once for each moment of the clock. "" and "guest" have none.
func (a *App) Token(t testing.TB, name string) string {
	t.Helper()
	if name == "" || name == "guest" {
		return ""
	}
	a.mu.Lock()
	token, ok := a.tokens[name]
	p, known := a.people[name]
	a.mu.Unlock()
	if ok {
		return token
	}
	if !known {
		t.Fatalf("there is nobody called %q here", name)
	}
	grant := a.SignIn(t, p.Phone)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.tokens[name] = grant.Access
	return grant.Access
}

// SignIn signs in by a code, from an address of its own.
func (a *App) SignIn(t testing.TB, phone string) identity.Grant {
	t.Helper()
	ctx := identity.WithAddress(context.WithoutCancel(t.Context()), uuid.NewString())
	code, err := a.Identity.SendCode(ctx, phone)
	if err != nil {
		t.Fatalf("code for %s: %v", phone, err)
	}
	grant, err := a.Identity.SignIn(ctx, phone, code)
	if err != nil {
		t.Fatalf("sign in %s: %v", phone, err)
	}
	return grant
}

// Serve starts the server on a loopback port, for tests that need a real connection.
func (a *App) Serve(t testing.TB) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(a.Handler)
	t.Cleanup(s.Close)
	return s
}
