package communities

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"wugong/api"
)

func TestKindAndNameOfACommunity(t *testing.T) {
	for _, c := range []struct {
		code, class, name string
		kind              api.CommunityKind
		short             string
	}{
		{"610302002003", "", "新宝路社区居委会", api.CommunityKindUrban, "新宝路社区"},
		{"610302002011", "", "新渭路社区居民委员会", api.CommunityKindUrban, "新渭路社区"},
		{"610326101210", "", "万家塬村委会", api.CommunityKindRural, "万家塬村"},
		{"610326103205", "", "汤峪村村委会", api.CommunityKindRural, "汤峪村"},
		{"610326103399", "", "大湾村民委员会", api.CommunityKindRural, "大湾村"},
		{"610326103199", "220", "马营居委会", api.CommunityKindUrban, "马营社区"},
		{"610118004400", "", "沣京工业园社区", api.CommunityKindUrban, "沣京工业园社区"},
		{"610118004400", "220", "农场", api.CommunityKindRural, "农场"},
		{"610118004500", "", "某某村", api.CommunityKindRural, "某某村"},
	} {
		if kind := KindOf(c.code, c.class, c.name); kind != c.kind || ShortName(c.name, kind) != c.short {
			t.Errorf("%s %s is %s, %q; want %s, %q", c.code, c.name, kind, ShortName(c.name, kind), c.kind, c.short)
		}
	}
}

func TestPlacesAreInTheOrderPeopleCountThem(t *testing.T) {
	places := [][]string{{"梧桐苑", "2号楼"}, {"梧桐苑", "10号楼"}, {"梧桐苑", "10号楼", "一单元", "1002"}, {"梧桐苑", "10号楼", "二单元", "101"}, {"梧桐苑", "10号楼", "十单元", "1"}, {"梧桐苑", "10号楼", "十单元", "11"}}
	if !slices.IsSortedFunc(places, func(a, b []string) int {
		if placeKey(a...) < placeKey(b...) {
			return -1
		}
		return 1
	}) {
		t.Errorf("not in order: %q", places)
	}
}

