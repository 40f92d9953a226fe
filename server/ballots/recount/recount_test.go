package recount

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const owned = `"register":[{"unit":"1-101","area":9000,"owners":["A"]},{"unit":"1-102","area":9000,"owners":["C","B"]},{"unit":"2-001","area":10000,"owners":[],"held_by_developer":true}]`

func TestDocuments(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a tie of one against the developer's abstention does not pass",
			`{"kind":"decision","rule":{"profile":"owner_ordinary"},"register":[{"unit":"1-101","area":9000,"owners":["A"]},{"unit":"2-001","area":10000,"owners":[],"held_by_developer":true}],
			"votes":[{"person":"A","choice":"yes","channel":"online"},{"person":"developer","choice":"abstain","channel":"paper"}]}`,
			`{"outcome":"not_passed","quorum":{"people":true,"area":true},"agree":{"people":false,"area":false},"aggregates":{"total":{"people":2,"area":19000},"participating":{"people":2,"area":19000},"agree":{"people":1,"area":9000}},"refused_votes":0,"invalid_votes":0,"conflicts":0}`},
		{"refused, invalid and conflicting votes are told apart",
			`{"kind":"decision","rule":{"profile":"owner_ordinary"},` + owned + `,"votes":[{"person":"A","choice":"yes"},{"person":"A","choice":"no","channel":"paper"},{"person":"B+C","choice":"yes","by":"B"},{"person":"B+C","choice":"no","by":"C"},{"person":"developer","choice":"invalid"}]}`,
			`{"outcome":"not_passed","quorum":{"people":true,"area":true},"agree":{"people":false,"area":false},"aggregates":{"total":{"people":3,"area":28000},"participating":{"people":2,"area":19000},"agree":{"people":1,"area":9000}},"refused_votes":1,"invalid_votes":1,"conflicts":1}`},
		{"spoiled paper and silence count as the notice says",
			`{"kind":"decision","rule":{"profile":"owner_ordinary"},"invalid_participates":false,"silence":"abstain_if_delivered","delivered":["B+C"],` + owned + `,"votes":[{"person":"A","choice":"yes"},{"person":"developer","choice":"invalid"}]}`,
			`{"outcome":"no_quorum","quorum":{"people":true,"area":false},"agree":{"people":false,"area":false},"aggregates":{"total":{"people":3,"area":28000},"participating":{"people":2,"area":18000},"agree":{"people":1,"area":9000}},"refused_votes":0,"invalid_votes":1,"conflicts":0}`},
		{"a measure the rule does not name is neither judged nor printed",
			`{"kind":"decision","rule":{"profile":"affected_unanimous"},"aggregates":{"total":{"people":24,"area":5},"participating":{"people":23,"area":5},"agree":{"people":23,"area":5}}}`,
			`{"outcome":"not_passed","quorum":{},"agree":{"people":false},"aggregates":{"total":{"people":24},"participating":{"people":23},"agree":{"people":23}},"refused_votes":0,"invalid_votes":0,"conflicts":0}`},
		{"thresholds instead of a profile",
			`{"kind":"decision","rule":{"quorum":{"people":{"num":2,"den":3,"inclusive":true}},"agree":{"people":{"num":1,"den":2,"inclusive":false}},"agree_base":"all"},"aggregates":{"total":{"people":300},"participating":{"people":200},"agree":{"people":150}}}`,
			`{"outcome":"not_passed","quorum":{"people":true},"agree":{"people":false},"aggregates":{"total":{"people":300},"participating":{"people":200},"agree":{"people":150}},"refused_votes":0,"invalid_votes":0,"conflicts":0}`},
		{"an empty register must not be opened",
			`{"kind":"decision","rule":{"profile":"resident_assembly"},"register":[],"votes":[]}`,
			`{"outcome":"invalid_register","quorum":{"people":false},"agree":{"people":false},"aggregates":{"total":{"people":0},"participating":{"people":0},"agree":{"people":0}},"refused_votes":0,"invalid_votes":0,"conflicts":0}`},
		{"a choice, in the order of its options",
			`{"kind":"choice","options":["B","<A>"],"seats":1,"max_choices":1,"min_choices":1,"ballots":[{"choices":["<A>"],"n":4},{"choices":[],"n":2},{"choices":["X"]}]}`,
			`{"votes":{"B":0,"<A>":4},"valid":4,"blank":2,"invalid":1,"elected":["<A>"],"tied":[],"open_seats":0}`},
		{"the example of equal shares",
			`{"kind":"budget","budget":100,"projects":[{"id":"A","cost":60},{"id":"B","cost":50}],"ballots":[{"a":[0,1],"n":4},{"a":[],"n":1}],"lot":["B","A"],"rule":{"name":"mes","utility":"cost","completion":"add1u","increment":1,"integral":true,"exhaustive":true,"ties":["min_cost","max_votes","lot"]}}`,
			`{"winners":["B"],"order":["B"],"total_cost":50,"final_endowment":"20","losers":[{"id":"A","why":"supporters held 30 of 60, and only 50 of the budget was left"}]}`},
		{"an endowment may be a fraction; why each lost",
			`{"kind":"budget","budget":100,"projects":[{"id":"A","cost":60000},{"id":"B","cost":90},{"id":"C","cost":90},{"id":"D","cost":3}],"ballots":[{"a":[1]},{"a":[0,1]},{"a":[3],"n":1}],"rule":{"name":"mes","share_over":1}}`,
			`{"winners":["D"],"order":["D"],"total_cost":3,"final_endowment":"100/3","losers":[{"id":"A","why":"costs 60,000, more than the whole budget"},{"id":"B","why":"has 2 of the 3 votes that its cost of 90 asks for"},{"id":"C","why":"has 0 of the 1 votes it needs"}]}`},
		{"equal shares without completion",
			`{"kind":"budget","budget":5000000,"projects":[{"id":"A","cost":4000000}],"ballots":[{"a":[0]},{"a":[]}],"rule":{"name":"mes"}}`,
			`{"winners":[],"order":[],"total_cost":0,"final_endowment":"2500000","losers":[{"id":"A","why":"supporters held 2,500,000 of 4,000,000"}]}`},
		{"greedy stops at what does not fit",
			`{"kind":"budget","budget":100,"projects":[{"id":"A","cost":60},{"id":"B","cost":50},{"id":"C","cost":10}],"ballots":[{"a":[0,1,2]},{"a":[0,1]},{"a":[0]}],"rule":{"name":"greedy","order_by":"votes"}}`,
			`{"winners":["A"],"order":["A"],"total_cost":60,"losers":[{"id":"B","why":"costs 50 when 40 of the budget was left"},{"id":"C","why":"its turn did not come: counting stopped at B, which did not fit"}]}`},
		{"or skips it",
			`{"kind":"budget","budget":100,"projects":[{"id":"A","cost":60},{"id":"B","cost":50},{"id":"C","cost":10}],"ballots":[{"a":[0,1,2]},{"a":[0,1]},{"a":[0]}],"rule":{"name":"greedy","order_by":"votes","skip":true}}`,
			`{"winners":["A","C"],"order":["A","C"],"total_cost":70,"losers":[{"id":"B","why":"costs 50 when 40 of the budget was left"}]}`},
		{"votes per cost prefer the small",
			`{"kind":"budget","budget":60,"projects":[{"id":"A","cost":60},{"id":"C","cost":10}],"ballots":[{"a":[0,1]},{"a":[0]}],"rule":{"name":"greedy","order_by":"votes_per_cost","skip":true}}`,
			`{"winners":["C"],"order":["C"],"total_cost":10,"losers":[{"id":"A","why":"costs 60 when 50 of the budget was left"}]}`},
		{"greedy's outcome stands where more voters have more winners under it",
			`{"kind":"budget","budget":9,"projects":[{"id":"A","cost":9},{"id":"B","cost":3}],"ballots":[{"a":[0],"n":2},{"a":[1],"n":1}],"rule":{"name":"mes","comparison":true}}`,
			`{"winners":["A"],"order":["A"],"total_cost":9,"losers":[{"id":"B","why":"costs 3 when 0 of the budget was left"}]}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Document([]byte(c.in))
			if err != nil || string(got) != c.want {
				t.Errorf("got  %s, %v\nwant %s", got, err, c.want)
			}
		})
	}
}

const (
	choiceHead = `{"kind":"choice","options":["A"],"seats":1,"max_choices":1,`
	budgetHead = `{"kind":"budget","budget":9,"projects":[{"id":"A","cost":9}],`
	ownersHead = `{"kind":"decision","rule":{"profile":"owner_ordinary"},`
)

func TestWhatCannotBeUsedIsNamed(t *testing.T) {
	for _, c := range []struct{ says, in string }{
		{"kind: ", `{}`}, {"kind: ", `{"kind":"poll"}`}, {"document: ", ``}, {"document: is no JSON object", `[]`}, {"document: ", `{"kind":"choice",}`}, {"document: is not UTF-8", "{\"kind\":\"\xff\"}"},
		{"extra: is an unknown field", ownersHead + owned + `,"extra":1}`},
		{"Votes: is an unknown field", ownersHead + owned + `,"Votes":[]}`},
		{"votes: stands there twice", ownersHead + owned + `,"votes":[],"votes":[]}`},
		{"votes[0].colour: is an unknown field", ownersHead + owned + `,"votes":[{"colour":1}]}`},
		{"votes[0].choice: is missing", ownersHead + owned + `,"votes":[{"person":"A"}]}`},
		{`votes[1].person: "Z" is not in the register`, ownersHead + owned + `,"votes":[{"person":"A","choice":"yes"},{"person":"Z","choice":"yes"}]}`},
		{`votes[0].choice: must be yes, no, abstain or invalid, not "maybe"`, ownersHead + owned + `,"votes":[{"person":"A","choice":"maybe"}]}`},
		{`register[0].owners: "A+B"`, ownersHead + `"register":[{"unit":"1","area":1,"owners":["A+B"]}]}`},
		{`register[0].owners: "developer"`, ownersHead + `"register":[{"unit":"1","area":1,"owners":["developer"]}]}`},
		{"register[0].area: must be a whole number", ownersHead + `"register":[{"unit":"1","area":1.5,"owners":["A"]}]}`},
		{"register[0].area: must be a whole number", ownersHead + `"register":[{"unit":"1","area":"1","owners":["A"]}]}`},
		{"register[0].area: must be a whole number", ownersHead + `"register":[{"unit":"1","area":99999999999999999999,"owners":["A"]}]}`},
		{"register: must be a list", ownersHead + `"register":null}`},
		{"register: is missing", ownersHead + `"votes":[]}`},
		{"aggregates: must not stand beside", ownersHead + owned + `,"aggregates":{"total":{},"participating":{},"agree":{}}}`},
		{"aggregates.agree: is missing", ownersHead + `"aggregates":{"total":{},"participating":{}}}`},
		{"silence: must be", ownersHead + owned + `,"silence":"majority"}`},
		{"rule: is missing", `{"kind":"decision",` + owned + `}`},
		{"rule.agree: must name", `{"kind":"decision","rule":{},` + owned + `}`},
		{`rule.profile: "x" is no rule`, `{"kind":"decision","rule":{"profile":"x"},` + owned + `}`},
		{"rule.profile: must not stand beside", `{"kind":"decision","rule":{"profile":"owner_major","agree_base":"all"},` + owned + `}`},
		{"rule.profile: \"priority_poll\" ranks", `{"kind":"decision","rule":{"profile":"priority_poll"},` + owned + `}`},
		{"rule.agree.people.inclusive: is missing", `{"kind":"decision","rule":{"agree":{"people":{"num":1,"den":2}}},` + owned + `}`},
		{"document: is no JSON object", choiceHead + `"ballots":[]} {}`},
		{"ballots[0].n: must be from 1", choiceHead + `"ballots":[{"choices":[],"n":-1}]}`},
		{"ballots[0].choices[0]: must be a text", choiceHead + `"ballots":[{"choices":[null]}]}`},
		{"ballots[0].a[0]: 1 is no project", budgetHead + `"ballots":[{"a":[1]}],"rule":{"name":"greedy"}}`},
		{"ballots[0].a[1]: 0 is approved twice", budgetHead + `"ballots":[{"a":[0,0]}],"rule":{"name":"greedy"}}`},
		{"lot[0]: \"B\" is no project", budgetHead + `"lot":["B"],"ballots":[],"rule":{"name":"greedy"}}`},
		{"rule.name: must be", budgetHead + `"ballots":[],"rule":{"name":"lottery"}}`},
		{"rule.order_by: must be", budgetHead + `"ballots":[],"rule":{"name":"greedy","order_by":"x"}}`},
		{"rule.utility: must be", budgetHead + `"ballots":[],"rule":{"name":"mes","utility":"x"}}`},
		{"rule.completion: must be", budgetHead + `"ballots":[],"rule":{"name":"mes","completion":"x"}}`},
		{"rule.increment: must be", budgetHead + `"ballots":[],"rule":{"name":"mes","completion":"add1"}}`},
		{"rule.share_over: must be", budgetHead + `"ballots":[],"rule":{"name":"mes","share_over":0}}`},
		{"rule.ties[1]: must be", budgetHead + `"ballots":[],"rule":{"name":"mes","ties":["lot","lot"]}}`},
		{"rule.increment: 1 is so small", `{"kind":"budget","budget":9000000000,"projects":[{"id":"A","cost":9000000000},{"id":"B","cost":1}],"ballots":[{"a":[0],"n":1},{"a":[1],"n":9}],"rule":{"name":"mes","completion":"add1","increment":1}}`},
	} {
		got, err := Document([]byte(c.in))
		if err == nil || !strings.HasPrefix(err.Error(), c.says) || strings.Contains(err.Error(), "json:") {
			t.Errorf("%s\n gives %s, %v\n want %s…", c.in, got, err, c.says)
		}
	}
}

func TestFilesAreCountedInOrderAndTheUnusableAreNamed(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := put("good.json", budgetHead+`"ballots":[],"rule":{"name":"greedy"}}`)
	bad := put("bad.json", ownersHead+`"register":[],"a\nb":1}`)
	pb := put("x.pb", small)
	rule := put("rule.json", `{"name":"greedy","order_by":"votes","skip":true}`)
	broken := put("broken.json", `{"name":"greedy","colour":1}`)
	for _, c := range []struct {
		name   string
		files  []string
		rule   string
		lines  int
		failed []string
	}{
		{"all can be counted", []string{good, pb}, rule, 2, nil},
		{"the others are still counted", []string{bad, good, dir + "/none.json"}, "", 1,
			[]string{bad + ": a b: is an unknown field", dir + "/none.json: cannot be read: no such file or directory"}},
		{"a .pb file needs a rule", []string{pb, good}, "", 1, []string{pb + ": rule: a .pb file needs --rule"}},
		{"the rule is read as strictly", []string{pb, good}, broken, 1, []string{pb + ": rule.colour: is an unknown field"}},
		{"a folder is no document", []string{dir}, "", 0, []string{dir + ": cannot be read: is a directory"}},
	} {
		var out, told strings.Builder
		failed, err := Files(c.files, c.rule, &out, &told)
		sentences := strings.Split(strings.TrimSuffix(told.String(), "\n"), "\n")
		if err != nil || failed != len(c.failed) || strings.Count(out.String(), "\n") != c.lines {
			t.Errorf("%s: %d failed, %v\n%s%s", c.name, failed, err, out.String(), told.String())
		}
		for i, want := range c.failed {
			if !strings.HasPrefix(sentences[i], want) {
				t.Errorf("%s: says %q, want %q", c.name, sentences[i], want)
			}
		}
	}
}
