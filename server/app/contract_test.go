package app

import (
	"errors"
	"strings"
	"testing"

	"wugong/server/fault"
)

func TestCheckJSONRefusesWhatNoTextMayHold(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       error
	}{
		{"plain", `{"a":["b",1,null,true]}`, nil},
		{"line breaks are fine", `{"a":"b\nc"}`, nil},
		{"NUL by escape", `{"a":"b\u0000"}`, fault.ErrText},
		{"bidi override", `{"a":"abc\u202egpj"}`, fault.ErrText},
		{"hidden in a key", `{"a\u200b":1}`, fault.ErrText},
		{"cut off", `{"a":`, fault.ErrInvalid},
		{"31 deep", strings.Repeat("[", 31) + strings.Repeat("]", 31), nil},
		{"100,000 deep", strings.Repeat("[", 100000), fault.ErrInvalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := checkJSON([]byte(c.body)); !errors.Is(err, c.want) && !(err == nil && c.want == nil) {
				t.Errorf("checkJSON = %v, want %v", err, c.want)
			}
		})
	}
}

func TestEveryOperationHasARoute(t *testing.T) {
	k, err := newContract()
	if err != nil {
		t.Fatal(err)
	}
	if len(k.routes) < 40 {
		t.Fatalf("only %d routes", len(k.routes))
	}
	for key := range k.routes {
		if strings.ContainsAny(key, "{}") {
			t.Errorf("%s is not an address Echo knows", key)
		}
	}
}
