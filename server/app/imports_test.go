package app_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// ranks is the direction of all imports: a package may import lower ranks only; equal ranks do not
// know each other. What stands below a package (db/dbtest, media/miniotest) has its parent's rank.
var ranks = map[string]int{
	"fault": 0, "words": 0, "numbers": 0, "china": 0, "db": 0,
	"audit": 1, "identity": 2, "notifications": 3, "communities": 4, "media": 5, "complaints": 5, "bulletins": 5,
	"places": 6, "rosters": 6, "disclosures": 6, "ballots": 6, "evaluations": 6, "reports": 7, "conventions": 7, "proposals": 8, "projects": 9,
	"home": 10, "privacy": 10, "statistics": 10,
	"demo": 11, "app": 12, "apptest": 13, "bench": 13,
}

// pure is all that a rules.go may import.
var pure = []string{"cmp", "errors", "fmt", "maps", "math", "math/big", "regexp", "slices", "sort", "strconv", "strings",
	"time", "unicode", "unicode/utf8", "wugong/server/fault", "wugong/server/china", "wugong/api"}

func TestImportsPointDownTheRanks(t *testing.T) {
	eachFile(t, func(path, domain string, imports []string) {
		rank, ok := ranks[domain]
		if !ok {
			t.Errorf("%s: package %s has no rank; add it to the list", path, domain)
		}
		test := strings.HasSuffix(path, "_test.go")
		for _, imported := range imports {
			other, ours := strings.CutPrefix(imported, "wugong/server/")
			if !ours {
				continue
			}
			other, _, _ = strings.Cut(other, "/")
			if other == domain || test && (other == "apptest" || other == "app") {
				continue
			}
			if rank == 0 && ranks[other] == 0 {
				continue // db, fault and words are the ground
			}
			if ranks[other] >= rank {
				t.Errorf("%s imports %s: rank %d may not see rank %d", path, imported, rank, ranks[other])
			}
		}
	})
}

func TestRulesArePure(t *testing.T) {
	eachFile(t, func(path, _ string, imports []string) {
		if filepath.Base(path) != "rules.go" && !strings.Contains(path, "/tally/") || strings.HasSuffix(path, "_test.go") {
			return
		}
		for _, imported := range imports {
			if !slices.Contains(pure, imported) && imported != "github.com/google/uuid" {
				t.Errorf("%s imports %s: a rule has no clock, no context, no database", path, imported)
			}
		}
	})
}

func TestRulesDoNotReadTheClock(t *testing.T) {
	eachFile(t, func(path, _ string, _ []string) {
		if filepath.Base(path) != "rules.go" {
			return
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "time.Now") {
			t.Errorf("%s reads the clock", path)
		}
	})
}

func TestFilesStaySmall(t *testing.T) {
	eachFile(t, func(path, _ string, _ []string) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(text), "\n"); n > 300 {
			t.Errorf("%s has %d lines; 300 is the limit", path, n)
		}
	})
}

func eachFile(t *testing.T, visit func(path, domain string, imports []string)) {
	t.Helper()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || path == filepath.Join("..", "main.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		var imports []string
		for _, s := range file.Imports {
			name, err := strconv.Unquote(s.Path.Value)
			if err != nil {
				return err
			}
			imports = append(imports, name)
		}
		domain, _, _ := strings.Cut(strings.TrimPrefix(filepath.ToSlash(path), "../"), "/")
		if !strings.HasSuffix(filepath.Base(path), ".go") || domain == filepath.Base(path) {
			return nil
		}
		visit(path, domain, imports)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
