// Package privacy lets people decide about their data. At first they tell their age, as a band that is asked and not
// proven: under 14 there is no account, and what was made of it is deleted. They agree to the notice purpose by purpose,
// in the version that was in force, and may withdraw at any time; each word is kept and never changed. Without the purpose
// "account" there is no account, so it is withdrawn by deletion, and until it is given for the notice in force, and the age
// told, the account reads and changes nothing; without "location" a report keeps a rough place only. They take a copy of
// everything that is kept about them, and of nobody else. They delete their account, after typing a word, unless they hold
// an office: then phone, name, sign-ins, inbox, memberships and the authorship of reports are gone at once. Kept are matters
// not finished, photos of reports, steps of offices, the committee's register, and numbers in the sealed log; the answer
// says so, with the reasons. What somebody writes while their account is deleted is either deleted with it or refused.
package privacy

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/ballots"
	"wugong/server/bulletins"
	"wugong/server/communities"
	"wugong/server/complaints"
	"wugong/server/conventions"
	"wugong/server/disclosures"
	"wugong/server/evaluations"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/media"
	"wugong/server/notifications"
	"wugong/server/places"
	"wugong/server/projects"
	"wugong/server/proposals"
	"wugong/server/reports"
	"wugong/server/rosters"
	"wugong/server/words"
)

// NoticeVersion is the day from which the privacy notice in force is valid.
const NoticeVersion = "2026-11-24"

// Why something about one's data is refused.
var (
	ErrNotice      = fault.New(fault.Conflict, api.ProblemCodeNoticeChanged)
	ErrNeeded      = fault.New(fault.Conflict, api.ProblemCodeConsentNeeded)
	ErrUnconfirmed = fault.New(fault.Unprocessable, api.ProblemCodeDeletionUnconfirmed)
)

// Service asks the domains.
type Service struct {
	DB       *gorm.DB
	Now      func() time.Time
	Identity *identity.Service
}

// part is what one domain keeps of somebody.
type part struct {
	key      string
	exportOf func(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error)
}

// parts in the order of the page; the account is first, because it tells whether there is anybody.
func (s *Service) parts() []part {
	return []part{
		{"account", s.Identity.ExportOf}, {"consents", said}, {"communities", communities.ExportOf}, {"reports", reports.ExportOf},
		{"proposals", proposals.ExportOf}, {"ballots", ballots.ExportOf},
		{"photos", media.ExportOf}, {"complaints", complaints.ExportOf}, {"bulletins", bulletins.ExportOf},
		{"disclosures", disclosures.ExportOf}, {"conventions", conventions.ExportOf}, {"projects", projects.ExportOf},
		{"evaluations", evaluations.ExportOf}, {"assets", places.ExportOf}, {"rosters", rosters.ExportOf},
		{"notices", notifications.ExportOf}, {"acts", audit.ExportOf},
	}
}

// kept is a part with its content.
type kept struct {
	key     string
	content any
}

// Export gathers, of one moment, everything that is kept of an account.
func (s *Service) Export(ctx context.Context, account uuid.UUID) (all []kept, at time.Time, err error) {
	at = s.Now().UTC()
	snapshot := &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		for _, p := range s.parts() {
			content, err := p.exportOf(ctx, tx, account)
			if err != nil {
				return err
			}
			all = append(all, kept{p.key, content})
		}
		return nil
	}, snapshot)
	return all, at, err
}

// forgetting is the order in which an account is taken out: who needs the phone or the author first, identity at last.
var forgetting = []func(ctx context.Context, tx *gorm.DB, account uuid.UUID, now time.Time) error{
	communities.Forget, reports.Forget, proposals.Forget, ballots.Forget, complaints.Forget, bulletins.Forget, disclosures.Forget, conventions.Forget, projects.Forget,
	evaluations.Forget, places.Forget, rosters.Forget, media.Forget, notifications.Forget, identity.Forget,
}

// Delete deletes an account for good. Done twice it is the same as once.
func (s *Service) Delete(ctx context.Context, account uuid.UUID, word string) error {
	if w := strings.TrimSpace(word); w != "注销" && !strings.EqualFold(w, "delete") {
		return ErrUnconfirmed.On("word", api.ProblemCodeDeletionUnconfirmed)
	}
	return s.remove(ctx, account)
}

func (s *Service) remove(ctx context.Context, account uuid.UUID) error {
	now := s.Now().UTC().Truncate(time.Microsecond)
	return s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		open, err := identity.Close(ctx, tx, account)
		if err != nil || !open {
			return err
		}
		for _, forget := range forgetting {
			if err := forget(ctx, tx, account, now); err != nil {
				return err
			}
		}
		return audit.Record(ctx, tx, audit.Entry{Actor: account, Action: "account.delete", Subject: account})
	})
}

// receipt says what a deletion deletes and what it keeps, and why.
func receipt(ctx context.Context) api.Deletion {
	lines := func(prefix string, keys ...string) []api.DeletionLine {
		all := make([]api.DeletionLine, len(keys))
		for i, key := range keys {
			say := func(what string) string {
				return words.Say(words.Lang(ctx), fmt.Sprintf("deletion.%s.%s.%s", prefix, key, what), nil)
			}
			all[i] = api.DeletionLine{What: say("what"), Why: say("why")}
		}
		return all
	}
	return api.Deletion{
		Deleted: lines("deleted", "account", "membership", "inbox", "author", "proposals", "ballots", "complaints"),
		Kept: lines("kept", "reports", "proposals", "ballots", "complaints", "disclosures", "conventions", "projects", "evaluations", "assets", "rosters",
			"steps", "register", "log"),
	}
}
