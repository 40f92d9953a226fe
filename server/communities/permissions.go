package communities

import (
	"slices"

	"github.com/google/uuid"

	"wugong/api"
)

// Action is what somebody wants to do in a community.
type Action = api.Permission

// matrix is the permission matrix for what exists: which roles may do what. A role that is bound to a
// building may do it there only. Supervisors of county and above see aggregates, so they stand nowhere
// but in grants; the administrator of the platform keeps settings and never touches content.
var matrix = map[Action][]api.Role{
	api.PermissionReportFile: {
		api.RoleResidentUnverified, api.RoleResident, api.RoleHouseholdRep, api.RoleBuildingHead, api.RoleGridWorker,
		api.RoleCommitteeMember, api.RoleCommitteeChair, api.RolePartyBranch, api.RoleSupervision,
		api.RolePropertyCompany, api.RoleExpert, api.RoleTownOfficer,
	},
	api.PermissionReportManage: {api.RoleCommitteeMember, api.RoleCommitteeChair},
	api.PermissionReportWork: {
		api.RoleCommitteeMember, api.RoleCommitteeChair, api.RoleBuildingHead, api.RoleGridWorker,
		api.RolePropertyCompany, api.RoleTownOfficer,
	},
	api.PermissionReportWatch:    {api.RolePartyBranch, api.RoleSupervision},
	api.PermissionMembersVerify:  {api.RoleBuildingHead, api.RoleGridWorker, api.RoleCommitteeMember, api.RoleCommitteeChair},
	api.PermissionMembersManage:  {api.RoleCommitteeMember, api.RoleCommitteeChair},
	api.PermissionRegisterRead:   {api.RoleBuildingHead, api.RoleGridWorker, api.RoleCommitteeMember, api.RoleCommitteeChair},
	api.PermissionRegisterManage: {api.RoleCommitteeMember, api.RoleCommitteeChair},
	// Whose a flat is, the committee keeps and its watchers see; residents see their own.
	api.PermissionOwnerRegisterRead:   {api.RoleCommitteeMember, api.RoleCommitteeChair, api.RoleSupervision, api.RoleTownOfficer},
	api.PermissionOwnerRegisterManage: {api.RoleCommitteeMember, api.RoleCommitteeChair},
	api.PermissionBodyRead: {
		api.RoleResident, api.RoleHouseholdRep, api.RoleBuildingHead, api.RoleGridWorker, api.RoleCommitteeMember,
		api.RoleCommitteeChair, api.RolePartyBranch, api.RoleSupervision, api.RolePropertyCompany, api.RoleTownOfficer,
	},
	api.PermissionBodyManage:       {api.RoleCommitteeMember, api.RoleCommitteeChair},
	api.PermissionInvitationManage: {api.RoleBuildingHead, api.RoleGridWorker, api.RoleCommitteeMember, api.RoleCommitteeChair},
	api.PermissionRoleGrant:        {api.RoleCommitteeChair, api.RoleTownOfficer, api.RoleSupervisor, api.RolePlatformAdmin},
	api.PermissionCommunityManage:  {api.RoleCommitteeChair, api.RolePlatformAdmin},
	api.PermissionPhoneReveal:      {api.RoleCommitteeMember, api.RoleCommitteeChair},
	api.PermissionComplaintAnswer:  {api.RoleCommitteeChair, api.RoleTownOfficer, api.RolePlatformAdmin},
	api.PermissionComplaintWatch:   {api.RoleSupervision},
	// Notices for members are records of the community: not for the unverified, nor for those who see aggregates only.
	// What is for some buildings, their residents read, and who watches over them.
	api.PermissionBulletinRead: {
		api.RoleResident, api.RoleHouseholdRep, api.RoleBuildingHead, api.RoleGridWorker, api.RoleCommitteeMember,
		api.RoleCommitteeChair, api.RolePartyBranch, api.RoleSupervision, api.RolePropertyCompany, api.RoleTownOfficer,
	},
	api.PermissionBulletinWatch: {
		api.RoleBuildingHead, api.RoleGridWorker, api.RoleCommitteeMember, api.RoleCommitteeChair, api.RolePartyBranch,
		api.RoleSupervision, api.RoleTownOfficer,
	},
	// A building head writes for the own building, the property company in its own name; the committee may withdraw theirs.
	api.PermissionBulletinWrite: {
		api.RoleBuildingHead, api.RoleCommitteeMember, api.RoleCommitteeChair, api.RolePropertyCompany,
	},
	api.PermissionBulletinManage: {api.RoleCommitteeMember, api.RoleCommitteeChair},
	// What is laid open, everybody reads; what it lacks, the committee and those who watch it.
	api.PermissionDisclosureWrite: {api.RoleCommitteeMember, api.RoleCommitteeChair},
	api.PermissionDisclosureAsk:   {api.RoleResident, api.RoleHouseholdRep},
	api.PermissionDisclosureCheck: {api.RoleSupervision},
	api.PermissionDisclosureWatch: {api.RolePartyBranch, api.RoleSupervision, api.RoleTownOfficer},
	// Conventions are read by everybody. Who is not verified yet may say what should be in one, too; an expert advises.
	api.PermissionConventionWrite: {api.RoleCommitteeMember, api.RoleCommitteeChair},
	api.PermissionConventionOpine: {
		api.RoleResidentUnverified, api.RoleResident, api.RoleHouseholdRep, api.RoleBuildingHead, api.RoleGridWorker, api.RoleExpert,
	},
	api.PermissionConventionParty:   {api.RolePartyBranch},
	api.PermissionConventionTown:    {api.RoleTownOfficer},
	api.PermissionConventionPropose: {api.RoleSupervision},
	api.PermissionConventionWatch:   {api.RolePartyBranch, api.RoleSupervision, api.RoleTownOfficer},
	api.PermissionConventionSigns:   {api.RoleBuildingHead, api.RoleGridWorker, api.RoleCommitteeMember, api.RoleCommitteeChair},
	// Projects: what is public, everybody reads; the committee keeps them, and nobody approves or countersigns the own entry.
	api.PermissionProjectRead: {
		api.RoleResident, api.RoleHouseholdRep, api.RoleBuildingHead, api.RoleGridWorker, api.RoleCommitteeMember, api.RoleCommitteeChair,
		api.RolePartyBranch, api.RoleSupervision, api.RoleTownOfficer,
	},
	api.PermissionProjectManage:   {api.RoleCommitteeMember, api.RoleCommitteeChair},
	api.PermissionProjectOverride: {api.RoleCommitteeChair},
	api.PermissionProjectTakePart: {api.RoleResident, api.RoleHouseholdRep},
	api.PermissionProjectDeclare: {
		api.RoleResident, api.RoleHouseholdRep, api.RoleBuildingHead, api.RoleGridWorker, api.RoleCommitteeMember, api.RoleCommitteeChair,
		api.RolePropertyCompany, api.RoleExpert,
	},
	api.PermissionProjectAdvise:      {api.RoleExpert},
	api.PermissionProjectCare:        {api.RolePropertyCompany},
	api.PermissionProjectReview:      {api.RolePartyBranch},
	api.PermissionProjectWatch:       {api.RolePartyBranch, api.RoleSupervision, api.RoleTownOfficer},
	api.PermissionProjectCountersign: {api.RoleSupervision},
	api.PermissionProjectArchive: {
		api.RoleCommitteeMember, api.RoleCommitteeChair, api.RolePartyBranch, api.RoleSupervision, api.RoleTownOfficer, api.RoleSupervisor,
	},
	// The committee asks how a result is rated; who keys papers sees who has answered, nobody what. What was written, without a
	// name, the committee and who supervises it read.
	api.PermissionEvaluationManage: {api.RoleCommitteeMember, api.RoleCommitteeChair},
	api.PermissionEvaluationPaper:  {api.RoleBuildingHead, api.RoleGridWorker, api.RoleCommitteeMember, api.RoleCommitteeChair},
	api.PermissionEvaluationWords:  {api.RoleCommitteeMember, api.RoleCommitteeChair, api.RoleSupervision},
	// What is kept, everybody reads and the committee writes down; whose turn it is, the community reads.
	api.PermissionAssetManage: {api.RoleCommitteeMember, api.RoleCommitteeChair},
	api.PermissionDutyRead: {
		api.RoleResident, api.RoleHouseholdRep, api.RoleBuildingHead, api.RoleGridWorker, api.RoleCommitteeMember,
		api.RoleCommitteeChair, api.RolePartyBranch, api.RoleSupervision, api.RolePropertyCompany, api.RoleTownOfficer,
	},
	api.PermissionDutyManage: {api.RoleCommitteeMember, api.RoleCommitteeChair},
	// Whoever lives there proposes and is marked as nothing else; party branch and supervision do so as residents.
	api.PermissionProposalMake: {
		api.RoleResident, api.RoleHouseholdRep, api.RoleBuildingHead, api.RoleGridWorker, api.RoleCommitteeMember,
		api.RoleCommitteeChair, api.RolePropertyCompany, api.RoleExpert,
	},
	api.PermissionProposalComment: {
		api.RoleResidentUnverified, api.RoleResident, api.RoleHouseholdRep, api.RoleCommitteeMember, api.RoleCommitteeChair,
		api.RolePropertyCompany, api.RoleExpert,
	},
	api.PermissionProposalSupport: {api.RoleResident, api.RoleHouseholdRep},
	api.PermissionProposalReply:   {api.RoleCommitteeMember, api.RoleCommitteeChair},
	api.PermissionContentModerate: {api.RoleCommitteeMember, api.RoleCommitteeChair, api.RoleTownOfficer, api.RolePlatformAdmin},
	api.PermissionContentWatch:    {api.RoleSupervision},
	// Votes hang on the door: whoever asked to join reads them too. Who casts is on the roll, whatever role they hold.
	api.PermissionBallotRead: {
		api.RoleResidentUnverified, api.RoleResident, api.RoleHouseholdRep, api.RoleBuildingHead, api.RoleGridWorker, api.RoleCommitteeMember,
		api.RoleCommitteeChair, api.RolePartyBranch, api.RoleSupervision, api.RoleTownOfficer,
	},
	api.PermissionBallotManage: {api.RoleCommitteeMember, api.RoleCommitteeChair},
	api.PermissionBallotNames: {
		api.RoleBuildingHead, api.RoleGridWorker, api.RoleCommitteeMember, api.RoleCommitteeChair, api.RoleSupervision,
	},
	api.PermissionBallotTurnout: {
		api.RoleBuildingHead, api.RoleGridWorker, api.RoleCommitteeMember, api.RoleCommitteeChair, api.RolePartyBranch, api.RoleSupervision,
		api.RoleTownOfficer,
	},
	api.PermissionBallotPaper: {api.RoleBuildingHead, api.RoleGridWorker, api.RoleCommitteeMember, api.RoleCommitteeChair},
	// The chair and the supervision committee confirm minutes, and are the panel that sees choices by name.
	api.PermissionBallotConfirm: {api.RoleCommitteeChair, api.RoleSupervision},
	api.PermissionBallotPanel:   {api.RoleCommitteeChair, api.RoleSupervision},
}

