// Package audit keeps the log of acts: every act of a role and every change of a record's state is an entry,
// inserted in the transaction of the act itself, without any lock that others share. Entries hold ids and states,
// never names, phones or texts. A job seals them within seconds, in order, into one hash chain per community (the
// platform has its own), so that nobody can change, remove or slip in an entry unseen; Verify checks that.
// The server's database role can insert and read the log, not change it.
package audit

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/server/db"
)

// Entry says who did what to what. Detail holds ids, states, numbers and times only.
type Entry struct {
	Community uuid.UUID // uuid.Nil for acts of the platform
	Actor     uuid.UUID // account; uuid.Nil for the server itself
	Action    string    // "report.accept": noun and verb
	Subject   uuid.UUID
	Detail    map[string]any
}

// Record inserts an entry in the caller's transaction. A detail that could hold a name, a phone or a text is a
// defect of the caller and is refused.
func Record(ctx context.Context, tx *gorm.DB, e Entry) error {
	detail, err := plainDetail(e.Detail)
	if err != nil {
		return fmt.Errorf("audit %s: %w", e.Action, err)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	err = db.Exec(ctx, tx, `INSERT INTO audit_entries (id, community_id, actor_id, action, subject_id, detail) VALUES (?, ?, ?, ?, ?, ?)`,
		id, e.Community, e.Actor, e.Action, e.Subject, detail)
	if err != nil {
		return fmt.Errorf("audit %s: %w", e.Action, err)
	}
	return nil
}
