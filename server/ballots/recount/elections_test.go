package recount

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// election is a file of shared/data/elections: one election, counted by several rules.
type election struct {
	Budget   int64             `json:"budget"`
	Voters   int64             `json:"num_voters"`
	Projects []electionProject `json:"projects"`
	Ballots  []electionBallot  `json:"ballots"`
	Lot      []string          `json:"lot"`
	Runs     []struct {
		ID        string          `json:"id"`
		Rule      json.RawMessage `json:"rule"`
		Winners   []string        `json:"winners"`
		Order     []string        `json:"order"`
		TotalCost int64           `json:"total_cost"`
		Endowment string          `json:"final_endowment"`
	} `json:"runs"`
}

type electionProject struct {
	ID   string `json:"id"`
	Cost int64  `json:"cost"`
}

type electionBallot struct {
	Approved []int `json:"a"`
	N        int64 `json:"n"`
}

// elections reads the real and hand-made elections beside the project.
func elections(t testing.TB) map[string]election {
	t.Helper()
	files, _ := filepath.Glob("../../../../shared/data/elections/*.json")
	if len(files) == 0 {
		t.Skip("the folder of real elections is not here; the textbook version in package tally covers the rule")
	}
	all := map[string]election{}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var e election
		if err := json.Unmarshal(text, &e); err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(f), ".json")] = e
	}
	return all
}

func (e election) document(t testing.TB, run int) []byte {
	t.Helper()
	doc := map[string]any{"kind": "budget", "budget": e.Budget, "projects": e.Projects, "ballots": e.Ballots, "rule": e.Runs[run].Rule}
	if len(e.Lot) > 0 {
		doc["lot"] = e.Lot
	}
	text, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestRealElectionsComeOutAsPublished(t *testing.T) {
	for name, e := range elections(t) {
		for i, run := range e.Runs {
			t.Run(name+"/"+run.ID, func(t *testing.T) {
				for form, count := range map[string]func() ([]byte, error){
					"document": func() ([]byte, error) { return Document(e.document(t, i)) },
					"pb":       func() ([]byte, error) { return Pabulib(e.pb(), run.Rule) },
				} {
					if form == "pb" && len(e.Lot) > 0 {
						continue // a .pb file has no lot
					}
					line, err := count()
					if err != nil {
						t.Fatalf("%s: %v", form, err)
					}
					var got spent
					if err := json.Unmarshal(line, &got); err != nil {
						t.Fatal(err)
					}
					if fmt.Sprint(got.Winners, got.Order, got.TotalCost) != fmt.Sprint(run.Winners, run.Order, run.TotalCost) {
						t.Errorf("%s: got %v for %d\nwant %v for %d", form, got.Order, got.TotalCost, run.Order, run.TotalCost)
					}
					if run.Endowment != "" && got.Endowment != run.Endowment {
						t.Errorf("%s: endowment %s, want %s", form, got.Endowment, run.Endowment)
					}
				}
			})
		}
	}
}

// pb writes an election as Pabulib does, a line for each voter.
func (e election) pb() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "META\nkey;value\ndescription;\"Anywhere; 2024\"\nnum_projects;%d\nnum_votes;%d\nbudget;%d\nvote_type;approval\nPROJECTS\nproject_id;cost;name\n", len(e.Projects), e.Voters, e.Budget)
	for _, p := range e.Projects {
		fmt.Fprintf(&b, "%s;%d;A \"bench\"\n", p.ID, p.Cost)
	}
	b.WriteString("VOTES\nvoter_id;age;vote\n")
	voter := 0
	for _, group := range e.Ballots {
		ids := make([]string, 0, len(group.Approved))
		for _, p := range group.Approved {
			ids = append(ids, e.Projects[p].ID)
		}
		for range group.N {
			voter++
			fmt.Fprintf(&b, "%d;;%s\n", voter, strings.Join(ids, ","))
		}
	}
	return []byte(b.String())
}

// BenchmarkElection reads and counts each real election by each of its rules.
func BenchmarkElection(b *testing.B) {
	for name, e := range elections(b) {
		for i, run := range e.Runs {
			text := e.document(b, i)
			b.Run(name+"/"+run.ID, func(b *testing.B) {
				for b.Loop() {
					if _, err := Document(text); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
