package recount

import (
	"strings"
	"testing"
)

const small = "\ufeffMETA\r\nkey;value\r\nbudget;100.00\r\nvote_type;approval\r\nnum_votes;3\r\n\r\nPROJECTS\r\nproject_id;cost\r\n7;60\r\n8;50.0\r\nVOTES\r\nvoter_id;vote\r\n1;\"7,8\"\r\n2;7\r\n3;\r\n"

const bySkip = `{"name":"greedy","order_by":"votes","skip":true}`

func TestPabulibFiles(t *testing.T) {
	got, err := Pabulib([]byte(small), []byte(bySkip))
	want := `{"winners":["7"],"order":["7"],"total_cost":60,"losers":[{"id":"8","why":"costs 50 when 40 of the budget was left"}]}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
	if _, err = Pabulib([]byte(small), []byte(bySkip+"{}")); err == nil || err.Error() != "rule: document: has something behind its end" {
		t.Errorf("two rules in one file: %v", err)
	}
	got, err = Pabulib([]byte(small), []byte(`{"name":"mes"}`))
	if err != nil || !strings.Contains(string(got), `"final_endowment":"100/3"`) {
		t.Errorf("a blank ballot is a voter: got %s, %v", got, err)
	}
}

func TestPabulibFilesThatCannotBeUsedAreNamed(t *testing.T) {
	for _, c := range []struct{ says, from, to string }{
		{"VOTES.vote: \"9\" in line", "2;7", "2;9"},
		{"META.num_votes: says 4, but the file has 3", "num_votes;3", "num_votes;4"},
		{"META.vote_type: must be approval", "type;approval", "type;ordinal"},
		{"META.budget: \"100.50\" is no whole amount", "100.00", "100.50"},
		{"META.budget: \"much\" is no whole amount", "100.00", "much"},
		{"PROJECTS.cost: \"x\" is no whole amount in line", "7;60", "7;x"},
		{"PROJECTS.cost: there is no such column", "project_id;cost", "project_id;price"},
		{"VOTES.vote: there is no such column", "voter_id;vote", "voter_id;choice"},
		{"projects[1].id: \"7\" is empty or stands there twice", "8;50.0", "7;50\r\n8;1"},
		{"META: line 1 stands before", "META", "METER"},
		{"ballots[0].a[1]: 0 is approved twice", "7,8", "7,7"},
	} {
		_, err := Pabulib([]byte(strings.Replace(small, c.from, c.to, 1)), []byte(bySkip))
		if err == nil || !strings.HasPrefix(err.Error(), c.says) {
			t.Errorf("%s → %s: %v, want %s…", c.from, c.to, err, c.says)
		}
	}
}
