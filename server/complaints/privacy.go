package complaints

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"

	"wugong/server/db"
)

// Exported is one's own complaint with the answers to it.
type Exported struct {
	ID         uuid.UUID          `json:"id"`
	Number     string             `json:"number"`
	Topic      api.ComplaintTopic `json:"topic"`
	Text       string             `json:"text"`
	Named      bool               `json:"named"`
	State      api.ComplaintState `json:"state"`
	LodgedAt   time.Time          `json:"lodged_at"`
	DueAt      time.Time          `json:"due_at"`
	Answer     string             `json:"answer,omitempty"`
	AnsweredAt *time.Time         `json:"answered_at,omitempty"`
	Again      string             `json:"again,omitempty"`
	AgainAt    *time.Time         `json:"again_at,omitempty"`
	Second     string             `json:"second_answer,omitempty"`
	SecondAt   *time.Time         `json:"second_at,omitempty"`
}

// ExportOf gives the complaints of an account. The answers are there too: they were written to that person.
func ExportOf(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error) {
	rows, err := gorm.G[Complaint](tx).Where("complainant_id = ?", account).Order("lodged_at, id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("export complaints: %w", err)
	}
	all := make([]Exported, len(rows))
	for i, c := range rows {
		all[i] = Exported{ID: c.ID, Number: Number(c.Number), Topic: c.Topic, Text: c.Text, Named: c.Named, State: c.State, LodgedAt: c.LodgedAt,
			DueAt: c.DueAt, Answer: c.Answer, AnsweredAt: c.AnsweredAt, Again: c.Again, AgainAt: c.AgainAt, Second: c.Second, SecondAt: c.SecondAt}
	}
	return all, nil
}

// Forget takes the complainant from an account's complaints. Of answered ones the words go as well; of open ones they
// are needed until somebody answers.
func Forget(ctx context.Context, tx *gorm.DB, account uuid.UUID, _ time.Time) error {
	err := db.Exec(ctx, tx, `UPDATE complaints SET complainant_id = NULL, named = false,
		text = CASE WHEN state = 'answered' THEN '' ELSE text END, again = CASE WHEN state = 'answered' THEN '' ELSE again END
		WHERE complainant_id = ?`, account)
	if err != nil {
		return fmt.Errorf("forget a complainant: %w", err)
	}
	return nil
}
