package conventions

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/ballots"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
)

// idNumber finds numbers of identity cards and bank accounts.
var idNumber = regexp.MustCompile(`[0-9０-９]{15,}|[0-9]{6}[ -][0-9]{8}[ -][0-9]{3}[0-9Xx]|([0-9]{4}[ -]){3}[0-9]{3,}`)

// plain checks a text that everybody reads: what people write, without the number of anybody's identity card.
func plain(field, s string, least int) (string, error) {
	text, err := fault.Text(field, s)
	switch {
	case err != nil:
		return "", err
	case len([]rune(text)) < least:
		return "", fault.ErrText.On(field, api.ProblemCodeInvalidText)
	case idNumber.MatchString(text):
		return "", ErrIDNumber.On(field, ErrIDNumber.Code)
	}
	return text, nil
}

// written checks a text and makes a revision of it.
func written(version uuid.UUID, n int, d api.ConventionText) (r Revision, err error) {
	r = Revision{VersionID: version, Revision: n, Clauses: []api.ConventionClause{}, Explanations: []api.ConventionExplanation{}}
	if r.Preamble, err = plain("preamble", api.Value(d.Preamble), 0); err != nil {
		return r, err
	}
	if r.Short, err = plain("short", api.Value(d.Short), 0); err != nil {
		return r, err
	}
	if r.Note, err = plain("note", api.Value(d.Note), 0); err != nil {
		return r, err
	}
	seen := map[uuid.UUID]bool{}
	for i, c := range d.Clauses {
		field := fmt.Sprintf("clauses[%d]", i)
		if seen[c.ID] {
			return r, ErrClauses.On(field+".id", ErrClauses.Code)
		}
		seen[c.ID] = true
		if c.Text, err = plain(field+".text", c.Text, 1); err != nil {
			return r, err
		}
		for name, line := range map[string]**string{".heading": &c.Heading, ".title": &c.Title} {
			if *line == nil {
				continue
			}
			words, err := fault.Line(field+name, **line)
			if err != nil {
				return r, err
			}
			*line = &words
		}
		r.Clauses = append(r.Clauses, c)
	}
	for i, e := range api.Value(d.Explanations) {
		if e.Text, err = plain(fmt.Sprintf("explanations[%d].text", i), e.Text, 2); err != nil {
			return r, err
		}
		if seen[e.ClauseID] && explanation(r.Explanations, e.ClauseID, e.Rule) == nil {
			r.Explanations = append(r.Explanations, e)
		}
	}
	r.LintOpen = unexplained(Lint(r.Clauses, r.Explanations, api.LanguageZhCN))
	return r, nil
}

// Save saves a draft as a new revision. Who edited an older one than the last is told, and nothing is overwritten; the same
// text sent again by the same person is saved once.
func (s *Service) Save(ctx context.Context, actor, id uuid.UUID, d api.ConventionText) (out api.ConventionVersion, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		v, standing, err := s.acting(ctx, tx, actor, id, now)
		if err != nil {
			return err
		}
		if !communities.Can(standing, api.PermissionConventionWrite) {
			return fault.ErrForbidden
		}
		if v.State != api.ConventionStateDrafting {
			return ErrNotNow
		}
		text, err := written(v.ID, v.Revision+1, d)
		if err != nil {
			return err
		}
		if v.Kind == api.ConventionVersionKindRepeal && len(text.Clauses) > 0 {
			return ErrClauses.On("clauses", ErrClauses.Code)
		}
		text.SavedBy, text.At = &actor, now
		if err := text.seal(v.Title); err != nil {
			return err
		}
		old, found, err := revisionOf(ctx, tx, v.ID, v.Revision)
		if err != nil {
			return err
		}
		if same := found && d.Revision == v.Revision-1 && old.SavedBy != nil && *old.SavedBy == actor && old.same(text); !same {
			if d.Revision != v.Revision {
				return ErrChanged
			}
			if err := s.save(ctx, tx, v.Version, text, actor, now); err != nil {
				return err
			}
		}
		out, err = s.version(ctx, tx, id, standing, nil, now)
		return err
	})
	return out, err
}

// same tells whether two texts are one.
func (r Revision) same(o Revision) bool {
	return bytes.Equal(r.Fingerprint, o.Fingerprint) && r.Short == o.Short && r.Note == o.Note && asJSON(r.Clauses) == asJSON(o.Clauses) &&
		slices.Equal(r.Explanations, o.Explanations)
}

func (s *Service) save(ctx context.Context, tx *gorm.DB, v Version, text Revision, actor uuid.UUID, now time.Time) error {
	if err := addRevision(ctx, tx, text); err != nil {
		return err
	}
	v.Revision = text.Revision
	if err := saveVersion(ctx, tx, v, now); err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{Community: v.CommunityID, Actor: actor, Action: "convention.save", Subject: v.ID,
		Detail: map[string]any{"revision": text.Revision, "clauses": len(text.Clauses), "fingerprint": hexed(text.Fingerprint)}})
}

