package reports

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/words"
)

// rolesOf says which roles work as which kind of assignee. A volunteer is any verified member; a department has no
// accounts here.
var rolesOf = map[api.AssigneeKind][]api.Role{
	api.AssigneeKindCommittee:       managers,
	api.AssigneeKindGridWorker:      {api.RoleGridWorker},
	api.AssigneeKindPropertyCompany: {api.RolePropertyCompany},
	api.AssigneeKindTown:            {api.RoleTownOfficer},
}

// bodies are the assignees that may be named without a person: any account with the role then works on the matter.
var bodies = []api.AssigneeKind{
	api.AssigneeKindCommittee, api.AssigneeKindPropertyCompany, api.AssigneeKindDepartment, api.AssigneeKindTown,
}

// works tells whether somebody is, today, such an assignee. An office that ended ends the work.
func works(s communities.Standing, kind api.AssigneeKind) bool {
	if kind == api.AssigneeKindVolunteer {
		return s.Verified
	}
	return s.Has(rolesOf[kind]...)
}

// officesOf are the roles by which somebody is such an assignee.
func officesOf(kind api.AssigneeKind) []api.Role {
	if kind == api.AssigneeKindVolunteer {
		return []api.Role{api.RoleResident}
	}
	return rolesOf[kind]
}

// assign checks and sets who is to do the work. The name of a person is the account's own.
func (s *Service) assign(ctx context.Context, tx *gorm.DB, r *Report, a api.Assignee, now time.Time) error {
	if err := Suits(classByCode[r.Class].Department, a.Kind); err != nil {
		return err
	}
	name, err := fault.Line("assignee.name", a.Name)
	if err != nil {
		return err
	}
	unsuitable := ErrUnsuitable.On("assignee", ErrUnsuitable.Code)
	if a.AccountID == nil {
		if !slices.Contains(bodies, a.Kind) {
			return unsuitable
		}
	} else {
		standing, err := communities.StandingOf(ctx, tx, r.CommunityID, *a.AccountID, now)
		if err != nil {
			return err
		}
		if !works(standing, a.Kind) {
			return unsuitable
		}
		names, err := identity.NamesOf(ctx, tx, []uuid.UUID{*a.AccountID})
		if err != nil {
			return err
		}
		if known := names[*a.AccountID]; known != "" {
			name = known
		}
	}
	r.AssigneeKind, r.AssigneeName, r.AssigneeID = &a.Kind, name, a.AccountID
	return nil
}

// assigned are the accounts that work on a report.
func (s *Service) assigned(ctx context.Context, tx *gorm.DB, r Report, now time.Time) ([]uuid.UUID, error) {
	switch {
	case r.AssigneeID != nil:
		return []uuid.UUID{*r.AssigneeID}, nil
	case r.AssigneeKind == nil:
		return nil, nil
	}
	return communities.HoldersOf(ctx, tx, r.CommunityID, now, rolesOf[*r.AssigneeKind]...)
}

// Assignees lists whom a report of a community can be given to, for those who may: bodies first, then people.
func (s *Service) Assignees(ctx context.Context, actor, community uuid.UUID) ([]api.Assignee, error) {
	now := s.Now()
	standing, err := communities.StandingOf(ctx, s.DB, community, actor, now)
	if err != nil {
		return nil, err
	}
	if !communities.Can(standing, api.PermissionReportManage) {
		return nil, fault.ErrForbidden
	}
	c, err := communities.CommunityOf(ctx, s.DB, community)
	if err != nil {
		return nil, err
	}
	list := make([]api.Assignee, 0, 16)
	for _, kind := range bodies {
		list = append(list, api.Assignee{Kind: kind, Name: kindName(ctx, kind, c.Kind)})
	}
	for _, kind := range []api.AssigneeKind{api.AssigneeKindGridWorker, api.AssigneeKindPropertyCompany, api.AssigneeKindCommittee} {
		people, err := s.people(ctx, c, kind, now)
		if err != nil {
			return nil, err
		}
		list = append(list, people...)
	}
	return list, nil
}

// people are the accounts that work as a kind of assignee, with their names.
func (s *Service) people(ctx context.Context, c communities.Community, kind api.AssigneeKind, now time.Time) ([]api.Assignee, error) {
	ids, err := communities.HoldersOf(ctx, s.DB, c.ID, now, rolesOf[kind]...)
	if err != nil {
		return nil, err
	}
	names, err := identity.NamesOf(ctx, s.DB, ids)
	if err != nil {
		return nil, err
	}
	list := make([]api.Assignee, 0, len(ids))
	for _, id := range ids {
		name := names[id]
		if name == "" {
			name = kindName(ctx, kind, c.Kind)
		}
		list = append(list, api.Assignee{Kind: kind, Name: name, AccountID: &id})
	}
	return list, nil
}

// kindName is a kind of assignee in the caller's language, as it is called in this kind of community.
func kindName(ctx context.Context, kind api.AssigneeKind, of api.CommunityKind) string {
	return words.Say(words.Lang(ctx), words.Of("assignee."+string(kind), of), nil)
}
