package reports

import (
	"testing"

	"github.com/google/uuid"
)

func newID(t testing.TB) uuid.UUID {
	t.Helper()
	id, err := uuid.NewRandom()
	if err != nil {
		t.Fatal(err)
	}
	return id
}
