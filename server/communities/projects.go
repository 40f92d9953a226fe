package communities

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/fault"
)

// ErrNoProject says that something names a project that is none of its community's.
var ErrNoProject = fault.New(fault.NotFound, api.ProblemCodeProjectNotFound)

// CheckProject refuses the name of a project of another community. Surveys, rosters and what is kept may belong to a project
// and stand below it: they know it by its id alone, and ask here. None is fine.
func CheckProject(ctx context.Context, tx *gorm.DB, project *uuid.UUID, community uuid.UUID) error {
	if project == nil {
		return nil
	}
	row, err := db.Row[struct{ Known bool }](ctx, tx, `SELECT EXISTS (SELECT FROM projects WHERE id = ? AND community_id = ?) AS known`, *project, community)
	if err == nil && !row.Known {
		err = ErrNoProject.On("project_id", ErrNoProject.Code)
	}
	return err
}
