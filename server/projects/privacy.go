package projects

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
)

// Exported is what somebody wrote, gave, witnessed, signed and decided in projects.
type Exported struct {
	Records       []exportedRecord `json:"records,omitempty"`
	Contributions []exportedGift   `json:"contributions,omitempty"`
	Witnessed     []exportedAct    `json:"witnessed,omitempty"`
	Signed        []exportedAct    `json:"signed,omitempty"`
	Decided       []exportedAct    `json:"decided,omitempty"`
	Entries       []exportedAct    `json:"entries,omitempty"`
	Projects      []exportedAct    `json:"projects,omitempty"`
}

type exportedRecord struct {
	ID         uuid.UUID             `json:"id"`
	ProjectID  uuid.UUID             `json:"project_id"`
	Type       api.ProjectRecordType `json:"type"`
	OnBehalfOf string                `json:"on_behalf_of,omitempty"`
	CreatedAt  time.Time             `json:"created_at"`
	Body       json.RawMessage       `json:"body" gorm:"serializer:json"`
}

type exportedGift struct {
	ID         uuid.UUID               `json:"id"`
	ProjectID  uuid.UUID               `json:"project_id"`
	Kind       api.ContributionKind    `json:"kind"`
	Quantity   int64                   `json:"quantity"`
	What       string                  `json:"what"`
	Parcel     string                  `json:"parcel,omitempty"`
	Giver      string                  `json:"giver,omitempty"`
	Door       string                  `json:"door,omitempty"`
	State      api.ContributionState   `json:"state"`
	Display    api.ContributionDisplay `json:"display"`
	DeclaredAt time.Time               `json:"declared_at"`
}

type exportedAct struct {
	ID uuid.UUID `json:"id"`
	As string    `json:"as,omitempty"`
	At time.Time `json:"at"`
}

// ExportOf gives what an account wrote, gave, witnessed, signed and decided, and nothing that others did.
func ExportOf(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error) {
	var all Exported
	for _, part := range []struct {
		into any
		sql  string
	}{
		{&all.Records, `SELECT id, project_id, type, on_behalf_of, created_at, body FROM project_records WHERE author_id = @account ORDER BY created_at, id`},
		{&all.Contributions, `SELECT id, project_id, kind, quantity, what, parcel, CASE WHEN own THEN giver ELSE '' END AS giver, CASE WHEN own THEN door ELSE '' END AS door, state, display, declared_at
			FROM project_contributions WHERE declared_by = @account ORDER BY declared_at, id`},
		{&all.Witnessed, `SELECT contribution_id AS id, at FROM project_witnesses WHERE account_id = @account ORDER BY at, 1`},
		{&all.Signed, `SELECT record_id AS id, at FROM project_signatures WHERE account_id = @account ORDER BY at, 1`},
		{&all.Decided, `SELECT id, state AS as, decided_at AS at FROM project_contributions WHERE decided_by = @account ORDER BY decided_at, id`},
		{&all.Entries, `SELECT id, 'recorded' AS as, recorded_at AS at FROM project_funds WHERE recorded_by = @account
			UNION ALL SELECT id, 'approved', approved_at FROM project_funds WHERE approved_by = @account
			UNION ALL SELECT id, 'countersigned', countersigned_at FROM project_funds WHERE countersigned_by = @account ORDER BY 3, 1`},
		{&all.Projects, `SELECT id, 'begun' AS as, started_at AS at FROM projects WHERE created_by = @account
			UNION ALL SELECT project_id, gate, at FROM project_gates WHERE actor_id = @account AND gate <> 'G0'
			UNION ALL SELECT project_id, 'archived', built_at FROM project_archives WHERE built_by = @account ORDER BY 3, 1`},
	} {
		if err := tx.WithContext(ctx).Raw(part.sql, map[string]any{"account": account}).Scan(part.into).Error; err != nil {
			return nil, fmt.Errorf("export projects: %w", err)
		}
	}
	return all, nil
}

// Forget takes an account from what it wrote, gave, witnessed and decided. The ledgers and records stay, as the law on the
// archives of affairs asks; what was given in one's own name stands there without the name.
func Forget(ctx context.Context, tx *gorm.DB, account uuid.UUID, _ time.Time) error {
	for _, sql := range []string{
		`UPDATE projects SET created_by = NULL WHERE created_by = @account`,
		`UPDATE project_gates SET actor_id = NULL WHERE actor_id = @account`,
		`UPDATE project_records SET author_id = NULL WHERE author_id = @account`,
		`UPDATE project_signatures SET account_id = NULL WHERE account_id = @account`,
		`UPDATE project_witnesses SET account_id = NULL WHERE account_id = @account`,
		`UPDATE project_contributions SET giver = CASE WHEN own THEN '' ELSE giver END, door = CASE WHEN own THEN '' ELSE door END,
		   display = CASE WHEN own THEN 'anonymous' ELSE display END, declared_by = NULL WHERE declared_by = @account`,
		`UPDATE project_contributions SET decided_by = NULL WHERE decided_by = @account`,
		`UPDATE project_funds SET recorded_by = NULL WHERE recorded_by = @account`,
		`UPDATE project_funds SET approved_by = NULL WHERE approved_by = @account`,
		`UPDATE project_funds SET countersigned_by = NULL WHERE countersigned_by = @account`,
		`UPDATE project_archives SET built_by = NULL WHERE built_by = @account`,
	} {
		if err := db.Exec(ctx, tx, sql, map[string]any{"account": account}); err != nil {
			return fmt.Errorf("forget who took part in projects: %w", err)
		}
	}
	return nil
}
