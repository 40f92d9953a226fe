package communities

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/db"
	"wugong/server/fault"
)

// looksPerMinute is how many codes one network address may try in a minute, over all servers. A whole
// building can join at once behind one router; a guess has 2^160 others.
const looksPerMinute = 60

// invitationRow is an invitation as its list shows it.
type invitationRow struct {
	Invitation
	Estate, Building string
	Joined           int
}

const invitationSQL = `
SELECT i.id, i.community_id, i.building_id, i.created_by, i.created_at, i.expires_at, i.revoked_at, e.name AS estate, b.name AS building,
  (SELECT count(*) FROM memberships m WHERE m.invitation_id = i.id) AS joined
FROM invitations i JOIN buildings b ON b.id = i.building_id JOIN estates e ON e.id = b.estate_id `

// Invite makes an invitation for a building. The same id again gives the same invitation.
func (s *Service) Invite(ctx context.Context, actor, community uuid.UUID, d api.InvitationDraft) (row invitationRow, made bool, err error) {
	err = s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		standing, err := allowed(ctx, tx, community, actor, now, api.PermissionInvitationManage)
		if err != nil {
			return err
		}
		if _, err := loadBuilding(ctx, tx, community, d.BuildingID); err != nil {
			return err
		}
		if !CanIn(standing, d.BuildingID, api.PermissionInvitationManage) {
			return fault.ErrForbidden
		}
		if made, err = s.insertInvitation(ctx, tx, actor, community, d, now); err != nil {
			return err
		}
		if row, err = loadInvitation(ctx, tx, d.ID); err != nil {
			return err
		}
		if row.CreatedBy != actor || row.CommunityID != community {
			return fault.ErrIDTaken
		}
		if !made {
			return nil
		}
		return audit.Record(ctx, tx, audit.Entry{Community: community, Actor: actor, Action: "invitation.create", Subject: d.ID})
	})
	return row, made, err
}

func (s *Service) insertInvitation(ctx context.Context, tx *gorm.DB, actor, community uuid.UUID, d api.InvitationDraft, now time.Time) (bool, error) {
	old, err := gorm.G[Invitation](tx).Where("id = ?", d.ID).Count(ctx, "id")
	if err != nil || old > 0 {
		return false, err
	}
	if err := checkExpiry(d.ExpiresAt, now); err != nil {
		return false, err
	}
	hash := sha256.Sum256([]byte(s.Keys.InvitationCode(d.ID)))
	result := gorm.WithResult()
	err = gorm.G[Invitation](tx, clause.OnConflict{DoNothing: true}, result).Create(ctx, &Invitation{
		ID: d.ID, CommunityID: community, BuildingID: d.BuildingID, CodeHash: hash[:], CreatedBy: actor,
		CreatedAt: now, ExpiresAt: d.ExpiresAt.UTC().Truncate(time.Microsecond),
	})
	return result.RowsAffected == 1, err
}

func loadInvitation(ctx context.Context, tx *gorm.DB, id uuid.UUID) (invitationRow, error) {
	return one[invitationRow](ctx, tx, ErrNoInvitation, invitationSQL+"WHERE i.id = @id", map[string]any{"id": id})
}

// Revoke ends an invitation now; revoking it again changes nothing.
func (s *Service) Revoke(ctx context.Context, actor, id uuid.UUID) (row invitationRow, err error) {
	err = s.write(ctx, func(tx *gorm.DB, now time.Time) error {
		if row, err = loadInvitation(ctx, tx, id); err != nil {
			return err
		}
		standing, err := StandingOf(ctx, tx, row.CommunityID, actor, now)
		if err != nil {
			return err
		}
		if !CanIn(standing, row.BuildingID, api.PermissionInvitationManage) {
			return ErrNoInvitation
		}
		n, err := gorm.G[Invitation](tx).Where("id = ? AND revoked_at IS NULL", id).
			Set(clause.Assignment{Column: clause.Column{Name: "revoked_at"}, Value: now},
				clause.Assignment{Column: clause.Column{Name: "revoked_by"}, Value: actor}).Update(ctx)
		if err != nil || n == 0 {
			return err
		}
		row.RevokedAt = &now
		return audit.Record(ctx, tx, audit.Entry{Community: row.CommunityID, Actor: actor, Action: "invitation.revoke", Subject: id})
	})
	return row, err
}

