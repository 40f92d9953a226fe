package disclosures

import (
	"context"
	"time"

	"github.com/google/uuid"
	openapitypes "github.com/oapi-codegen/runtime/types"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/words"
)

// Disclosure is something that was laid open. Opening is what was left from before, in fen.
type Disclosure struct {
	ID, CommunityID uuid.UUID
	AuthorID        *uuid.UUID
	Category        api.DisclosureCategoryCode
	PeriodKind      api.DisclosureFrequency
	PeriodStart     time.Time
	Title, Text     string
	Opening         *int64
	PublishedAt     time.Time
	Until           time.Time
	CorrectsID      *uuid.UUID
	Reason          *string
	CheckedAt       *time.Time
	CheckedBy       *uuid.UUID
	CheckNote       *string
}

// TableName is disclosures.
func (Disclosure) TableName() string { return "disclosures" }

// Line is one line of the accounts; Amount is in fen.
type Line struct {
	Side   api.DisclosureSide `json:"side"`
	Item   string             `json:"item"`
	Amount int64              `json:"amount"`
}

// photo is a voucher's, with who sees it.
type photo struct {
	ID       uuid.UUID              `json:"id"`
	Width    int                    `json:"width"`
	Height   int                    `json:"height"`
	Audience api.DisclosureAudience `json:"audience"`
}

func (p photo) toAPI() api.DisclosurePhoto {
	return api.DisclosurePhoto{ID: p.ID, Width: p.Width, Height: p.Height, Audience: p.Audience}
}

// posting is a photo of it on a board.
type posting struct {
	ID       uuid.UUID `json:"id"`
	Photo    photo     `json:"photo"`
	PostedOn string    `json:"posted_on"`
	Place    string    `json:"place"`
}

// row is a disclosure with what stands around it.
type row struct {
	Disclosure
	Community, Committee string
	Kind                 api.CommunityKind
	CorrectionID         *uuid.UUID
	Lines                []Line    `gorm:"serializer:json"`
	Photos               []photo   `gorm:"serializer:json"`
	Postings             []posting `gorm:"serializer:json"`
	Waiting              int
}

// facts joins a disclosure with what somebody is to it.
func (r row) facts(s communities.Standing) Facts {
	return Facts{Until: r.Until, Corrected: r.CorrectionID != nil, Checked: r.CheckedAt != nil, Postings: len(r.Postings),
		Writes: communities.Can(s, api.PermissionDisclosureWrite), Checks: communities.Can(s, api.PermissionDisclosureCheck),
		Asks: communities.Can(s, api.PermissionDisclosureAsk)}
}

func (d Disclosure) period() api.DisclosurePeriod {
	return api.DisclosurePeriod{Kind: d.PeriodKind, Start: openapitypes.Date{Time: d.PeriodStart}}
}

// whole is a disclosure as somebody sees it.
type whole struct {
	row
	facts Facts
	inner bool // sees what is for members
	now   time.Time
	link  string
}

func (w whole) toAPI(ctx context.Context) api.Disclosure {
	lang := words.Lang(ctx)
	c, _ := categoryOf(w.Category, w.Kind, w.PublishedAt)
	shown := api.Disclosure{
		ID: w.ID, CommunityID: w.CommunityID, Community: w.Community, Kind: w.Kind, Issuer: w.Committee, Category: w.Category,
		CategoryName: c.Name.in(lang), Law: c.law(lang), Period: w.period(), Title: w.Title, Text: w.Text,
		Lines: make([]api.DisclosureLine, len(w.Lines)), Photos: []api.DisclosurePhoto{}, State: StateOf(w.facts, w.now),
		PublishedAt: w.PublishedAt, Until: w.Until, Corrects: w.CorrectsID, Reason: w.Reason, CorrectedBy: w.CorrectionID,
		Postings: make([]api.BoardPosting, len(w.Postings)), Waiting: w.Waiting, Link: w.link, Acts: Acts(w.facts),
	}
	for i, l := range w.Lines {
		shown.Lines[i] = api.DisclosureLine{Side: l.Side, Item: l.Item, Amount: l.Amount}
	}
	if len(w.Lines) > 0 || w.Opening != nil {
		sums := Sum(api.Value(w.Opening), w.Lines)
		shown.Sums = &sums
	}
	for _, p := range w.Photos {
		if p.Audience == api.DisclosureAudiencePublic || w.inner {
			shown.Photos = append(shown.Photos, p.toAPI())
		}
	}
	for i, p := range w.Postings {
		day, _ := time.Parse(time.DateOnly, p.PostedOn)
		shown.Postings[i] = api.BoardPosting{ID: p.ID, Photo: p.Photo.toAPI(), PostedOn: openapitypes.Date{Time: day}, Place: p.Place}
	}
	if w.CheckedAt != nil {
		shown.Checked = &api.DisclosureChecked{At: *w.CheckedAt, Note: w.CheckNote}
	}
	return shown
}

// listed is a disclosure as lists show it.
type listed struct {
	Disclosure
	Lead             string
	Kind             api.CommunityKind
	Corrected        bool
	Lines, Postings  int
	Income, Expense  int64
	Answered, Asking int
}

func (l listed) summary(lang api.Language, now time.Time) api.DisclosureSummary {
	c, _ := categoryOf(l.Category, l.Kind, l.PublishedAt)
	s := api.DisclosureSummary{
		ID: l.ID, Category: l.Category, CategoryName: c.Name.in(lang), Period: l.period(), Title: l.Title, Lead: l.Lead,
		State: StateOf(Facts{Until: l.Until, Corrected: l.Corrected}, now), PublishedAt: l.PublishedAt, Until: l.Until,
		Correction: l.CorrectsID != nil, Posted: l.Postings > 0, Checked: l.CheckedAt != nil, Questions: l.Answered, Waiting: l.Asking,
	}
	if l.Lines > 0 || l.Opening != nil {
		opening := api.Value(l.Opening)
		s.Sums = &api.DisclosureSums{Opening: opening, Income: l.Income, Expense: l.Expense, Balance: opening + l.Income - l.Expense}
	}
	return s
}
