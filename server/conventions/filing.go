package conventions

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/communities"
	"wugong/server/fault"
)

// File takes the filing of a version one step on: the committee sends it, the town enters its number or returns it.
func (s *Service) File(ctx context.Context, actor, id uuid.UUID, d api.ConventionFilingAct) (out api.ConventionVersion, err error) {
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		r, standing, err := s.acting(ctx, tx, actor, id, now)
		if err != nil {
			return err
		}
		may := api.PermissionConventionTown
		if d.Act == api.ConventionFilingDeedSend {
			may = api.PermissionConventionWrite
		}
		if !communities.Can(standing, may) {
			return fault.ErrForbidden
		}
		if err := CanFile(d.Act, r.filing(), now); err != nil {
			return err
		}
		v := r.Version
		news, err := v.file(d, actor, now)
		if err != nil {
			return err
		}
		if err := saveVersion(ctx, tx, v, now); err != nil {
			return err
		}
		to := []api.Role{api.RoleCommitteeChair, api.RoleCommitteeMember}
		if d.Act == api.ConventionFilingDeedSend {
			to = []api.Role{api.RoleTownOfficer}
		}
		if err := tell(ctx, tx, v, news, map[string]string{"title": r.Title, "number": api.Value(v.FilingNumber)}, now, to...); err != nil {
			return err
		}
		if err := s.noted(ctx, tx, v, actor, "filing", map[string]any{"act": d.Act}); err != nil {
			return err
		}
		out, err = s.version(ctx, tx, id, standing, nil, now)
		return err
	})
	return out, err
}

// file writes a step of the filing into a version and gives the news of it.
func (v *Version) file(d api.ConventionFilingAct, actor uuid.UUID, now time.Time) (api.NoticeKind, error) {
	switch d.Act {
	case api.ConventionFilingDeedSend:
		v.SentAt, v.SentBy = &now, &actor
		return api.NoticeKindConventionFilingSent, nil
	case api.ConventionFilingDeedReturn:
		if d.Reason == nil {
			return "", ErrReason.On("reason", ErrReason.Code)
		}
		reason, err := plain("reason", *d.Reason, 2)
		if err != nil {
			return "", err
		}
		v.ReturnedAt, v.ReturnedBy, v.ReturnReason = &now, &actor, &reason
		v.SentAt, v.SentBy = nil, nil
		return api.NoticeKindConventionFilingReturned, nil
	}
	if d.Number == nil {
		return "", ErrNumber.On("number", ErrNumber.Code)
	}
	number, err := fault.Line("number", *d.Number)
	if err != nil {
		return "", err
	}
	if d.FiledOn == nil || china.Day(d.FiledOn.Time).Before(china.Day(*v.AdoptedOn)) || china.Day(d.FiledOn.Time).After(china.Midnight(now)) {
		return "", ErrDate.On("filed_on", ErrDate.Code)
	}
	v.FiledOn, v.FilingNumber, v.FiledBy = &d.FiledOn.Time, &number, &actor
	return api.NoticeKindConventionFiled, nil
}
