package audit

import (
	"fmt"

	"github.com/google/uuid"
)

// passed reads a chain entry by entry, in the order of its seals, and says what is wrong with it.
type passed struct {
	community uuid.UUID
	n         int64
	h         []byte
}

// findings of one seal, given the one before in the same chain. h is what the seal should be by the entry as it
// stands now; nil where the entry is missing.
func (p passed) findings(s seal, h []byte) []string {
	var wrong []string
	at := fmt.Sprintf("community %s, entry %d (%s)", s.CommunityID, s.N, s.EntryID)
	if s.N != p.n+1 {
		wrong = append(wrong, fmt.Sprintf("%s: seals %d to %d are missing", at, p.n+1, s.N-1))
	}
	switch {
	case h == nil:
		wrong = append(wrong, at+": the entry is missing")
	case string(h) != string(s.H) && s.N == p.n+1:
		wrong = append(wrong, at+": the entry is not what was sealed, or it stands in another place")
	}
	return wrong
}
