package app_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestRecountNeedsNothingButFilesAndEndsWithTwoWhenOneIsUnusable(t *testing.T) {
	program, dir := buildServer(t), t.TempDir()
	for name, text := range map[string]string{
		"good.json": `{"kind":"choice","options":["A","B"],"seats":1,"max_choices":1,"ballots":[{"choices":["A"],"n":4}]}`,
		"bad.json":  `{"kind":"choice","options":["A"],"seats":1,"max_choices":1,"ballots":[],"colour":1}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want := `{"votes":{"A":4,"B":0},"valid":4,"blank":0,"invalid":0,"elected":["A"],"tied":[],"open_seats":0}` + "\n"
	for _, c := range []struct {
		files []string
		code  int
		out   string
		told  string
	}{
		{[]string{"good.json", "good.json"}, 0, want + want, ""},
		{[]string{"bad.json", "good.json"}, 2, want, "bad.json: colour: is an unknown field\n"},
	} {
		var out, told strings.Builder
		cmd := exec.Command(program, append([]string{"recount"}, c.files...)...)
		cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, []string{}, &out, &told
		err := cmd.Run()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		if code := cmd.ProcessState.ExitCode(); code != c.code || out.String() != c.out || told.String() != c.told {
			t.Errorf("recount %v: code %d\n%s%s\nwant %d\n%s%s", c.files, code, out.String(), told.String(), c.code, c.out, c.told)
		}
	}
}
