package conventions

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
)

// Exported is what somebody said, wrote, answered and reviewed, and whether their household signed.
type Exported struct {
	Opinions   []exportedOpinion   `json:"opinions,omitempty"`
	Entered    []exportedOpinion   `json:"entered,omitempty"`
	Answers    []exportedAnswer    `json:"answers,omitempty"`
	Reviews    []exportedReview    `json:"reviews,omitempty"`
	Drafts     []exportedDraft     `json:"drafts,omitempty"`
	Steps      []exportedStep      `json:"steps,omitempty"`
	Signatures []exportedSignature `json:"signatures,omitempty"`
}

type exportedOpinion struct {
	ID         uuid.UUID                    `json:"id"`
	Convention string                       `json:"convention"`
	Text       string                       `json:"text"`
	At         time.Time                    `json:"at"`
	Verdict    *api.ConventionAnswerVerdict `json:"verdict,omitempty"`
	Reason     *string                      `json:"reason,omitempty"`
}

type exportedAnswer struct {
	OpinionID uuid.UUID                   `json:"opinion_id"`
	Verdict   api.ConventionAnswerVerdict `json:"verdict"`
	Reason    *string                     `json:"reason,omitempty"`
	At        time.Time                   `json:"at"`
}

type exportedReview struct {
	Convention string                `json:"convention"`
	Office     api.ConventionOffice  `json:"office"`
	Verdict    api.ConventionVerdict `json:"verdict"`
	Text       *string               `json:"text,omitempty"`
	At         time.Time             `json:"at"`
}

type exportedDraft struct {
	Convention string    `json:"convention"`
	Revision   int       `json:"revision"`
	Note       string    `json:"note,omitempty"`
	At         time.Time `json:"at"`
}

type exportedStep struct {
	Convention string    `json:"convention"`
	From       *string   `json:"from,omitempty"`
	To         string    `json:"to"`
	Reason     *string   `json:"reason,omitempty"`
	At         time.Time `json:"at"`
}

type exportedSignature struct {
	Convention string                `json:"convention"`
	Channel    api.ConventionChannel `json:"channel"`
}

const ofConvention = ` JOIN convention_versions v ON v.id = x.version_id JOIN conventions k ON k.id = v.convention_id `

// ExportOf gives what an account said, wrote and did with conventions.
func ExportOf(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error) {
	var all Exported
	for _, part := range []struct {
		into any
		sql  string
	}{
		{&all.Opinions, `SELECT x.id, k.title AS convention, x.text, x.at, x.verdict, x.reason FROM convention_opinions x` + ofConvention +
			`WHERE x.author_id = ? AND x.channel = 'app' ORDER BY x.at, x.id`},
		{&all.Entered, `SELECT x.id, k.title AS convention, x.text, x.at, x.verdict, x.reason FROM convention_opinions x` + ofConvention +
			`WHERE x.author_id = ? AND x.channel <> 'app' ORDER BY x.at, x.id`},
		{&all.Answers, `SELECT id AS opinion_id, verdict, reason, answered_at AS at FROM convention_opinions WHERE answered_by = ? ORDER BY answered_at, id`},
		{&all.Reviews, `SELECT k.title AS convention, x.office, x.verdict, x.text, x.at FROM convention_reviews x` + ofConvention +
			`WHERE x.by_id = ? ORDER BY x.at, x.id`},
		{&all.Drafts, `SELECT k.title AS convention, x.revision, x.note, x.at FROM convention_revisions x` + ofConvention +
			`WHERE x.saved_by = ? ORDER BY x.at, x.revision`},
		{&all.Steps, `SELECT k.title AS convention, x.from_state AS "from", x.to_state AS "to", x.reason, x.at FROM convention_stages x` + ofConvention +
			`WHERE x.actor_id = ? ORDER BY x.id`},
		{&all.Signatures, `SELECT k.title AS convention, x.channel FROM convention_signatures x` + ofConvention +
			`WHERE x.household_id IN (SELECT p.household_id FROM memberships m JOIN persons p ON p.id = m.person_id WHERE m.account_id = ? AND m.state = 'verified')
			 ORDER BY k.title, v.opened_at`},
	} {
		if err := tx.WithContext(ctx).Raw(part.sql, account).Scan(part.into).Error; err != nil {
			return nil, fmt.Errorf("export conventions: %w", err)
		}
	}
	return all, nil
}

// Forget takes an account from what it said, wrote and did. The words stay: an office said them, and opinions stand without a
// name beside their answers. A signature is the household's.
func Forget(ctx context.Context, tx *gorm.DB, account uuid.UUID, _ time.Time) error {
	for _, of := range [][2]string{{"conventions", "creator_id"}, {"convention_versions", "opener_id"}, {"convention_versions", "ordered_by"},
		{"convention_versions", "sent_by"}, {"convention_versions", "filed_by"}, {"convention_versions", "returned_by"}, {"convention_revisions", "saved_by"},
		{"convention_stages", "actor_id"}, {"convention_opinions", "author_id"}, {"convention_opinions", "answered_by"}, {"convention_reviews", "by_id"},
		{"convention_postings", "poster_id"}} {
		err := db.Exec(ctx, tx, `UPDATE `+of[0]+` SET `+of[1]+` = NULL WHERE `+of[1]+` = ?`, account)
		if err != nil {
			return fmt.Errorf("forget who wrote a convention: %w", err)
		}
	}
	return nil
}
