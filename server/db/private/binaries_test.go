package private

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// programs makes a folder that looks like PostgreSQL of a version.
func programs(t *testing.T, version string) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "bin")
	if err := os.MkdirAll(bin, 0o755); err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf("#!/bin/sh\necho 'postgres (PostgreSQL) %s'\n", version)
	for _, name := range []string{"postgres", "initdb"} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return bin
}

func TestChoose(t *testing.T) {
	old, fifteen, sixteen, other16 := programs(t, "14.9"), programs(t, "15.14 (Debian 15.14-0)"), programs(t, "16.2"), programs(t, "16.9")
	for _, c := range []struct {
		name    string
		folders []string
		want    int
		bin     string
		says    string
	}{
		{"a new database takes the newest", []string{fifteen, sixteen, old}, 0, sixteen, ""},
		{"the machine's own come before npm's of the same version", []string{sixteen, other16}, 0, sixteen, ""},
		{"a database that exists takes its own version", []string{sixteen, fifteen}, 15, fifteen, ""},
		{"a version that is gone is named with its package", []string{sixteen}, 15, "", "apt-get install postgresql-15"},
		{"older than 15 is none", []string{old, "/nowhere"}, 0, "", "apt-get install postgresql"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bin, err := choose(c.folders, c.want)
			if bin != c.bin {
				t.Errorf("choose = %q, %v; want %q", bin, err, c.bin)
			}
			if (c.says != "") != (err != nil) || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("choose said %v, want %q", err, c.says)
			}
		})
	}
	if _, err := choose(nil, 0); !errors.Is(err, ErrNoBinaries) {
		t.Errorf("choose of nothing said %v, want ErrNoBinaries", err)
	}
}
