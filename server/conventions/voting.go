package conventions

import (
	"context"
	"strconv"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/words"
)

// CallVote puts the text that was shown to the vote, by a ballot of its own that is noticed in the same transaction: it names
// the version, how many clauses it has, where it is read, and its fingerprint. Sent again it changes nothing.
func (s *Service) CallVote(ctx context.Context, actor, id uuid.UUID, d api.ConventionVoteCall) (out api.ConventionVersion, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		v, standing, err := s.acting(ctx, tx, actor, id, now)
		if err != nil {
			return err
		}
		again := v.State == api.ConventionStateVoting && *v.BallotID == d.BallotID && communities.Can(standing, api.PermissionConventionWrite)
		if !again {
			if err := s.callVote(ctx, tx, v, standing, d, now); err != nil {
				return err
			}
		}
		out, err = s.version(ctx, tx, id, standing, nil, now)
		return err
	})
	return out, err
}

func (s *Service) callVote(ctx context.Context, tx *gorm.DB, r row, by communities.Standing, d api.ConventionVoteCall, now time.Time) error {
	to, err := CanMove(callVote, r.facts(now, can(by)))
	if err != nil {
		return err
	}
	if d.Revision != r.Revision {
		return ErrChanged
	}
	text, _, err := revisionOf(ctx, tx, r.ID, r.Revision)
	if err != nil {
		return err
	}
	if err := s.Ballots.Put(ctx, tx, by.Account, s.ballot(r, text, d), now); err != nil {
		return err
	}
	v := r.Version
	v.State, v.Since, v.Until, v.BallotID, v.VotedRevision = to, now, nil, &d.BallotID, &r.Revision
	if err := staged(ctx, tx, v, r.State, &by.Account, roleFor(by, committee...), nil, now); err != nil {
		return err
	}
	if err := saveVersion(ctx, tx, v, now); err != nil {
		return err
	}
	return s.noted(ctx, tx, v, by.Account, "vote", map[string]any{"ballot": d.BallotID, "revision": r.Revision, "fingerprint": hexed(text.Fingerprint)})
}

// ballot is the vote on a text. It is a record of the community, so it is in Chinese.
func (s *Service) ballot(r row, text Revision, d api.ConventionVoteCall) api.BallotDraft {
	key := "convention.ballot." + string(r.Kind)
	args := map[string]string{"title": r.Title, "number": r.Number(), "clauses": strconv.Itoa(len(text.Clauses)), "link": s.link(r.Version),
		"fingerprint": hexed(text.Fingerprint), "reason": r.Reason}
	title := []rune(words.Say(api.LanguageZhCN, key+".title", args))
	if len(title) > 60 {
		title = append(title[:59], '…')
	}
	return api.BallotDraft{ID: d.BallotID, CommunityID: r.CommunityID, Kind: api.BallotKindDecision, Matter: MatterOf(r.ConventionKind), Profile: d.Profile,
		LegalEffect: new(api.LegalEffectRecorded), Title: string(title), Text: words.Say(api.LanguageZhCN, key+".text", args), Electorate: d.Electorate,
		OpensAt: &d.OpensAt, ClosesAt: &d.ClosesAt}
}
