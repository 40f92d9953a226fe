// Package demo fills a database with two living communities – an urban one and a village, under their
// real division codes and marked as demo – with residents, roles, a register, and reports in every state.
// Everything goes through the use cases that people use, at the times it is said to have happened, so that
// the record, the notices and the log are what they would be.
package demo

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/ballots"
	"wugong/server/bulletins"
	"wugong/server/communities"
	"wugong/server/complaints"
	"wugong/server/conventions"
	"wugong/server/db"
	"wugong/server/disclosures"
	"wugong/server/evaluations"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/media"
	"wugong/server/places"
	"wugong/server/privacy"
	"wugong/server/projects"
	"wugong/server/proposals"
	"wugong/server/reports"
	"wugong/server/rosters"
)

//go:embed photos register_urban.csv register_village.csv register_owners.csv
var files embed.FS

// Into is where the demo goes.
type Into struct {
	DB     *gorm.DB
	Keys   identity.Keys
	Bucket media.Bucket
	Now    func() time.Time
}

// seeder carries what the steps of seeding share.
type seeder struct {
	Into
	at          time.Time // what every use case takes for now
	end         time.Time // the true now: nothing happens after it
	communities *communities.Service
	media       *media.Service
	reports     *reports.Service
	complaints  *complaints.Service
	bulletins   *bulletins.Service
	disclosures *disclosures.Service
	evaluations *evaluations.Service
	assets      *places.Service
	rosters     *rosters.Service
	conventions *conventions.Service
	proposals   *proposals.Service
	ballots     *ballots.Service
	projects    *projects.Service
	accounts    map[string]uuid.UUID
	places      map[bool]place // by village
}

type place struct {
	id        uuid.UUID
	buildings map[string]uuid.UUID
}

// Seed makes the demo. A database that has it stays as it is.
func Seed(ctx context.Context, into Into) error {
	s := &seeder{Into: into, end: into.Now(), accounts: map[string]uuid.UUID{}, places: map[bool]place{}}
	now := func() time.Time { return s.at }
	s.communities = &communities.Service{DB: into.DB, Now: now, Keys: into.Keys, AttachPublic: media.AttachPublic}
	s.media = &media.Service{DB: into.DB, Now: now, Bucket: into.Bucket}
	s.reports = &reports.Service{DB: into.DB, Now: now}
	s.complaints = &complaints.Service{DB: into.DB, Now: now}
	s.proposals = &proposals.Service{DB: into.DB, Now: now, Reports: s.reports}
	s.ballots = &ballots.Service{DB: into.DB, Now: now}
	s.bulletins = &bulletins.Service{DB: into.DB, Now: now}
	s.disclosures = &disclosures.Service{DB: into.DB, Now: now}
	s.conventions = &conventions.Service{DB: into.DB, Now: now, Ballots: s.ballots}
	s.evaluations = &evaluations.Service{DB: into.DB, Now: now}
	s.assets = &places.Service{DB: into.DB, Now: now}
	s.rosters = &rosters.Service{DB: into.DB, Now: now}
	s.projects = &projects.Service{DB: into.DB, Now: now, Media: s.media}
	done, err := s.done(ctx)
	if done || err != nil {
		return err
	}
	s.at = s.end.Add(-60 * day)
	for _, stage := range []func(context.Context) error{s.open, s.settle, s.neighbourly, s.appoint, s.govern, s.pictures, s.live, s.complain, s.post, s.disclose, s.rate, s.agree,
		s.propose, s.newcomer, s.decide, s.carry, s.keep, s.takeTurns, s.read, s.wonder} {
		if err := stage(ctx); err != nil {
			return err
		}
	}
	return nil
}

// id is the same at every seeding, so that what was interrupted goes on.
func id(name string) uuid.UUID { return uuid.NewSHA1(uuid.NameSpaceURL, []byte("wugong demo "+name)) }

// done looks for the last thing that seeding does.
func (s *seeder) done(ctx context.Context) (bool, error) {
	n, err := db.Row[struct{ N int }](ctx, s.DB, `SELECT count(*) AS n FROM proposal_opinions WHERE id = ?`, id(wondering))
	return n.N > 0, err
}

// open takes the two communities into use and imports their registers.
func (s *seeder) open(ctx context.Context) error {
	for village, from := range map[bool]struct{ code, register string }{
		false: {communities.DemoUrban, "register_urban.csv"},
		true:  {communities.DemoRural, "register_village.csv"},
	} {
		err := s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			_, err := communities.ImportDivisions(ctx, tx, communities.Import{Partial: true}, s.at, communities.DemoDivisions())
			if err != nil {
				return err
			}
			c, err := communities.OpenCommunity(ctx, tx, from.code, true, s.at)
			if err != nil {
				return err
			}
			s.places[village] = place{id: c.ID}
			return nil
		})
		if err != nil {
			return fmt.Errorf("open %s: %w", from.code, err)
		}
	}
	return nil
}

