package communities

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"wugong/api"

	"wugong/server/db"
)

// searchWords are the words of what somebody looks for: a row must have each of them.
func searchWords(q string) []string {
	all := strings.Fields(strings.ToLower(q))
	return all[:min(len(all), 5)]
}

// householdsFound keeps the households that have each of @words in their place or in the name of a person. 1号楼101 is
// found as well as 1号楼 101; digits alone are never put together of two names.
const householdsFound = `AND NOT EXISTS (SELECT FROM unnest(CAST(@words AS text[])) AS q (word)
	WHERE strpos(lower(concat_ws(' ', e.name, b.name, h.entrance, h.door)), q.word) = 0
	  AND NOT (q.word ~ '[^0-9]' AND strpos(lower(concat(b.name, h.entrance, h.door, ' ', b.name, h.door)), q.word) > 0)
	  AND NOT EXISTS (SELECT FROM persons f WHERE f.household_id = h.id AND f.valid_to IS NULL AND strpos(lower(f.name), q.word) > 0)) `

// membersFound keeps the memberships that have each of @words in their name or place, or the phone that was looked for.
const membersFound = `AND (m.id = ANY (CAST(@tails AS uuid[])) OR NOT EXISTS (SELECT FROM unnest(CAST(@words AS text[])) AS q (word)
	WHERE strpos(lower(concat_ws(' ', m.name, e.name, b.name, m.entrance, m.door)), q.word) = 0)) `

// rolesFound keeps the roles whose holder has each of @words in the name.
const rolesFound = `AND NOT EXISTS (SELECT FROM unnest(CAST(@words AS text[])) AS q (word)
	WHERE strpos(lower(coalesce(nullif(m.name, ''), a.display_name)), q.word) = 0) `

// phoneTail tells whether somebody looks for the end of a phone. No more digits count than everybody who may search is
// shown anyway, so that nobody can feel their way along the others.
func phoneTail(q string) bool {
	return len(q) >= 2 && len(q) <= 4 && strings.Trim(q, "0123456789") == ""
}

// tails are the memberships of a community whose phone ends so. Phones are sealed, so they are opened one by one.
func (s *Service) tails(ctx context.Context, community uuid.UUID, state *api.MembershipState, tail string) ([]uuid.UUID, error) {
	rows, err := db.Rows[struct {
		ID          uuid.UUID
		PhoneSealed []byte
	}](ctx, s.DB, `SELECT m.id, a.phone_sealed FROM memberships m JOIN accounts a ON a.id = m.account_id
		WHERE m.community_id = @community AND a.phone_sealed IS NOT NULL AND (CAST(@state AS text) IS NULL OR m.state = @state)`,
		map[string]any{"community": community, "state": state})
	if err != nil {
		return nil, fmt.Errorf("look for a phone: %w", err)
	}
	var found []uuid.UUID
	for _, row := range rows {
		if phone, err := s.Keys.OpenPhone(row.PhoneSealed); err == nil && strings.HasSuffix(phone, tail) {
			found = append(found, row.ID)
		}
	}
	return found, nil
}