// grantable says who appoints whom: the chair those who work with residents, the town the committee and
// those who watch it, the county the town.
var grantable = map[api.Role][]api.Role{
	api.RoleCommitteeChair: {api.RoleBuildingHead, api.RoleGridWorker, api.RoleCommitteeMember, api.RolePropertyCompany, api.RoleExpert},
	api.RoleTownOfficer:    {api.RoleCommitteeMember, api.RoleCommitteeChair, api.RolePartyBranch, api.RoleSupervision},
	api.RoleSupervisor:     {api.RoleTownOfficer},
	api.RolePlatformAdmin:  {api.RoleTownOfficer, api.RoleSupervisor, api.RoleCommitteeChair},
}

// Can tells whether somebody may do something at least somewhere in the community; CanIn says where.
func Can(s Standing, a Action) bool { return s.Has(matrix[a]...) }

// CanIn tells whether somebody may do something in a building. uuid.Nil is no building in particular, so
// that only those may who are not bound to one.
func CanIn(s Standing, building uuid.UUID, a Action) bool { return s.HasIn(building, matrix[a]...) }

// BuildingsFor are the buildings to which somebody's permission is bound; all is true where it is not.
func BuildingsFor(s Standing, a Action) (buildings []uuid.UUID, all bool) {
	for _, g := range s.Roles {
		if !slices.Contains(matrix[a], g.Role) {
			continue
		}
		if g.Building == uuid.Nil {
			return nil, true
		}
		buildings = append(buildings, g.Building)
	}
	return buildings, false
}

// RolesFor are the roles that may do something, in the order of the matrix.
func RolesFor(a Action) []api.Role { return slices.Clone(matrix[a]) }

// Permissions are all that somebody may do, in the order of the contract's names.
func Permissions(s Standing) []api.Permission {
	may := make([]api.Permission, 0, len(matrix))
	for a := range matrix {
		if Can(s, a) {
			may = append(may, a)
		}
	}
	slices.Sort(may)
	return may
}

// CanGrant tells whether somebody may give, and end, a role.
func CanGrant(s Standing, role api.Role) bool {
	return slices.ContainsFunc(s.Roles, func(g Grant) bool { return slices.Contains(grantable[g.Role], role) })
}
