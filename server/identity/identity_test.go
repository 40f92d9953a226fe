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

func TestResendingIsLimited(t *testing.T) {
	p := newPlace(t)
	for i := range 10 {
		p.code(t, wang)
		_, err := p.SendCode(t.Context(), wang)
		wantFault(t, "at once again", err, identity.ErrCodeTooSoon)
		if f := fault.Of(err); f == nil || f.Args["seconds"] != "60" || f.RetryAfter != time.Minute {
			t.Fatalf("send %d: %+v", i, f)
		}
		p.clock.pass(time.Minute)
	}
	_, err := p.SendCode(t.Context(), wang)
	wantFault(t, "the eleventh today", err, identity.ErrDailyLimit)
	if len(p.sms.sent[wang]) != 10 {
		t.Errorf("%d messages went out", len(p.sms.sent[wang]))
	}
	p.clock.pass(24 * time.Hour)
	p.code(t, wang)
}

func TestManyRequestsAtOnceSendOneCode(t *testing.T) {
	p := newPlace(t)
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() { _, _ = p.SendCode(t.Context(), wang) })
	}
	wait.Wait()
	if len(p.sms.sent[wang]) != 1 {
		t.Errorf("%d messages went out", len(p.sms.sent[wang]))
	}
}

func TestANewCodeVoidsTheOld(t *testing.T) {
	p := newPlace(t)
	old := p.code(t, wang)
	p.clock.pass(time.Minute)
	fresh := p.code(t, wang)
	if old == fresh {
		t.Skip("one in a million: the same code twice")
	}
	_, err := p.SignIn(t.Context(), wang, old)
	wantFault(t, "the old code", err, identity.ErrCodeWrong)
	if _, err := p.SignIn(t.Context(), wang, fresh); err != nil {
		t.Error(err)
	}
}

func TestACodeOfAnotherNumberOpensNothing(t *testing.T) {
	p := newPlace(t)
	code := p.code(t, wang)
	if p.code(t, "13900000000") == code {
		t.Skip("one in a million: the same code for both")
	}
	_, err := p.SignIn(t.Context(), "13900000000", code)
	wantFault(t, "another's code", err, identity.ErrCodeWrong)
}

func TestACodeIsGoodForFiveMinutesAndOneUse(t *testing.T) {
	p := newPlace(t)
	code := p.code(t, wang)
	p.clock.pass(5 * time.Minute)
	_, err := p.SignIn(t.Context(), wang, code)
	wantFault(t, "after five minutes", err, identity.ErrCodeWrong)
	code = p.code(t, wang)
	if _, err := p.SignIn(t.Context(), wang, code); err != nil {
		t.Fatal(err)
	}
	_, err = p.SignIn(t.Context(), wang, code)
	wantFault(t, "a second time", err, identity.ErrCodeWrong)
}

func TestAfterFiveWrongTriesTheRightCodeIsVoid(t *testing.T) {
	p := newPlace(t)
	code := p.code(t, wang)
	for i := range 5 {
		_, err := p.SignIn(t.Context(), wang, other(code))
		if want := []*fault.Fault{identity.ErrCodeWrong, identity.ErrCodeVoid}[i/4]; !errors.Is(err, want) {
			t.Errorf("try %d: %v, want %v", i+1, err, want)
		}
	}
	_, err := p.SignIn(t.Context(), wang, code)
	wantFault(t, "the right code", err, identity.ErrCodeVoid)
	p.clock.pass(time.Minute)
	p.signIn(t, wang)
}

func TestFiftyGuessesAtOnceHaveFiveTries(t *testing.T) {
	p := newPlace(t)
	code := p.code(t, wang)
	var wrong, void atomic.Int32
	var wait sync.WaitGroup
	for range 50 {
		wait.Go(func() {
			switch _, err := p.SignIn(t.Context(), wang, other(code)); {
			case errors.Is(err, identity.ErrCodeWrong):
				wrong.Add(1)
			case errors.Is(err, identity.ErrCodeVoid):
				void.Add(1)
			default:
				t.Errorf("a wrong code: %v", err)
			}
		})
	}
	wait.Wait()
	if wrong.Load() != 4 || void.Load() != 46 {
		t.Errorf("%d wrong, %d void; want 4 and 46", wrong.Load(), void.Load())
	}
	if n := p.count(t, "SELECT tries FROM sign_in_codes"); n != 5 {
		t.Errorf("%d tries were counted", n)
	}
	_, err := p.SignIn(t.Context(), wang, code)
	wantFault(t, "the right code after them", err, identity.ErrCodeVoid)
}

func TestARightCodeUsedTwiceAtOnceOpensOneSession(t *testing.T) {
	p := newPlace(t)
	code := p.code(t, wang)
	var opened atomic.Int32
	var wait sync.WaitGroup
	for range 5 {
		wait.Go(func() {
			if _, err := p.SignIn(t.Context(), wang, code); err == nil {
				opened.Add(1)
			} else if !errors.Is(err, identity.ErrCodeWrong) {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if n := p.count(t, "SELECT count(*) FROM sessions"); n != 1 || opened.Load() != 1 {
		t.Errorf("%d sessions, %d grants; want one", n, opened.Load())
	}
}

func TestAnAddressIsLimited(t *testing.T) {
	p := newPlace(t)
	ctx := identity.WithAddress(t.Context(), "203.0.113.7")
	for range identity.TriesAnHour {
		if _, err := p.SignIn(ctx, wang, "123456"); !errors.Is(err, identity.ErrCodeWrong) {
			t.Fatal(err)
		}
	}
	_, err := p.SignIn(ctx, wang, "123456")
	wantFault(t, "one try more", err, identity.ErrTooMany)
	for i := range identity.CodesAnHour {
		if _, err := p.SendCode(ctx, "139"+strings.Repeat("0", 6)+string([]byte{byte('0' + i/10), byte('0' + i%10)})); err != nil {
			t.Fatal(err)
		}
	}
	_, err = p.SendCode(ctx, wang)
	wantFault(t, "one code more", err, identity.ErrTooMany)
	if f := fault.Of(err); f == nil || f.RetryAfter <= 0 || f.RetryAfter > time.Hour+time.Second {
		t.Errorf("retry after %+v", f)
	}
	if _, err := p.SendCode(identity.WithAddress(t.Context(), "203.0.113.8"), wang); err != nil {
		t.Errorf("the neighbour: %v", err)
	}
	p.clock.pass(time.Hour)
	if _, err := p.SendCode(ctx, "13700000000"); err != nil {
		t.Errorf("an hour later: %v", err)
	}
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
