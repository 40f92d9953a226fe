package communities

import (
	"wugong/api"
	"wugong/server/fault"
)

// Why something in a community is refused.
var (
	ErrNoCommunity      = fault.New(fault.NotFound, api.ProblemCodeCommunityNotFound)
	ErrNoDivision       = fault.New(fault.NotFound, api.ProblemCodeDivisionNotFound)
	ErrNoInvitation     = fault.New(fault.NotFound, api.ProblemCodeInvitationNotFound)
	ErrNoBuilding       = fault.New(fault.NotFound, api.ProblemCodeBuildingNotFound)
	ErrNoHousehold      = fault.New(fault.NotFound, api.ProblemCodeHouseholdNotFound)
	ErrNoUnit           = fault.New(fault.NotFound, api.ProblemCodeUnitNotFound)
	ErrUnitChanged      = fault.New(fault.Conflict, api.ProblemCodeUnitChanged)
	ErrUnitOwners       = fault.New(fault.Unprocessable, api.ProblemCodeUnitOwners)
	ErrNoOwner          = fault.New(fault.NotFound, api.ProblemCodeOwnerNotFound)
	ErrOwnerExists      = fault.New(fault.Conflict, api.ProblemCodeOwnerExists)
	ErrNoBody           = fault.New(fault.NotFound, api.ProblemCodeBodyNotFound)
	ErrBodyChanged      = fault.New(fault.Conflict, api.ProblemCodeBodyChanged)
	ErrBodyExists       = fault.New(fault.Conflict, api.ProblemCodeBodyExists)
	ErrBodyMember       = fault.New(fault.Unprocessable, api.ProblemCodeBodyMember)
	ErrBodyTerm         = fault.New(fault.Unprocessable, api.ProblemCodeBodyTerm)
	ErrNoPerson         = fault.New(fault.NotFound, api.ProblemCodePersonNotFound)
	ErrPersonExists     = fault.New(fault.Conflict, api.ProblemCodePersonExists)
	ErrPersonLinked     = fault.New(fault.Conflict, api.ProblemCodePersonLinked)
	ErrMinor            = fault.New(fault.Unprocessable, api.ProblemCodePersonMinor)
	ErrNoMembership     = fault.New(fault.NotFound, api.ProblemCodeMembershipNotFound)
	ErrDecided          = fault.New(fault.Conflict, api.ProblemCodeMembershipDecided)
	ErrMemberAlready    = fault.New(fault.Conflict, api.ProblemCodeMemberAlready)
	ErrNoRole           = fault.New(fault.NotFound, api.ProblemCodeRoleNotFound)
	ErrRoleEnded        = fault.New(fault.Conflict, api.ProblemCodeRoleEnded)
	ErrRoleNotGrantable = fault.New(fault.Forbidden, api.ProblemCodeRoleNotGrantable)
	ErrRoleTerm         = fault.New(fault.Unprocessable, api.ProblemCodeRoleTermInvalid)
	ErrExpiry           = fault.New(fault.Unprocessable, api.ProblemCodeExpiryInvalid)
	ErrRegister         = fault.New(fault.Unprocessable, api.ProblemCodeRegisterInvalid)
	ErrRegisterChanged  = fault.New(fault.Conflict, api.ProblemCodeRegisterChanged)
	ErrTooMany          = fault.New(fault.TooMany, api.ProblemCodeTooManyRequests)
)
