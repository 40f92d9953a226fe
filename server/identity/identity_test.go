package identity_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/db/dbtest"
	"wugong/server/fault"
	"wugong/server/identity"
)

const wang = "13800005678"

// phones is an SMS gateway that puts each code on the table.
type phones struct {
	mu   sync.Mutex
	sent map[string][]string
	err  error
}

func (p *phones) SendCode(_ context.Context, phone, code string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.sent == nil {
		p.sent = map[string][]string{}
	}
	p.sent[phone] = append(p.sent[phone], code)
	return p.err
}

// clock is moved by hand.
type clock struct{ at atomic.Int64 }

func (c *clock) now() time.Time       { return time.UnixMicro(c.at.Load()).UTC() }
func (c *clock) pass(d time.Duration) { c.at.Add(d.Microseconds()) }

type place struct {
	*identity.Service
	db    *db.DB
	sms   *phones
	clock *clock
}

func keys(t testing.TB, fill byte) identity.Keys {
	t.Helper()
	k, err := identity.NewKeys(bytes.Repeat([]byte{fill}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func newPlace(t *testing.T) place {
	t.Helper()
	d := dbtest.New(t)
	c, sms := &clock{}, &phones{}
	c.at.Store(time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC).UnixMicro())
	return place{&identity.Service{DB: d.Gorm, Now: c.now, Keys: keys(t, 1), SMS: sms}, d, sms, c}
}

func (p place) code(t *testing.T, phone string) string {
	t.Helper()
	code, err := p.SendCode(t.Context(), phone)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func (p place) signIn(t *testing.T, phone string) identity.Grant {
	t.Helper()
	g, err := p.SignIn(t.Context(), phone, p.code(t, phone))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func (p place) session(t *testing.T, g identity.Grant) identity.Session {
	t.Helper()
	s, err := p.Authenticate(t.Context(), g.Access)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (p place) count(t *testing.T, sql string, args ...any) (n int) {
	t.Helper()
	if err := p.db.Pool.QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func other(code string) string {
	if code == "000000" {
		return "000001"
	}
	return "000000"
}

func wantFault(t *testing.T, what string, err error, want *fault.Fault) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, want %s", what, err, want.Code)
	}
}

func TestTheFirstSignInMakesTheAccountAndTheSecondFindsIt(t *testing.T) {
	p := newPlace(t)
	first := p.signIn(t, "+86 138-0000-5678")
	p.clock.pass(2 * time.Minute)
	second := p.signIn(t, wang)
	if !first.Account.Made || second.Account.Made || first.Account.ID != second.Account.ID {
		t.Errorf("first %+v, second %+v", first.Account, second.Account)
	}
	if p.session(t, first).ID == p.session(t, second).ID {
		t.Error("two sign-ins share a session")
	}
}

func TestNothingInTheDatabaseShowsPhoneCodeOrToken(t *testing.T) {
	p := newPlace(t)
	code := p.code(t, wang)
	g, err := p.SignIn(identity.WithAddress(t.Context(), "203.0.113.7"), wang, code)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"accounts", "sign_in_codes", "sign_in_addresses", "sessions", "refresh_tokens", "key_fingerprint"} {
		var dump string
		err := p.db.Pool.QueryRow(t.Context(), "SELECT coalesce(string_agg(encode(convert_to(r::text, 'UTF8'), 'escape'), ' '), '') FROM "+table+" r").Scan(&dump)
		if err != nil {
			t.Fatal(err)
		}
		for what, secret := range map[string]string{"phone": wang, "refresh token": g.Refresh, "access token": g.Access, "address": "203.0.113.7"} {
			if strings.Contains(dump, secret) {
				t.Errorf("%s holds a %s in clear", table, what)
			}
		}
	}
}

func TestTheAnswerIsTheSameForAKnownAndAnUnknownNumber(t *testing.T) {
	p := newPlace(t)
	p.signIn(t, wang)
	p.clock.pass(time.Hour)
	statements := func(phone string) []string {
		ctx, log := db.WithLog(t.Context())
		if _, err := p.SendCode(ctx, phone); err != nil {
			t.Fatal(err)
		}
		return log.Sent()
	}
	known, unknown := statements(wang), statements("13900000000")
	if strings.Join(known, ";") != strings.Join(unknown, ";") {
		t.Errorf("a known number: %v\nan unknown one: %v", known, unknown)
	}
}

func TestPhoneInvalid(t *testing.T) {
	p := newPlace(t)
	_, err := p.SendCode(t.Context(), "12345")
	wantFault(t, "a code", err, identity.ErrPhone)
	_, err = p.SignIn(t.Context(), "12345", "123456")
	wantFault(t, "a session", err, identity.ErrPhone)
}

func TestWithoutGatewayNobodySignsIn(t *testing.T) {
	p := newPlace(t)
	for name, sms := range map[string]identity.SMS{"none": nil, "the log outside of the demo": identity.LogSMS{}} {
		p.SMS = sms
		_, err := p.SendCode(t.Context(), wang)
		wantFault(t, name, err, identity.ErrNoSMS)
	}
	if n := p.count(t, "SELECT count(*) FROM sign_in_codes"); n != 0 {
		t.Error("a code was kept")
	}
}

func TestAGatewayThatFailsIsSaid(t *testing.T) {
	p := newPlace(t)
	p.sms.err = errors.New("down")
	_, err := p.SendCode(t.Context(), wang)
	wantFault(t, "gateway down", err, identity.ErrSMSFailed)
}

func TestTheCodeIsShownInTheDemoOnly(t *testing.T) {
	p := newPlace(t)
	var out bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&out, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	a := identity.API{Service: p.Service}
	ask := func() *string {
		t.Helper()
		r, err := a.RequestCode(t.Context(), api.RequestCodeRequestObject{Body: &api.CodeRequest{Phone: wang}})
		if err != nil {
			t.Fatal(err)
		}
		sent := r.(api.RequestCode202JSONResponse)
		if sent.ExpiresIn != 300 || sent.ResendAfter != 60 {
			t.Errorf("answer %+v", sent)
		}
		return sent.DemoCode
	}
	if code := ask(); code != nil || out.Len() != 0 {
		t.Errorf("outside of the demo: answer %v, log %q", code, out.String())
	}
	p.clock.pass(time.Minute)
	p.Service.Demo, p.Service.SMS = true, identity.LogSMS{}
	code := ask()
	if code == nil || !strings.Contains(out.String(), *code) || strings.Contains(out.String(), wang) {
		t.Errorf("in the demo: answer %v, log %q", code, out.String())
	}
}
