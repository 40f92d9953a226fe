package tally

import (
	"fmt"
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
