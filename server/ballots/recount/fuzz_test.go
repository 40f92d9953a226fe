package recount

import (
	"bytes"
	"encoding/json"
	"testing"
)

// oneLineOf fails unless a result is one line of JSON.
func oneLineOf(t *testing.T, line []byte, err error) {
	t.Helper()
	if err == nil && (!json.Valid(line) || bytes.ContainsRune(line, '\n')) {
		t.Errorf("%q is not one line of JSON", line)
	}
}

func FuzzDocument(f *testing.F) {
	f.Add([]byte(ownersHead + owned + `,"votes":[{"person":"A","choice":"yes","by":"A"}]}`))
	f.Add([]byte(`{"kind":"decision","rule":{"agree":{"area":{"num":1,"den":2,"inclusive":true}}},"aggregates":{"total":{"area":3},"participating":{"area":2},"agree":{"area":1}}}`))
	f.Add([]byte(choiceHead + `"ballots":[{"choices":["A"],"n":2}]}`))
	f.Add([]byte(budgetHead + `"ballots":[{"a":[0],"n":3}],"lot":["A"],"rule":{"name":"mes","completion":"add1u","increment":1,"comparison":true}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		line, err := Document(data)
		oneLineOf(t, line, err)
	})
}

func FuzzPabulib(f *testing.F) {
	f.Add([]byte(small), []byte(bySkip))
	f.Add([]byte(small), []byte(`{"name":"mes","utility":"cardinality","completion":"add1","increment":7,"integral":true,"share_over":3}`))
	f.Fuzz(func(t *testing.T, data, rule []byte) {
		line, err := Pabulib(data, rule)
		oneLineOf(t, line, err)
	})
}
