package projects

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/ballots"
	"wugong/server/ballots/recount"
	"wugong/server/projects/archive"
)

// archivedVote is a vote that the project leans on, as everybody may read it. Recounted is what wugong recount made of its file
// when the archive was built.
type archivedVote struct {
	ID        uuid.UUID            `json:"id"`
	Number    string               `json:"number"`
	Title     string               `json:"title"`
	Kind      api.BallotKind       `json:"kind"`
	Result    api.BallotResult     `json:"result"`
	Names     map[uuid.UUID]string `json:"names"`
	File      string               `json:"file,omitempty"`
	Recounted json.RawMessage      `json:"recounted,omitempty"`
}

// votesOf gives the counted votes that records lean on, and their files.
func votesOf(ctx context.Context, tx *gorm.DB, records []api.ProjectRecord) (votes []archivedVote, files []archivedFile, err error) {
	var ids []uuid.UUID
	for _, r := range records {
		if r.Outcome != nil && !slices.Contains(ids, r.Outcome.BallotID) {
			ids = append(ids, r.Outcome.BallotID)
		}
	}
	published, err := ballots.PublishedOf(ctx, tx, ids)
	if err != nil {
		return nil, nil, err
	}
	votes, files = []archivedVote{}, []archivedFile{}
	for _, p := range published {
		v := archivedVote{ID: p.ID, Number: p.Number, Title: p.Title, Kind: p.Kind, Result: p.Result, Names: p.Names}
		if p.Document != nil {
			v.File = archive.Votes + p.Number + ".json"
			if v.Recounted, err = recount.Document(p.Document); err != nil {
				return nil, nil, fmt.Errorf("recount of %s: %w", p.Number, err)
			}
			files = append(files, archivedFile{p.ID, v.File})
		}
		votes = append(votes, v)
	}
	return votes, files, nil
}

// amountText writes what a measure of a vote counts: people, or 0.01 m² as square metres.
func amountText(area bool, n int64) string {
	if area {
		return yuan(n)
	}
	return strconv.FormatInt(n, 10)
}
