package bulletins

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/words"
)

// Bulletin is a notice of the board.
type Bulletin struct {
	ID, CommunityID uuid.UUID
	AuthorID        *uuid.UUID
	Issuer          api.BulletinIssuerKind
	Title, Text     string
	Audience        api.BulletinAudience
	Urgent          bool
	PublishAt       time.Time
	Until           time.Time
	Version         int
	CorrectsID      *uuid.UUID
	CreatedAt       time.Time
	AnnouncedAt     *time.Time
	WithdrawnAt     *time.Time
	WithdrawnBy     *uuid.UUID
	Reason          *string
}

// TableName is bulletins.
func (Bulletin) TableName() string { return "bulletins" }

// house is a building that a notice is for.
type house struct {
	ID   uuid.UUID `json:"id"`
	Name string    `json:"name"`
}

// row is a notice with what stands around it.
type row struct {
	Bulletin
	Lead                 string
	Community, Committee string
	Buildings            []house `gorm:"serializer:json"`
	CorrectionID         *uuid.UUID
	CorrectionAt         *time.Time
}

func (r row) houses() []uuid.UUID {
	ids := make([]uuid.UUID, len(r.Buildings))
	for i, b := range r.Buildings {
		ids[i] = b.ID
	}
	return ids
}

// facts joins a notice with what somebody is to it.
func (r row) facts(s communities.Standing, now time.Time) Facts {
	buildings := r.houses()
	f := Facts{
		Audience: r.Audience, PublishAt: r.PublishAt, Until: r.Until, Announced: r.AnnouncedAt != nil, WithdrawnAt: r.WithdrawnAt,
		Correcting: r.CorrectionID != nil, Corrected: r.CorrectionAt != nil && !now.Before(*r.CorrectionAt),
		Reader: Reader{
			Reads:    communities.Can(s, api.PermissionBulletinRead),
			Speaks:   officeOf(s).Speaks(r.Issuer, buildings),
			Withdraw: communities.Can(s, api.PermissionBulletinManage),
		},
	}
	for _, b := range buildings {
		f.Lives = f.Lives || s.Verified && s.Building == b
		f.Watches = f.Watches || communities.CanIn(s, b, api.PermissionBulletinWatch)
	}
	return f
}

// officeOf tells where somebody may write.
func officeOf(s communities.Standing) Office {
	o := Office{Committee: communities.Can(s, api.PermissionBulletinManage), Property: s.Has(api.RolePropertyCompany)}
	for _, g := range s.Roles {
		if g.Role == api.RoleBuildingHead && g.Building != uuid.Nil {
			o.Buildings = append(o.Buildings, g.Building)
		}
	}
	return o
}

func (r row) issuer(ctx context.Context) api.BulletinIssuer {
	names := make([]string, len(r.Buildings))
	for i, b := range r.Buildings {
		names[i] = b.Name
	}
	lang := words.Lang(ctx)
	name := r.Committee
	if r.Issuer != api.BulletinIssuerKindCommittee {
		name = words.Say(lang, "bulletin.issuer."+string(r.Issuer), map[string]string{"building": strings.Join(names, "、")})
	}
	return api.BulletinIssuer{Kind: r.Issuer, Name: name}
}

func (r row) summary(ctx context.Context, now time.Time) api.BulletinSummary {
	return api.BulletinSummary{
		ID: r.ID, Title: r.Title, Lead: r.Lead, Urgent: r.Urgent, Audience: r.Audience, Issuer: r.issuer(ctx),
		State: StateOf(r.facts(communities.Standing{}, now), now), PublishAt: r.PublishAt, Until: r.Until, Correction: r.CorrectsID != nil,
	}
}

// whole is a notice as somebody sees it.
type whole struct {
	row
	facts Facts
	now   time.Time
	link  string
}

func (w whole) toAPI(ctx context.Context) api.Bulletin {
	buildings := make([]api.BulletinBuilding, len(w.Buildings))
	for i, b := range w.Buildings {
		buildings[i] = api.BulletinBuilding{ID: b.ID, Name: b.Name}
	}
	shown := api.Bulletin{
		ID: w.ID, CommunityID: w.CommunityID, Community: w.Community, Title: w.Title, Text: w.Text, Urgent: w.Urgent,
		Audience: w.Audience, Buildings: buildings, Issuer: w.issuer(ctx), State: StateOf(w.facts, w.now), Version: w.Version,
		PublishAt: w.PublishAt, Until: w.Until, Corrects: w.CorrectsID, WithdrawnAt: w.WithdrawnAt, Reason: w.Reason,
		Link: w.link, Acts: Acts(w.facts, w.now),
	}
	if w.facts.Corrected || w.facts.Correcting && (w.facts.Speaks || w.facts.Withdraw) {
		shown.CorrectedBy = w.CorrectionID
	}
	return shown
}
