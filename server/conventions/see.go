package conventions

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	openapitypes "github.com/oapi-codegen/runtime/types"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/words"
)

// aside is what stands beside a version.
type aside struct {
	Reviews []reviewed  `gorm:"serializer:json"`
	Boards  []board     `gorm:"serializer:json"`
	Photos  []photo     `gorm:"serializer:json"`
	Stages  []stageLine `gorm:"serializer:json"`

	Households, App, Paper int
	Mine                   bool
}

// board is a photo of a board.
type board struct {
	ID       uuid.UUID
	Stage    api.ConventionState
	PostedOn string
	Place    string
	Photo    photo
}

// stageLine is a line of the timeline.
type stageLine struct {
	From   *api.ConventionState
	To     api.ConventionState
	At     time.Time
	Reason *string
	Role   *api.Role
}

const pictureJSON = `jsonb_build_object('ID', w.id, 'Width', w.width, 'Height', w.height)`

const asideSQL = `SELECT
  coalesce((SELECT jsonb_agg(jsonb_build_object('ID', r.id, 'Office', r.office, 'Verdict', r.verdict, 'Revision', r.revision, 'Text', r.text, 'At', r.at)
    ORDER BY r.at DESC, r.id DESC) FROM convention_reviews r WHERE r.version_id = v.id), '[]') AS reviews,
  coalesce((SELECT jsonb_agg(jsonb_build_object('ID', b.id, 'Stage', b.stage, 'PostedOn', b.posted_on, 'Place', b.place, 'Photo', ` + pictureJSON + `)
    ORDER BY b.at, b.id) FROM convention_postings b JOIN media w ON w.id = b.media_id WHERE b.version_id = v.id), '[]') AS boards,
  coalesce((SELECT jsonb_agg(` + pictureJSON + ` ORDER BY p.position) FROM convention_photos p JOIN media w ON w.id = p.media_id
    WHERE p.version_id = v.id), '[]') AS photos,
  coalesce((SELECT jsonb_agg(jsonb_build_object('From', g.from_state, 'To', g.to_state, 'At', g.at, 'Reason', g.reason, 'Role', g.role) ORDER BY g.id)
    FROM convention_stages g WHERE g.version_id = v.id), '[]') AS stages,
  CASE WHEN v.adopted_on IS NULL THEN 0 ELSE (SELECT count(*) FROM households h WHERE h.community_id = v.community_id) END AS households,
  s.app, s.paper, s.mine
FROM convention_versions v CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE channel = 'app') AS app, count(*) FILTER (WHERE channel = 'paper') AS paper,
  coalesce(bool_or(household_id = @household), false) AS mine FROM convention_signatures x WHERE x.version_id = v.id) s
WHERE v.id = @id`