func TestWhoMayDoWhat(t *testing.T) {
	building, other := uuid.New(), uuid.New()
	standing := func(role api.Role) Standing {
		g := Grant{Role: role}
		if role == api.RoleBuildingHead || role == api.RoleGridWorker {
			g.Building = building
		}
		return Standing{Member: true, Roles: []Grant{g}}
	}
	may := map[api.Role][]api.Permission{
		api.RoleResidentUnverified: {
			api.PermissionBallotRead, api.PermissionConventionOpine, api.PermissionProposalComment, api.PermissionReportFile,
		},
		api.RoleResident: {
			api.PermissionBallotRead, api.PermissionBodyRead, api.PermissionBulletinRead, api.PermissionConventionOpine,
			api.PermissionDisclosureAsk, api.PermissionDutyRead, api.PermissionProjectDeclare, api.PermissionProjectRead,
			api.PermissionProjectTakePart, api.PermissionProposalComment, api.PermissionProposalMake,
			api.PermissionProposalSupport, api.PermissionReportFile,
		},
		api.RoleHouseholdRep: {
			api.PermissionBallotRead, api.PermissionBodyRead, api.PermissionBulletinRead, api.PermissionConventionOpine,
			api.PermissionDisclosureAsk, api.PermissionDutyRead, api.PermissionProjectDeclare, api.PermissionProjectRead,
			api.PermissionProjectTakePart, api.PermissionProposalComment, api.PermissionProposalMake,
			api.PermissionProposalSupport, api.PermissionReportFile,
		},
		api.RoleBuildingHead: {
			api.PermissionBallotNames, api.PermissionBallotPaper, api.PermissionBallotRead, api.PermissionBallotTurnout,
			api.PermissionBodyRead, api.PermissionBulletinRead, api.PermissionBulletinWatch, api.PermissionBulletinWrite,
			api.PermissionConventionOpine, api.PermissionConventionSigns, api.PermissionDutyRead,
			api.PermissionEvaluationPaper, api.PermissionInvitationManage, api.PermissionMembersVerify,
			api.PermissionProjectDeclare, api.PermissionProjectRead, api.PermissionProposalMake, api.PermissionRegisterRead,
			api.PermissionReportFile, api.PermissionReportWork,
		},
		api.RoleGridWorker: {
			api.PermissionBallotNames, api.PermissionBallotPaper, api.PermissionBallotRead, api.PermissionBallotTurnout,
			api.PermissionBodyRead, api.PermissionBulletinRead, api.PermissionBulletinWatch, api.PermissionConventionOpine,
			api.PermissionConventionSigns, api.PermissionDutyRead, api.PermissionEvaluationPaper,
			api.PermissionInvitationManage, api.PermissionMembersVerify, api.PermissionProjectDeclare,
			api.PermissionProjectRead, api.PermissionProposalMake, api.PermissionRegisterRead, api.PermissionReportFile,
			api.PermissionReportWork,
		},
		api.RoleCommitteeMember: {
			api.PermissionAssetManage, api.PermissionBallotManage, api.PermissionBallotNames, api.PermissionBallotPaper,
			api.PermissionBallotRead, api.PermissionBallotTurnout, api.PermissionBodyManage, api.PermissionBodyRead,
			api.PermissionBulletinManage, api.PermissionBulletinRead, api.PermissionBulletinWatch,
			api.PermissionBulletinWrite, api.PermissionContentModerate, api.PermissionConventionSigns,
			api.PermissionConventionWrite, api.PermissionDisclosureWrite, api.PermissionDutyManage, api.PermissionDutyRead,
			api.PermissionEvaluationManage, api.PermissionEvaluationPaper, api.PermissionEvaluationWords,
			api.PermissionInvitationManage, api.PermissionMembersManage, api.PermissionMembersVerify,
			api.PermissionOwnerRegisterManage, api.PermissionOwnerRegisterRead, api.PermissionPhoneReveal,
			api.PermissionProjectArchive, api.PermissionProjectDeclare, api.PermissionProjectManage,
			api.PermissionProjectRead, api.PermissionProposalComment, api.PermissionProposalMake,
			api.PermissionProposalReply, api.PermissionRegisterManage, api.PermissionRegisterRead, api.PermissionReportFile,
			api.PermissionReportManage, api.PermissionReportWork,
		},
		api.RoleCommitteeChair: {
			api.PermissionAssetManage, api.PermissionBallotConfirm, api.PermissionBallotManage, api.PermissionBallotNames,
			api.PermissionBallotPanel, api.PermissionBallotPaper, api.PermissionBallotRead, api.PermissionBallotTurnout,
			api.PermissionBodyManage, api.PermissionBodyRead, api.PermissionBulletinManage, api.PermissionBulletinRead,
			api.PermissionBulletinWatch, api.PermissionBulletinWrite, api.PermissionCommunityManage,
			api.PermissionComplaintAnswer, api.PermissionContentModerate, api.PermissionConventionSigns,
			api.PermissionConventionWrite, api.PermissionDisclosureWrite, api.PermissionDutyManage, api.PermissionDutyRead,
			api.PermissionEvaluationManage, api.PermissionEvaluationPaper, api.PermissionEvaluationWords,
			api.PermissionInvitationManage, api.PermissionMembersManage, api.PermissionMembersVerify,
			api.PermissionOwnerRegisterManage, api.PermissionOwnerRegisterRead, api.PermissionPhoneReveal,
			api.PermissionProjectArchive, api.PermissionProjectDeclare, api.PermissionProjectManage,
			api.PermissionProjectOverride, api.PermissionProjectRead, api.PermissionProposalComment,
			api.PermissionProposalMake, api.PermissionProposalReply, api.PermissionRegisterManage,
			api.PermissionRegisterRead, api.PermissionReportFile, api.PermissionReportManage, api.PermissionReportWork,
			api.PermissionRoleGrant,
		},
		api.RolePartyBranch: {
			api.PermissionBallotRead, api.PermissionBallotTurnout, api.PermissionBodyRead, api.PermissionBulletinRead,
			api.PermissionBulletinWatch, api.PermissionConventionParty, api.PermissionConventionWatch,
			api.PermissionDisclosureWatch, api.PermissionDutyRead, api.PermissionProjectArchive, api.PermissionProjectRead,
			api.PermissionProjectReview, api.PermissionProjectWatch, api.PermissionReportFile, api.PermissionReportWatch,
		},
		api.RoleSupervision: {
			api.PermissionBallotConfirm, api.PermissionBallotNames, api.PermissionBallotPanel, api.PermissionBallotRead,
			api.PermissionBallotTurnout, api.PermissionBodyRead, api.PermissionBulletinRead, api.PermissionBulletinWatch,
			api.PermissionComplaintWatch, api.PermissionContentWatch, api.PermissionConventionPropose,
			api.PermissionConventionWatch, api.PermissionDisclosureCheck, api.PermissionDisclosureWatch,
			api.PermissionDutyRead, api.PermissionEvaluationWords, api.PermissionOwnerRegisterRead,
			api.PermissionProjectArchive, api.PermissionProjectCountersign, api.PermissionProjectRead,
			api.PermissionProjectWatch, api.PermissionReportFile, api.PermissionReportWatch,
		},
		api.RolePropertyCompany: {
			api.PermissionBodyRead, api.PermissionBulletinRead, api.PermissionBulletinWrite, api.PermissionDutyRead,
			api.PermissionProjectCare, api.PermissionProjectDeclare, api.PermissionProposalComment,
			api.PermissionProposalMake, api.PermissionReportFile, api.PermissionReportWork,
		},
		api.RoleExpert: {
			api.PermissionConventionOpine, api.PermissionProjectAdvise, api.PermissionProjectDeclare,
			api.PermissionProposalComment, api.PermissionProposalMake, api.PermissionReportFile,
		},
		api.RoleTownOfficer: {
			api.PermissionBallotRead, api.PermissionBallotTurnout, api.PermissionBodyRead, api.PermissionBulletinRead,
			api.PermissionBulletinWatch, api.PermissionComplaintAnswer, api.PermissionContentModerate,
			api.PermissionConventionTown, api.PermissionConventionWatch, api.PermissionDisclosureWatch,
			api.PermissionDutyRead, api.PermissionOwnerRegisterRead, api.PermissionProjectArchive, api.PermissionProjectRead,
			api.PermissionProjectWatch, api.PermissionReportFile, api.PermissionReportWork, api.PermissionRoleGrant,
		},
		api.RoleSupervisor: {
			api.PermissionProjectArchive, api.PermissionRoleGrant,
		},
		api.RolePlatformAdmin: {
			api.PermissionCommunityManage, api.PermissionComplaintAnswer, api.PermissionContentModerate,
			api.PermissionRoleGrant,
		},
	}
	for role, permissions := range may {
		s := standing(role)
		if got := Permissions(s); !slices.Equal(got, permissions) {
			t.Errorf("%s may %v, want %v", role, got, permissions)
		}
		bound := s.Roles[0].Building != uuid.Nil
		for _, p := range permissions {
			if !CanIn(s, building, p) || CanIn(s, other, p) == bound {
				t.Errorf("%s may %s: in its building %v, in another %v", role, p, CanIn(s, building, p), CanIn(s, other, p))
			}
		}
	}
	if got := Permissions(Standing{}); len(got) != 0 {
		t.Errorf("a guest may %v", got)
	}
}

