package identity

import (
	"errors"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 24, 4, 0, 0, 0, time.UTC) // 12:00 in China

func ago(d time.Duration) *time.Time { at := noon.Add(-d); return &at }

func TestMaySend(t *testing.T) {
	today, yesterday := chinaDay(noon), chinaDay(noon.Add(-24*time.Hour))
	for _, c := range []struct {
		name string
		row  codeRow
		want error
		wait time.Duration
	}{
		{"the first code goes out", codeRow{Day: today}, nil, 0},
		{"59 seconds after the last it is too soon", codeRow{Day: today, SentAt: ago(59 * time.Second), SentToday: 1}, ErrCodeTooSoon, time.Second},
		{"a minute after the last another may go", codeRow{Day: today, SentAt: ago(time.Minute), SentToday: 1}, nil, 0},
		{"the tenth of a day may go", codeRow{Day: today, SentAt: ago(time.Hour), SentToday: 9}, nil, 0},
		{"the eleventh of a day may not", codeRow{Day: today, SentAt: ago(time.Hour), SentToday: 10}, ErrDailyLimit, 12*time.Hour + time.Second},
		{"yesterday's ten do not count", codeRow{Day: yesterday, SentAt: ago(13 * time.Hour), SentToday: 10}, nil, 0},
		{"a clock that ran ahead makes nobody wait longer than a minute", codeRow{Day: today, SentAt: ago(-time.Hour), SentToday: 1}, ErrCodeTooSoon, time.Minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := maySend(c.row, noon)
			if !errors.Is(err, c.want) {
				t.Fatalf("maySend = %v, want %v", err, c.want)
			}
			if f := faultOf(err); f != c.wait {
				t.Errorf("wait %v, want %v", f, c.wait)
			}
		})
	}
}

func TestTheDayIsTheChineseDay(t *testing.T) {
	before, after := time.Date(2026, 11, 24, 15, 59, 59, 0, time.UTC), time.Date(2026, 11, 24, 16, 0, 0, 0, time.UTC)
	if chinaDay(before).Equal(chinaDay(after)) || chinaDay(after).Day() != 25 {
		t.Errorf("days %v and %v; want the 25th to begin at 16:00 UTC", chinaDay(before), chinaDay(after))
	}
}

func TestANewCodeVoidsTheOldAndStartsItsOwnTries(t *testing.T) {
	row := nextCode(codeRow{Day: chinaDay(noon), CodeHash: []byte("old"), Tries: 5, SentToday: 3}, []byte("new"), noon)
	if string(row.CodeHash) != "new" || row.Tries != 0 || row.SentToday != 4 || !row.ExpiresAt.Equal(noon.Add(5*time.Minute)) {
		t.Errorf("nextCode = %+v", row)
	}
}

func TestWhyACodeCannotBeTried(t *testing.T) {
	hash := []byte("x")
	for _, c := range []struct {
		name string
		row  codeRow
		want error
	}{
		{"no code was ever sent", codeRow{}, ErrCodeWrong},
		{"it is used up", codeRow{Tries: 1, ExpiresAt: noon.Add(time.Minute)}, ErrCodeWrong},
		{"it is too old", codeRow{CodeHash: hash, Tries: 5, ExpiresAt: noon}, ErrCodeWrong},
		{"five tries were wrong", codeRow{CodeHash: hash, Tries: 5, ExpiresAt: noon.Add(time.Minute)}, ErrCodeVoid},
	} {
		if err := noTry(c.row, noon); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if err := wrongTry(4); !errors.Is(err, ErrCodeWrong) {
		t.Errorf("the fourth wrong try: %v", err)
	}
	if err := wrongTry(5); !errors.Is(err, ErrCodeVoid) {
		t.Errorf("the fifth wrong try: %v", err)
	}
}

func TestTurnOfARefreshToken(t *testing.T) {
	later := noon.Add(time.Hour)
	for _, c := range []struct {
		name string
		row  tokenRow
		want turn
	}{
		{"the first use rotates", tokenRow{ExpiresAt: later}, rotate},
		{"a minute after its use it has a sibling", tokenRow{ExpiresAt: later, UsedAt: ago(time.Minute)}, sibling},
		{"later it is a copy and ends the family", tokenRow{ExpiresAt: later, UsedAt: ago(61 * time.Second)}, endFamily},
		{"a copy ends the family even when too old to be used", tokenRow{ExpiresAt: noon, UsedAt: ago(time.Hour)}, endFamily},
		{"unused for too long it is refused", tokenRow{ExpiresAt: noon}, refuse},
		{"after sign-out it is refused", tokenRow{ExpiresAt: later, EndedAt: ago(time.Second)}, refuse},
		{"after sign-out a copy has nothing to end", tokenRow{ExpiresAt: later, UsedAt: ago(time.Hour), EndedAt: ago(time.Second)}, refuse},
	} {
		if got := turnOf(c.row, noon); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestNormalPhone(t *testing.T) {
	for _, s := range []string{"13800005678", " 138 0000 5678 ", "138-0000-5678", "+86 138 0000 5678", "+8613800005678", "8613800005678",
		"008613800005678", "１３８００００５６７８", "＋８６ 138　0000　5678", "(+86) 13800005678"} {
		if got, err := NormalPhone(s); err != nil || got != "13800005678" {
			t.Errorf("NormalPhone(%q) = %q, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "12345678901", "1380000567", "138000056789", "02988888888", "+1 3800005678", "+852 13800005678",
		"1380000567x", "138000०5678", "13800005678\x00", "138+00005678", "86138000056", "13800005678'--", "00138000056781"} {
		if got, err := NormalPhone(s); !errors.Is(err, ErrPhone) {
			t.Errorf("NormalPhone(%q) = %q, %v; want it refused", s, got, err)
		}
	}
}

func TestMaskPhone(t *testing.T) {
	for in, want := range map[string]string{"13800005678": "138****5678", "": "****", "123": "****"} {
		if got := MaskPhone(in); got != want {
			t.Errorf("MaskPhone(%q) = %q, want %q", in, got, want)
		}
	}
}
