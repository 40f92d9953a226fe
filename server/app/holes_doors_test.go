package app_test

import (
	"bufio"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/apptest"
)

// Class 13.
func TestInvitationsExpireAndCannotBeGuessedOrReplayed(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	invite := func(expires string) apptest.Scenario {
		if expires != "" {
			expires = `,"expires_at":"` + expires + `"`
		}
		return apptest.Scenario{As: "chair", Do: "POST /communities/" + a.World.Own.String() + "/invitations",
			Body: fmt.Sprintf(`{"id":%q,"building_id":%q%s}`, uuid.NewString(), a.World.Building, expires)}
	}
	for expires, status := range map[string]int{"": 400, a.Now().Add(-time.Hour).Format(time.RFC3339): 422, a.Now().AddDate(0, 0, 91).Format(time.RFC3339): 422} {
		if w := a.Do(t, invite(expires)); w.Code != status {
			t.Errorf("an invitation until %q: %d, want %d", expires, w.Code, status)
		}
	}
	good := invite(a.Now().AddDate(0, 0, 1).Format(time.RFC3339))
	good.Status = http.StatusCreated
	made := apptest.JSON[api.Invitation](t, a, good)
	_, code, _ := strings.Cut(*made.Link, "/j/")
	if len(code) < 26 || strings.Contains(code, made.ID.String()[:8]) {
		t.Errorf("the code %q can be guessed", code)
	}
	join := func(id string) apptest.Scenario {
		return apptest.Scenario{As: "newcomer", Do: "POST /memberships", Body: fmt.Sprintf(`{"id":%q,"invitation_code":%q,"name":"某","door":"1"}`, id, code)}
	}
	id := uuid.NewString()
	for i, c := range []struct {
		id     string
		status int
	}{{id, 201}, {id, 200}, {uuid.NewString(), 409}} {
		if w := a.Do(t, join(c.id)); w.Code != c.status {
			t.Errorf("use %d of the code: %d, want %d\n%s", i+1, w.Code, c.status, w.Body)
		}
	}
	a.Move(25 * time.Hour)
	late := join(uuid.NewString())
	late.As = "stranger"
	for _, s := range []apptest.Scenario{{Do: "GET /invitations/" + code}, late} {
		if w := a.Do(t, s); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "invitation_not_found") {
			t.Errorf("%s when it has expired: %d\n%s", s.Do, w.Code, w.Body)
		}
	}
	for guess := range 100 {
		w := a.Do(t, apptest.Scenario{Do: fmt.Sprintf("GET /invitations/guess-%020d", guess)})
		if w.Code == http.StatusTooManyRequests && w.Header().Get("Retry-After") != "" {
			return
		}
	}
	t.Error("a hundred guesses in a row were answered")
}

// Class 24: the tenth request of a day is the last, so that nobody floods committees with notices.
func TestRequestsToJoinAreLimitedADay(t *testing.T) {
	a := apptest.New(t)
	a.Settle(t)
	join := func() int {
		id := uuid.NewString()
		w := a.Do(t, apptest.Scenario{As: "newcomer", Do: "POST /memberships", Body: fmt.Sprintf(`{"id":%q,"community_id":%q,"name":"某","door":"1"}`, id, a.World.Own)})
		a.Do(t, apptest.Scenario{As: "newcomer", Do: "DELETE /memberships/" + id})
		return w.Code
	}
	for n := 1; n <= 11; n++ {
		want := http.StatusCreated
		if n == 11 {
			want = http.StatusTooManyRequests
		}
		if got := join(); got != want {
			t.Errorf("request %d of a day: %d, want %d", n, got, want)
		}
	}
}

// TestEachClassOfPastHolesHasItsTest reads the list of classes and looks for the tests that it names.
func TestEachClassOfPastHolesHasItsTest(t *testing.T) {
	tests := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	files, err := filepath.Glob("../*/*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range declared.FindAllStringSubmatch(string(text), -1) {
			tests[filepath.Base(filepath.Dir(file))+"."+name[1]] = true
		}
	}
	list, err := os.Open("testdata/holes.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer list.Close()
	class := 0
	for lines := bufio.NewScanner(list); lines.Scan(); {
		line := lines.Text()
		switch number, _, isClass := strings.Cut(line, " · "); {
		case line == "" || strings.HasPrefix(line, "#"):
		case isClass:
			class++
			if number != strconv.Itoa(class) {
				t.Errorf("class %d is missing before %q", class, line)
			}
		case strings.HasPrefix(line, "  not met: "):
		case !tests[strings.TrimSpace(line)]:
			t.Errorf("class %d names %q, and there is no such test", class, strings.TrimSpace(line))
		}
	}
	if class != 26 {
		t.Errorf("%d classes, want 26", class)
	}
}