func TestWhoGivesWhichRole(t *testing.T) {
	for _, c := range []struct {
		by, role api.Role
		want     bool
	}{
		{api.RoleCommitteeChair, api.RoleBuildingHead, true},
		{api.RoleCommitteeChair, api.RoleCommitteeMember, true},
		{api.RoleCommitteeChair, api.RoleCommitteeChair, false},
		{api.RoleCommitteeChair, api.RoleSupervision, false},
		{api.RoleCommitteeChair, api.RoleTownOfficer, false},
		{api.RoleCommitteeMember, api.RoleBuildingHead, false},
		{api.RoleTownOfficer, api.RoleCommitteeChair, true},
		{api.RoleTownOfficer, api.RoleSupervision, true},
		{api.RoleTownOfficer, api.RoleTownOfficer, false},
		{api.RoleSupervisor, api.RoleTownOfficer, true},
		{api.RoleSupervisor, api.RoleCommitteeChair, false},
		{api.RolePlatformAdmin, api.RoleTownOfficer, true},
		{api.RolePlatformAdmin, api.RolePlatformAdmin, false},
		{api.RoleResident, api.RoleBuildingHead, false},
		{api.RoleCommitteeChair, api.RoleResident, false},
	} {
		if got := CanGrant(Standing{Roles: []Grant{{Role: c.by}}}, c.role); got != c.want {
			t.Errorf("%s gives %s: %v", c.by, c.role, got)
		}
	}
}

func TestTermsAndHolders(t *testing.T) {
	now := time.Date(2026, 11, 24, 4, 0, 0, 0, time.UTC)
	at := func(years int) *time.Time { to := now.AddDate(years, 0, 0); return &to }
	for _, c := range []struct {
		name string
		role api.Role
		from time.Time
		to   *time.Time
		want error
	}{
		{"five years of a chair", api.RoleCommitteeChair, now, at(5), nil},
		{"more than five years", api.RoleCommitteeChair, now, func() *time.Time { to := at(5).Add(time.Second); return &to }(), ErrRoleTerm},
		{"a chair without an end", api.RoleCommitteeChair, now, nil, ErrRoleTerm},
		{"a building head without an end", api.RoleBuildingHead, now, nil, nil},
		{"an end before the beginning", api.RoleExpert, now, at(-1), ErrRoleTerm},
		{"a term that changes the past", api.RoleExpert, now.AddDate(0, 0, -2), at(1), ErrRoleTerm},
	} {
		t.Run(c.name, func(t *testing.T) { want(t, checkTerm(c.role, c.from, c.to, now), c.want) })
	}
	want(t, checkHolder(api.RoleBuildingHead, true, true, false), ErrRoleNotGrantable)
	want(t, checkHolder(api.RoleCommitteeMember, true, true, true), ErrRoleNotGrantable)
	want(t, checkHolder(api.RoleCommitteeMember, true, false, false), ErrMinor)
	want(t, checkHolder(api.RoleCommitteeMember, false, false, false), ErrRoleNotGrantable)
	want(t, checkHolder(api.RolePropertyCompany, false, false, false), nil)
	want(t, checkExpiry(now, now), ErrExpiry)
	want(t, checkExpiry(now.Add(90*24*time.Hour), now), nil)
	want(t, checkExpiry(now.Add(90*24*time.Hour+time.Second), now), ErrExpiry)
}