// Invitations lists those of the buildings the actor may invite to, newest first.
func (s *Service) Invitations(ctx context.Context, actor, community uuid.UUID, p page) ([]invitationRow, error) {
	standing, err := allowed(ctx, s.DB, community, actor, s.Now(), api.PermissionInvitationManage)
	if err != nil {
		return nil, err
	}
	after, err := p.id()
	if err != nil {
		return nil, err
	}
	buildings, all := BuildingsFor(standing, api.PermissionInvitationManage)
	return db.Rows[invitationRow](ctx, s.DB, invitationSQL+`
		WHERE i.community_id = @community AND (@all OR i.building_id = ANY (CAST(@buildings AS uuid[])))
		  AND (CAST(@after AS uuid) IS NULL OR (i.created_at, i.id) < (SELECT a.created_at, a.id FROM invitations a WHERE a.id = @after AND a.community_id = @community))
		ORDER BY i.created_at DESC, i.id DESC LIMIT @limit`, map[string]any{
		"community": community, "all": all, "buildings": db.UUIDArray(buildings), "after": after, "limit": p.limit + 1,
	})
}

// good tells whether the invitation still opens the door.
func (i Invitation) good(now time.Time) bool { return i.RevokedAt == nil && now.Before(i.ExpiresAt) }

// link is where the QR leads.
func (s *Service) link(i Invitation) string {
	return strings.TrimSuffix(s.PublicURL, "/") + "/j/" + s.Keys.InvitationCode(i.ID)
}

// Preview tells where an invitation leads. What is unknown, expired or revoked looks the same.
func (s *Service) Preview(ctx context.Context, code string) (Community, building, error) {
	if err := s.countLook(ctx); err != nil {
		return Community{}, building{}, err
	}
	i, err := byCode(ctx, s.DB, code, s.Now())
	if err != nil {
		return Community{}, building{}, err
	}
	c, err := CommunityOf(ctx, s.DB, i.CommunityID)
	if err != nil {
		return c, building{}, err
	}
	b, err := loadBuilding(ctx, s.DB, i.CommunityID, i.BuildingID)
	return c, b, err
}

func byCode(ctx context.Context, tx *gorm.DB, code string, now time.Time) (Invitation, error) {
	hash := sha256.Sum256([]byte(code))
	i, err := gorm.G[Invitation](tx).Where("code_hash = ?", hash[:]).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) || (err == nil && !i.good(now)) {
		return i, ErrNoInvitation
	}
	return i, err
}

// countLook counts a try of a code by the caller's address. Tries are inserts, outside any transaction, so
// that they stay when the request fails.
func (s *Service) countLook(ctx context.Context) error {
	row, err := one[struct{ N int }](ctx, s.DB.WithContext(ctx), nil, `
		WITH swept AS (DELETE FROM invitation_looks WHERE at < now() - interval '10 minutes'),
		     look AS (INSERT INTO invitation_looks (address_hash) VALUES (decode(@address, 'hex')))
		SELECT count(*) AS n FROM invitation_looks WHERE address_hash = decode(@address, 'hex') AND at > now() - interval '1 minute'`,
		map[string]any{"address": hex.EncodeToString(s.Keys.HashedAddress(ctx))}) // a []byte by name would be spread
	if err != nil {
		return fmt.Errorf("count a look: %w", err)
	}
	if row.N >= looksPerMinute {
		return ErrTooMany.Retry(time.Minute)
	}
	return nil
}
