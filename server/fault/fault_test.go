package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"wugong/api"
	"wugong/server/fault"
)

func TestACopyIsStillTheSameFaultAndTheOriginalIsUntouched(t *testing.T) {
	base := fault.New(fault.TooLarge, api.ProblemCodeTooLarge)
	changed := base.With("limit", "1 MiB").On("file", api.ProblemCodeTooLarge).Because(errors.New("disk"))
	if !errors.Is(fmt.Errorf("upload: %w", changed), base) {
		t.Error("a copy with arguments is no longer the same fault")
	}
	if base.Args != nil || base.Fields != nil || base.Unwrap() != nil {
		t.Errorf("the original was changed: %+v", base)
	}
	if got := fault.Of(fmt.Errorf("a: %w", changed)); got == nil || got.Args["limit"] != "1 MiB" {
		t.Errorf("Of = %+v", got)
	}
	if fault.Of(errors.New("other")) != nil {
		t.Error("Of found a fault where there is none")
	}
}

func TestLineRefusesWhatCouldDeceive(t *testing.T) {
	for name, s := range map[string]string{
		"empty": "  ", "NUL": "a\x00b", "line break": "a\nb", "bidi override": "abc\u202egpj", "isolate": "a\u2066b",
		"zero width space": "管\u200b理员", "byte order mark": "\ufeff王", "bad UTF-8": "\xff\xfe", "soft hyphen": "a\u00adb", "escape": "a\x1b[31m",
	} {
		if got, err := fault.Line("name", s); !errors.Is(err, fault.ErrText) {
			t.Errorf("%s: Line(%q) = %q, %v; want it refused", name, s, got, err)
		}
	}
	if got, err := fault.Line("name", " 王秀兰 "); err != nil || got != "王秀兰" {
		t.Errorf("Line = %q, %v", got, err)
	}
}

func TestTextKeepsLinesAndRefusesTricks(t *testing.T) {
	if got, err := fault.Text("text", "一\r\n二\t三 👨‍👩‍👧\n"); err != nil || got != "一\n二\t三 👨‍👩‍👧" {
		t.Errorf("Text = %q, %v", got, err)
	}
	for _, s := range []string{"a\x00", "x\u202ey", "\xc3\x28", "a\u2028b"} {
		if _, err := fault.Text("text", s); !errors.Is(err, fault.ErrText) {
			t.Errorf("Text(%q) was taken", s)
		}
	}
}
