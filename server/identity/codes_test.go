package identity_test

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wugong/server/fault"
	"wugong/server/identity"
)

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
