package ballots

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/riverqueue/river"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/notifications"
)

// FoldArgs is the job that adds up the signatures of a call and tells the committee when there are enough.
type FoldArgs struct {
	Call uuid.UUID `json:"call"`
}

// Kind is ballots_fold.
func (FoldArgs) Kind() string { return "ballots_fold" }

type folder struct {
	river.WorkerDefaults[FoldArgs]
	service *Service
}

// Work folds.
func (w *folder) Work(ctx context.Context, job *river.Job[FoldArgs]) error {
	return w.service.Fold(ctx, job.Args.Call)
}

// Fold moves the signatures that came since into the call's count. Reached once, the committee is told once.
func (s *Service) Fold(ctx context.Context, id uuid.UUID) error {
	return s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		now := s.now()
		rows, err := db.Rows[Call](ctx, tx, `WITH gone AS (DELETE FROM call_deltas WHERE call_id = @id RETURNING signed)
			UPDATE ballot_calls SET signed = signed + (SELECT coalesce(sum(signed), 0) FROM gone) WHERE id = @id RETURNING *`, map[string]any{"id": id})
		if err != nil || len(rows) == 0 {
			return err
		}
		c := rows[0]
		if c.ReachedAt != nil || c.Signed < c.Needed {
			return nil
		}
		if err := db.Exec(ctx, tx, `UPDATE ballot_calls SET reached_at = ? WHERE id = ?`, now, id); err != nil {
			return fmt.Errorf("fold signatures: %w", err)
		}
		to, err := communities.HoldersOf(ctx, tx, c.CommunityID, now, api.RoleCommitteeMember, api.RoleCommitteeChair)
		if err != nil {
			return err
		}
		err = notifications.Queue(ctx, tx, notifications.Notice{To: slices.Compact(append(to, api.Value(c.AuthorID))), Kind: api.NoticeKindCallReached,
			Community: c.CommunityID, Subject: id, At: now, Link: "/calls/" + id.String(), Words: map[string]string{}, English: map[string]string{},
			Args: map[string]string{"title": c.Title, "signed": digits(c.Signed), "needed": digits(c.Needed)}})
		if err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Community: c.CommunityID, Action: "call.reached", Subject: id, Detail: map[string]any{"signed": c.Signed, "needed": c.Needed}})
	})
}
