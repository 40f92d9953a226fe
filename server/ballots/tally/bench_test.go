package tally

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"syscall"
	"testing"
)

// processor adds the processor time an operation took: it tells the truth on a machine that is busy
// with other work, where ns/op does not.
func processor(b *testing.B) {
	b.Helper()
	used := func() float64 {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
	}
	before := used()
	b.Cleanup(func() { b.ReportMetric((used()-before)/float64(b.N), "cpu-ms/op") })
}

// BenchmarkDecision counts a decision over 100,000 roll entries, everyone voting.
func BenchmarkDecision(b *testing.B) {
	d := owners(nil)
	for i := range 100_000 {
		id := fmt.Sprint("owner-", i)
		d.Register = append(d.Register, Unit{ID: fmt.Sprint("unit-", i), Area: 9000, Owners: one(id)})
		d.Votes = append(d.Votes, Vote{Person: id, Choice: []Mark{Yes, No, Abstain}[i%3]})
	}
	processor(b)
	for b.Loop() {
		if _, err := Decide(d); err != nil {
			b.Fatal(err)
		}
	}
}

// town is a random election in which voters approve about a tenth of the projects, the first more often.
func town(voters, projects int, increment int64) BudgetVote {
	r := rand.New(rand.NewPCG(7, 7))
	v := BudgetVote{Budget: 500_000_000, Rule: DefaultRule(500_000_000, int64(voters))}
	v.Rule.Increment = increment
	for p := range projects {
		v.Projects = append(v.Projects, Project{fmt.Sprint("p", p), 2_000_000 + r.Int64N(40_000_000)})
	}
	for range voters {
		b := Approvals{N: 1}
		for p := range projects {
			if r.IntN(5+p/4) == 0 {
				b.Projects = append(b.Projects, p)
			}
		}
		v.Ballots = append(v.Ballots, b)
	}
	return v
}

// BenchmarkTown counts large elections with add1u; restarts/op says how often the method ran.
func BenchmarkTown(b *testing.B) {
	for _, size := range []struct {
		voters, projects int
		increment        int64
	}{{6_500, 64, 500}, {10_000, 130, 100}} {
		b.Run(fmt.Sprintf("%dx%d", size.voters, size.projects), func(b *testing.B) {
			v := town(size.voters, size.projects, size.increment)
			processor(b)
			for b.Loop() {
				s, err := Spend(v)
				if err != nil {
					b.Fatal(err)
				}
				grown := new(big.Rat).Sub(s.Endowment, newCount(v).startingEndowment())
				times, _ := grown.Quo(grown, new(big.Rat).SetInt64(size.increment)).Float64()
				b.ReportMetric(times+1, "restarts/op")
			}
		})
	}
}
