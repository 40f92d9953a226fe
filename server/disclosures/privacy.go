package disclosures

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
)

// Exported is what somebody laid open, asked and answered.
type Exported struct {
	Disclosures []exportedDisclosure `json:"disclosures,omitempty"`
	Questions   []exportedQuestion   `json:"questions,omitempty"`
	Answers     []exportedAnswer     `json:"answers,omitempty"`
	Checks      []exportedCheck      `json:"checks,omitempty"`
	Postings    []exportedPosting    `json:"postings,omitempty"`
}

type exportedDisclosure struct {
	ID          uuid.UUID                  `json:"id"`
	Category    api.DisclosureCategoryCode `json:"category"`
	Title       string                     `json:"title"`
	Text        string                     `json:"text"`
	PublishedAt time.Time                  `json:"published_at"`
}

type exportedQuestion struct {
	ID           uuid.UUID  `json:"id"`
	DisclosureID uuid.UUID  `json:"disclosure_id"`
	Text         string     `json:"text"`
	AskedAt      time.Time  `json:"asked_at"`
	Answer       *string    `json:"answer,omitempty"`
	AnsweredAt   *time.Time `json:"answered_at,omitempty"`
}

type exportedAnswer struct {
	QuestionID uuid.UUID `json:"question_id"`
	Text       string    `json:"text"`
	At         time.Time `json:"at"`
}

type exportedCheck struct {
	DisclosureID uuid.UUID `json:"disclosure_id"`
	Note         *string   `json:"note,omitempty"`
	At           time.Time `json:"at"`
}

type exportedPosting struct {
	DisclosureID uuid.UUID `json:"disclosure_id"`
	Place        string    `json:"place"`
	At           time.Time `json:"at"`
}

// ExportOf gives what an account laid open, asked, answered, checked and posted.
func ExportOf(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error) {
	var all Exported
	for _, part := range []struct {
		into any
		sql  string
	}{
		{&all.Disclosures, `SELECT id, category, title, text, published_at FROM disclosures WHERE author_id = ? ORDER BY published_at, id`},
		{&all.Questions, `SELECT id, disclosure_id, text, asked_at, answer, answered_at FROM disclosure_questions WHERE asker_id = ? ORDER BY asked_at, id`},
		{&all.Answers, `SELECT id AS question_id, answer AS text, answered_at AS at FROM disclosure_questions WHERE answered_by = ? ORDER BY answered_at, id`},
		{&all.Checks, `SELECT id AS disclosure_id, check_note AS note, checked_at AS at FROM disclosures WHERE checked_by = ? ORDER BY checked_at, id`},
		{&all.Postings, `SELECT disclosure_id, place, at FROM disclosure_postings WHERE poster_id = ? ORDER BY at, id`},
	} {
		if err := tx.WithContext(ctx).Raw(part.sql, account).Scan(part.into).Error; err != nil {
			return nil, fmt.Errorf("export disclosures: %w", err)
		}
	}
	return all, nil
}

// Forget takes an account from what it laid open, asked, answered, checked and posted. The words stay: an office said them,
// and a question stands without a name beside its answer.
func Forget(ctx context.Context, tx *gorm.DB, account uuid.UUID, _ time.Time) error {
	for _, of := range [][2]string{{"disclosures", "author_id"}, {"disclosures", "checked_by"}, {"disclosure_postings", "poster_id"},
		{"disclosure_questions", "asker_id"}, {"disclosure_questions", "answered_by"}} {
		err := gorm.G[any](tx).Exec(ctx, `UPDATE `+of[0]+` SET `+of[1]+` = NULL WHERE `+of[1]+` = ?`, account)
		if err != nil {
			return fmt.Errorf("forget who disclosed or asked: %w", err)
		}
	}
	return nil
}
