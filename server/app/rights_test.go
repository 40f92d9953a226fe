package app_test

import (
	"bufio"
	"maps"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"wugong/api"
	"wugong/server/apptest"
)

// callers are the short names of the table, and who of the world they are.
var callers = map[string]string{
	"gst": "guest", "new": "newcomer", "unv": "unverified", "res": "resident", "nbr": "neighbour", "hd1": "building_head",
	"hd2": "other_head", "grd": "grid_worker", "com": "committee", "chr": "chair", "pty": "party", "sup": "supervision",
	"prp": "property", "exp": "expert", "twn": "town", "cty": "supervisor", "adm": "admin", "fmb": "stranger",
	"fcm": "foreign_committee", "fch": "foreign_chair",
}

// right is a line of the table; without an operation it is the passing of two minutes.
type right struct {
	line           int
	operation      string
	method, target string
	body           string
	status         map[string]int // by caller
}

// readRights reads the table. Every line must say what each of the callers gets.
func readRights(t *testing.T) (rights []right) {
	t.Helper()
	file, err := os.Open("testdata/rights.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var columns []string
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		cells := strings.Split(lines.Text(), " | ")
		switch {
		case lines.Text() == "--":
			rights = append(rights, right{line: n})
		case lines.Text() == "" || strings.HasPrefix(lines.Text(), "#"):
		case len(cells) < 3:
			t.Fatalf("line %d of the table has too few columns", n)
		case columns == nil:
			columns = strings.Fields(cells[1])
		default:
			rights = append(rights, readRight(t, n, columns, cells))
		}
	}
	if len(columns) != len(callers) {
		t.Fatalf("the table has %d callers, want %d", len(columns), len(callers))
	}
	return rights
}

func readRight(t *testing.T, n int, columns, cells []string) right {
	t.Helper()
	r := right{line: n, operation: strings.TrimSpace(cells[0]), status: map[string]int{}}
	r.method, r.target, _ = strings.Cut(strings.TrimSpace(cells[2]), " ")
	if len(cells) > 3 {
		r.body = strings.ReplaceAll(cells[3], `\n`, "\n")
	}
	codes := strings.Fields(cells[1])
	if len(codes) != len(columns) {
		t.Fatalf("line %d: %d answers for %d callers", n, len(codes), len(columns))
	}
	for i, code := range codes {
		status, err := strconv.Atoi(code)
		if err != nil || callers[columns[i]] == "" {
			t.Fatalf("line %d: %s gets %s", n, columns[i], code)
		}
		r.status[columns[i]] = status
	}
	return r
}

var braces = regexp.MustCompile(`\{[^{}]+\}`)

func TestEveryOperationSaysWhoMayDoWhat(t *testing.T) {
	rights := readRights(t)
	doc, err := api.GetSpec()
	if err != nil {
		t.Fatal(err)
	}
	requests := map[string]*regexp.Regexp{}
	for path, item := range doc.Paths.Map() {
		for method, operation := range item.Operations() {
			id := operation.OperationID // the generated document has it as Go does
			requests[strings.ToLower(id[:1])+id[1:]] = regexp.MustCompile("^" + method + " " + braces.ReplaceAllString(path, "[^/]+") + `(\?.*)?$`)
		}
	}
	for operation := range requests {
		if !slices.ContainsFunc(rights, func(r right) bool { return r.operation == operation }) {
			t.Errorf("testdata/rights.txt does not say who may do %s: add a line", operation)
		}
	}
	for _, r := range rights {
		request := requests[r.operation]
		if r.operation != "" && (request == nil || !request.MatchString(r.method+" "+r.target)) {
			t.Errorf("line %d: %s %s is not %q of the contract", r.line, r.method, r.target, r.operation)
		}
	}
}

// TestWhoMayDoWhat asks every line of the table as every caller. Who is refused gets a problem, and nothing is
// written in the log.
func TestWhoMayDoWhat(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	th := newThings(t, a)
	for _, r := range readRights(t) {
		if r.operation == "" {
			a.Move(2 * time.Minute)
			continue
		}
		for _, short := range slices.Sorted(maps.Keys(callers)) {
			who := callers[short]
			a.Token(t, who) // signing in is no part of what is asked
			s := th.request(r, who)
			before := th.acts()
			w := a.Do(t, s)
			if w.Code != r.status[short] {
				t.Errorf("line %d: %s as %s: %s gives %d, want %d\n%s", r.line, r.operation, who, s.Do, w.Code, r.status[short], w.Body)
			}
			if w.Code >= http.StatusBadRequest {
				if kind := w.Header().Get("Content-Type"); !strings.HasPrefix(kind, "application/problem+json") {
					t.Errorf("line %d: %s as %s: the refusal is %q", r.line, r.operation, who, kind)
				}
				if after := th.acts(); after != before {
					t.Errorf("line %d: %s as %s is refused, and yet %d acts are in the log", r.line, r.operation, who, after-before)
				}
			} else if r.method != http.MethodGet {
				th.used()
			}
		}
	}
}