// Open begins a new version of a convention. Sent again by the same person it gives what the first time made.
func (s *Service) Open(ctx context.Context, actor, convention uuid.UUID, d api.ConventionVersionDraft) (out api.ConventionVersion, made bool, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		made = false
		c, err := conventionOf(ctx, tx, convention, true)
		if err != nil {
			return err
		}
		standing, err := communities.StandingOf(ctx, tx, c.CommunityID, actor, now)
		if err != nil {
			return err
		}
		old, err := db.Rows[Version](ctx, tx, `SELECT * FROM convention_versions WHERE id = ?`, d.ID)
		if err != nil {
			return err
		}
		switch {
		case len(old) == 0:
			if err := s.open(ctx, tx, c, standing, d, now); err != nil {
				return err
			}
			made = true
		case old[0].ConventionID != convention || old[0].OpenerID == nil || *old[0].OpenerID != actor:
			return fault.ErrIDTaken
		}
		out, err = s.version(ctx, tx, d.ID, standing, nil, now)
		return err
	})
	return out, made && err == nil, err
}

// open writes a new version of a convention that is locked, by those who may propose one.
func (s *Service) open(ctx context.Context, tx *gorm.DB, c Convention, by communities.Standing, d api.ConventionVersionDraft, now time.Time) error {
	may := api.PermissionConventionWrite
	if d.Proposer == api.ConventionProposerSupervision {
		may = api.PermissionConventionPropose
	}
	if !communities.Can(by, may) {
		return fault.ErrForbidden
	}
	stands, found, err := standingOf(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	if err := CheckProposer(d.Kind, d.Proposer, stands.State, d.CallID != nil); err != nil {
		return err
	}
	if err := called(ctx, tx, c.CommunityID, d); err != nil {
		return err
	}
	reason, err := plain("reason", d.Reason, 2)
	if err != nil {
		return err
	}
	taken, err := db.Rows[Version](ctx, tx, `SELECT * FROM convention_versions WHERE convention_id = ?`, c.ID)
	if err != nil {
		return fmt.Errorf("numbers of versions: %w", err)
	}
	numbers := make([][2]int, len(taken))
	for i, t := range taken {
		if Works(t.State) {
			return ErrWork
		}
		numbers[i] = [2]int{t.Major, t.Minor}
	}
	v := Version{ID: d.ID, ConventionID: c.ID, CommunityID: c.CommunityID, Kind: d.Kind, State: api.ConventionStateDrafting, Since: now, OpenedAt: now,
		CountedFrom: now, OpenerID: &by.Account, Proposer: d.Proposer, CallID: d.CallID, Reason: reason, Topics: topicsOf(nil)}
	v.Major, v.Minor = NextNumber(numbers, [2]int{stands.Major, stands.Minor}, api.Value(d.Major) || !found)
	if d.Kind == api.ConventionVersionKindFirst || api.Value(d.Collect) && d.Kind == api.ConventionVersionKindAmendment {
		v.State = api.ConventionStateCollecting
		v.Until = UntilOf(v.State, c.Kind, now)
	}
	if found {
		v.BasedOn = &stands.ID
	}
	if made, err := insertVersion(ctx, tx, v); err != nil {
		return err
	} else if !made {
		return fault.ErrIDTaken
	}
	if err := s.inherit(ctx, tx, v, stands, found, by.Account, now); err != nil {
		return err
	}
	if v.State == api.ConventionStateCollecting {
		return s.collecting(ctx, tx, v, c.Title, by, now)
	}
	return s.opened(ctx, tx, v, by, now)
}

// called tells why a call does not carry a proposal.
func called(ctx context.Context, tx *gorm.DB, community uuid.UUID, d api.ConventionVersionDraft) error {
	if d.CallID == nil {
		return nil
	}
	meeting, reached, err := ballots.ReachedCall(ctx, tx, *d.CallID, community)
	if err == nil && (!reached || !slices.Contains(meetings[d.Proposer], meeting)) {
		err = ErrCall.On("call_id", ErrCall.Code)
	}
	return err
}

// inherit starts a new version from the text that stands, which is being amended from now on; a repeal has its reason only.
func (s *Service) inherit(ctx context.Context, tx *gorm.DB, v Version, stands row, found bool, actor uuid.UUID, now time.Time) error {
	if !found {
		return nil
	}
	text := Revision{VersionID: v.ID, Revision: 1, Clauses: []api.ConventionClause{}, Explanations: []api.ConventionExplanation{}, SavedBy: &actor, At: now}
	if v.Kind == api.ConventionVersionKindRepeal {
		text.Preamble = v.Reason
	} else {
		old, _, err := revisionOf(ctx, tx, stands.ID, stands.ShownRevision)
		if err != nil {
			return err
		}
		text.Preamble, text.Clauses, text.Short, text.Explanations, text.LintOpen = old.Preamble, old.Clauses, old.Short, old.Explanations, old.LintOpen
	}
	if err := text.seal(stands.Title); err != nil {
		return err
	}
	if err := addRevision(ctx, tx, text); err != nil {
		return err
	}
	v.Revision = 1
	if err := saveVersion(ctx, tx, v, now); err != nil {
		return err
	}
	return s.follow(ctx, tx, stands.Version, open, nil, now)
}
