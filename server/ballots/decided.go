package ballots

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
)

// Decided is a vote as what leans on it needs it.
type Decided struct {
	Community uuid.UUID
	Number    string
	Title     string
	At        time.Time // of the notice
	State     api.BallotState
	Outcome   *api.BallotOutcome // nil until it is counted
	Effect    api.LegalEffect
	Ruled     bool // the law has a rule for its matter
	Assembly  bool // of residents, villagers, members or their representatives
}

// DecidedOf gives votes that were noticed, by their ids; unknown ones and drafts are missing from the map.
func DecidedOf(ctx context.Context, tx *gorm.DB, ids []uuid.UUID, now time.Time) (map[uuid.UUID]Decided, error) {
	found := make(map[uuid.UUID]Decided, len(ids))
	if len(ids) == 0 {
		return found, nil
	}
	rows, err := db.Rows[entry](ctx, tx, entrySQL+` WHERE b.id IN ? AND b.notice_at IS NOT NULL`, ids)
	if err != nil {
		return nil, fmt.Errorf("votes that decide: %w", err)
	}
	for _, e := range rows {
		found[e.ID] = Decided{Community: e.CommunityID, Number: Number(e.Number), Title: e.Title, At: *e.NoticeAt, State: StateOf(e.dates(), now),
			Outcome: e.Outcome, Effect: e.LegalEffect, Ruled: ruled(e.Matter),
			Assembly: slices.ContainsFunc([]string{"resident_", "villager_", "collective_"}, func(p string) bool { return strings.HasPrefix(e.Rule.Profile, p) })}
	}
	return found, nil
}

// ruled tells whether the law has a rule for a matter.
func ruled(id api.BallotMatter) bool {
	return slices.ContainsFunc(matters, func(m matter) bool { return m.id == id && (len(m.profiles) > 0 || m.consent) })
}
