package communities

import (
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/db"
)

// Audience says for whom in a community something is meant: for its verified residents and who works for it, or for the
// residents and the heads of some buildings only.
type Audience struct {
	Community  uuid.UUID
	Unverified bool        // also for those who asked to join and are not verified yet
	Buildings  []uuid.UUID // none: for all
	Except     uuid.UUID   // the account that said it
}

// Accounts is the audience at a moment: a query that gives account_id, each once, and its arguments. It is for inserting
// from, so that thousands of neighbours are one statement.
func (a Audience) Accounts(at time.Time) (query string, args map[string]any) {
	return audienceSQL, map[string]any{
		"at_community": a.Community, "unverified": a.Unverified, "everywhere": len(a.Buildings) == 0, "buildings": db.UUIDArray(a.Buildings),
		"except": a.Except, "moment": at, "readers": matrix[api.PermissionBulletinRead],
	}
}

const audienceSQL = `
SELECT m.account_id FROM memberships m
LEFT JOIN persons p ON p.id = m.person_id
LEFT JOIN households h ON h.id = p.household_id
WHERE m.community_id = @at_community AND (m.state = 'verified' OR @unverified AND m.state = 'requested')
  AND (@everywhere OR h.building_id = ANY (CAST(@buildings AS uuid[]))) AND m.account_id <> @except
UNION
SELECT g.account_id FROM role_grants g
WHERE g.community_id = @at_community AND g.role IN @readers AND g.valid_from <= @moment AND (g.valid_to IS NULL OR g.valid_to > @moment)
  AND (@everywhere OR g.building_id = ANY (CAST(@buildings AS uuid[]))) AND g.account_id <> @except`