// version is a version as somebody sees it, with the text they may read: the newest, or the revision they ask for.
func (s *Service) version(ctx context.Context, tx *gorm.DB, id uuid.UUID, standing communities.Standing, asked *int, now time.Time) (out api.ConventionVersion, err error) {
	r, err := versionOf(ctx, tx, id)
	if err != nil {
		return out, err
	}
	inner := works(standing)
	newest := r.ShownRevision
	if inner {
		newest = r.Revision
	}
	n := newest
	if asked != nil {
		n = *asked
	}
	text, found, err := revisionOf(ctx, tx, id, n)
	if err != nil {
		return out, err
	}
	if asked != nil && (!found || !inner && !text.Shown) {
		return out, ErrNoVersion
	}
	vote, err := decided(ctx, tx, r.Version, now)
	if err != nil {
		return out, err
	}
	beside, err := db.Row[aside](ctx, tx, asideSQL, map[string]any{"id": id, "household": standing.Household})
	if err != nil {
		return out, fmt.Errorf("what stands beside a version: %w", err)
	}
	lang := words.Lang(ctx)
	f := r.facts(now, can(standing))
	f.voted(vote)
	f.HouseholdOf, f.SignedOf = signs(standing), signs(standing) && beside.Mine
	out = api.ConventionVersion{
		Summary: r.summary(now), CommunityID: r.CommunityID, Community: r.Community, CommunityKind: r.CommunityKind, Issuer: r.Committee, Kind: r.ConventionKind,
		Title: r.Title, Law: words.Say(lang, "convention.law."+string(r.ConventionKind), nil), Revision: n, Newest: newest, Shown: text.Shown,
		Clauses: []api.ConventionClause{}, Findings: []api.ConventionFinding{}, BasedOn: r.BasedOn, Topics: r.Topics, Opinions: r.Opinions,
		Waiting: r.Waiting, How: r.How, ShownUntil: r.ShownUntil, Steps: Steps(f, rolesOf), Acts: Deeds(f), Link: s.link(r.Version),
		Signatures: api.ConventionSignatures{App: beside.App, Paper: beside.Paper, Households: beside.Households, Mine: f.SignedOf},
	}
	beside.put(&out)
	if found {
		text.put(&out, inner, lang)
	}
	if r.OrderedAt != nil {
		out.Order = &api.ConventionOrder{At: *r.OrderedAt, Reason: *r.OrderReason, ClauseIds: append([]uuid.UUID{}, r.Suspended...)}
	}
	if vote == nil {
		return out, nil
	}
	voted, _, err := revisionOf(ctx, tx, id, *r.VotedRevision)
	out.Vote = &api.ConventionVote{BallotID: vote.ID, Number: vote.Number, State: vote.State, Outcome: vote.Outcome, OpensAt: vote.OpensAt,
		ClosesAt: vote.ClosesAt, Fingerprint: hexed(voted.Fingerprint), Same: hexed(voted.Fingerprint) == out.Fingerprint}
	return out, err
}

// put adds what stands beside a version.
func (a aside) put(out *api.ConventionVersion) {
	out.Reviews, out.Postings = make([]api.ConventionReview, len(a.Reviews)), make([]api.ConventionBoardPosting, len(a.Boards))
	out.Evidence, out.Stages = make([]api.DisclosurePhoto, len(a.Photos)), make([]api.ConventionStage, len(a.Stages))
	for i, r := range a.Reviews {
		out.Reviews[i] = r.toAPI()
	}
	for i, b := range a.Boards {
		day, _ := time.Parse(time.DateOnly, b.PostedOn)
		out.Postings[i] = api.ConventionBoardPosting{ID: b.ID, Stage: b.Stage, Photo: b.Photo.toAPI(), PostedOn: openapitypes.Date{Time: day}, Place: b.Place}
	}
	for i, p := range a.Photos {
		out.Evidence[i] = p.toAPI()
	}
	for i, g := range a.Stages {
		out.Stages[i] = api.ConventionStage{From: g.From, To: g.To, At: g.At, Reason: g.Reason, By: g.Role}
	}
}

// put adds a text. Who drafts and reviews sees all findings; others those that somebody explained.
func (r Revision) put(out *api.ConventionVersion, inner bool, lang api.Language) {
	out.Clauses, out.Fingerprint = r.Clauses, hexed(r.Fingerprint)
	if r.Preamble != "" {
		out.Preamble = &r.Preamble
	}
	if r.Short != "" {
		out.Short = &r.Short
	}
	for _, f := range Lint(r.Clauses, r.Explanations, lang) {
		if inner || f.Explanation != nil {
			out.Findings = append(out.Findings, f)
		}
	}
}

func rolesOf(permissions []api.Permission) []api.Role {
	all := []api.Role{}
	for _, p := range permissions {
		all = append(all, communities.RolesFor(p)...)
	}
	return all
}

// See gives a version; it is for everybody.
func (s *Service) See(ctx context.Context, actor, id uuid.UUID, revision *int) (out api.ConventionVersion, err error) {
	tx, now := s.DB.WithContext(ctx), s.now()
	v, err := versionOf(ctx, tx, id)
	if err != nil {
		return out, err
	}
	standing, err := communities.StandingOf(ctx, tx, v.CommunityID, actor, now)
	if err != nil {
		return out, err
	}
	return s.version(ctx, tx, id, standing, revision, now)
}