func (s *seeder) appointedBy(village bool) uuid.UUID {
	if village {
		return s.accounts["gao"]
	}
	return s.accounts["zhang"]
}

// settle makes the accounts, gives the chairs their office, imports the registers and lets everybody join
// and be verified.
func (s *seeder) settle(ctx context.Context) error {
	for _, p := range people {
		err := s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			a, err := identity.EnsureAccount(ctx, tx, s.Keys, p.Phone, p.Name, s.at)
			if err != nil {
				return err
			}
			s.accounts[p.Key] = a.ID
			if !office(p.Role) {
				return nil
			}
			return communities.GrantFirst(ctx, tx, communities.First{Account: a.ID, Role: p.Role, Code: code(p), ValidFrom: s.at,
				ValidTo: term(s.at)}, s.at)
		})
		if err != nil {
			return fmt.Errorf("account of %s: %w", p.Name, err)
		}
		if err := s.welcome(ctx, s.accounts[p.Key]); err != nil {
			return fmt.Errorf("%s agrees: %w", p.Name, err)
		}
	}
	for village, name := range map[bool]string{false: "register_urban.csv", true: "register_village.csv"} {
		if err := s.register(ctx, village, name); err != nil {
			return fmt.Errorf("register %s: %w", name, err)
		}
	}
	for _, p := range people {
		if p.Unverified || p.Building == "" {
			continue
		}
		if err := s.join(ctx, p); err != nil {
			return fmt.Errorf("%s joins: %w", p.Name, err)
		}
	}
	return nil
}

// welcome tells the age and agrees to the notice, as everybody does at first.
func (s *seeder) welcome(ctx context.Context, account uuid.UUID) error {
	p := &privacy.Service{DB: s.DB, Now: func() time.Time { return s.at }}
	if _, err := p.TellAge(ctx, account, api.AgeBandAdult); err != nil {
		return err
	}
	_, err := p.Say(ctx, account, api.ConsentWord{Purpose: api.ConsentPurposeAccount, Given: true, Version: privacy.NoticeVersion})
	return err
}

// office tells whether a role is held before anybody has joined: somebody must verify the first.
func office(r api.Role) bool {
	return r == api.RoleCommitteeChair || r == api.RoleCommitteeMember || r == api.RoleTownOfficer || r == api.RolePlatformAdmin
}

// verifier is who verifies a person: the chair, and for the chair a member of the committee, since nobody
// verifies themselves.
func (s *seeder) verifier(p Person) uuid.UUID {
	switch p.Key {
	case "zhang":
		return s.accounts["chen"]
	case "gao":
		return s.accounts["ren"]
	}
	return s.appointedBy(p.Village)
}

// code is where a first grant counts: the community of a chair, the town of an officer, nowhere for the platform.
func code(p Person) string {
	community := communities.DemoUrban
	if p.Village {
		community = communities.DemoRural
	}
	switch p.Role {
	case api.RolePlatformAdmin:
		return ""
	case api.RoleTownOfficer:
		return community[:9]
	}
	return community
}

func term(from time.Time) *time.Time {
	to := from.AddDate(5, 0, 0).Add(-hour)
	return &to
}

func open(name string) (io.Reader, error) {
	data, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return bytes.NewReader(data), nil
}

// already tells whether a step was done by an earlier, interrupted seeding.
func already(err error) bool {
	f := fault.Of(err)
	return f != nil && (f.Code == api.ProblemCodeMemberAlready || f.Code == api.ProblemCodeMembershipDecided ||
		f.Code == api.ProblemCodePersonLinked || f.Code == api.ProblemCodeReportChangedMeanwhile || f.Code == api.ProblemCodeMoveNotNow || f.Code == api.ProblemCodeComplaintAnswered ||
		f.Code == api.ProblemCodeConventionChangedMeanwhile || f.Code == api.ProblemCodeConventionNotNow || f.Code == api.ProblemCodeProposalChangedMeanwhile || f.Code == api.ProblemCodeProposalClosed || f.Code == api.ProblemCodeOpinionClosed ||
		f.Code == api.ProblemCodeContributionDecided || f.Code == api.ProblemCodeEvaluationAnswered || f.Code == api.ProblemCodeEvaluationEnded)
}

func ignore(err error) error {
	if err == nil || already(err) {
		return nil
	}
	var f *fault.Fault
	if errors.As(err, &f) && len(f.Fields) > 0 {
		return fmt.Errorf("%w (%s %+v)", err, f.Code, f.Fields)
	}
	return err
}
