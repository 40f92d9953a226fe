package rosters

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	openapitypes "github.com/oapi-codegen/runtime/types"
	"github.com/riverqueue/river"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/audit"
	"wugong/server/communities"
	"wugong/server/db"
	"wugong/server/fault"
	"wugong/server/notifications"
)

// Turn is somebody's day of a roster. Done is nil until somebody said.
type Turn struct {
	ID, RosterID, CommunityID uuid.UUID
	OnDate                    time.Time
	HouseholdID               *uuid.UUID
	Name                      string
	Done                      *bool
	Note                      *string
	Title, Area               string
}

func (t Turn) facts(s communities.Standing) Facts {
	return Facts{On: t.OnDate, Reads: communities.Can(s, api.PermissionDutyRead), Manages: communities.Can(s, api.PermissionDutyManage),
		Mine: s.Verified && s.Adult && t.HouseholdID != nil && *t.HouseholdID == s.Household}
}

func (t Turn) toAPI(s communities.Standing, now time.Time) api.DutyTurn {
	f := t.facts(s)
	return api.DutyTurn{ID: t.ID, RosterID: t.RosterID, Roster: t.Title, Area: t.Area, On: openapitypes.Date{Time: t.OnDate}, Name: t.Name,
		State: StateOf(t.Done, t.OnDate, now), Note: t.Note, Mine: f.Mine, MayMark: CanMark(f, now) == nil}
}

const turnSQL = `SELECT t.id, t.roster_id, t.community_id, t.on_date, t.household_id, t.name, t.done, t.note, r.title, r.area
FROM duty_turns t JOIN rosters r ON r.id = t.roster_id `

// Turns are those of some days, for a calendar.
func (s *Service) Turns(ctx context.Context, actor, community uuid.UUID, from, to time.Time, roster *uuid.UUID) (l api.DutyTurnList, err error) {
	now := s.Now()
	if err := CheckRange(from, to); err != nil {
		return l, err
	}
	standing, err := reading(ctx, s.DB, community, actor, now)
	if err != nil {
		return l, err
	}
	condition := `WHERE t.community_id = @community AND t.on_date BETWEEN CAST(@from AS date) AND CAST(@to AS date)`
	if roster != nil {
		condition += ` AND t.roster_id = @roster`
	}
	rows, err := db.Rows[Turn](ctx, s.DB, turnSQL+condition+` ORDER BY t.on_date, t.id LIMIT 1000`, map[string]any{"community": community,
		"from": from.Format(time.DateOnly), "to": to.Format(time.DateOnly), "roster": roster})
	if err != nil {
		return l, fmt.Errorf("turns: %w", err)
	}
	l.Items = make([]api.DutyTurn, len(rows))
	for i, t := range rows {
		l.Items[i] = t.toAPI(standing, now)
	}
	return l, nil
}

// Mark says whether a turn was done. Said again it replaces what was said, by whoever may.
func (s *Service) Mark(ctx context.Context, actor, id uuid.UUID, m api.DutyMark) (shown api.DutyTurn, err error) {
	note := m.Note
	if note != nil {
		line, err := fault.Line("note", *note)
		if err != nil {
			return shown, err
		}
		note = &line
	}
	err = s.write(ctx, actor, func(tx *gorm.DB, now time.Time) error {
		if err := db.Exec(ctx, tx, `SELECT FROM duty_turns WHERE id = ? FOR NO KEY UPDATE`, id); err != nil {
			return err
		}
		rows, err := db.Rows[Turn](ctx, tx, turnSQL+`WHERE t.id = ?`, id)
		if err == nil && len(rows) == 0 {
			err = ErrNoTurn
		}
		if err != nil {
			return err
		}
		t := rows[0]
		standing, err := communities.StandingOf(ctx, tx, t.CommunityID, actor, now)
		if err != nil {
			return err
		}
		if err := CanMark(t.facts(standing), now); err != nil {
			return err
		}
		err = db.Exec(ctx, tx, `UPDATE duty_turns SET done = ?, note = ?, marked_at = ?, marked_by = ? WHERE id = ?`, m.Done, note, now, actor, id)
		if err != nil {
			return err
		}
		t.Done, t.Note = &m.Done, note
		shown = t.toAPI(standing, now)
		return audit.Record(ctx, tx, audit.Entry{Community: t.CommunityID, Actor: actor, Action: "duty.mark", Subject: id,
			Detail: map[string]any{"done": m.Done, "roster": t.RosterID}})
	})
	return shown, err
}

// Tasks are the turns of somebody's household today that nobody has marked.
func (s *Service) Tasks(ctx context.Context, standing communities.Standing) ([]api.HomeTask, error) {
	if !standing.Verified || !standing.Adult {
		return nil, nil
	}
	n, err := db.Row[struct{ N int }](ctx, s.DB, `SELECT count(*) AS n FROM duty_turns WHERE household_id = ? AND on_date = CAST(? AS date) AND done IS NULL`,
		standing.Household, dateOf(s.Now()).Format(time.DateOnly))
	if err != nil || n.N == 0 {
		return nil, err
	}
	return []api.HomeTask{{Kind: api.HomeTaskKindDutyToday, Count: min(n.N, 99)}}, nil
}

// RemindArgs is the job that reminds households of their turn tomorrow.
type RemindArgs struct{}

// Kind is duty_remind.
func (RemindArgs) Kind() string { return "duty_remind" }

// InsertOpts keeps a second server from queueing the same run.
func (RemindArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{UniqueOpts: river.UniqueOpts{ByPeriod: remindEvery}}
}

const (
	remindEvery = time.Hour
	remindBatch = 500
)

type reminder struct {
	river.WorkerDefaults[RemindArgs]
	service *Service
}

// Work reminds.
func (w *reminder) Work(ctx context.Context, _ *river.Job[RemindArgs]) error {
	return w.service.Remind(ctx)
}

// AddWorkers registers the jobs of rosters.
func (s *Service) AddWorkers(w *river.Workers) { river.AddWorker(w, &reminder{service: s}) }

// PeriodicJobs are queued by whichever server leads, also at its start.
func PeriodicJobs() []*river.PeriodicJob {
	return []*river.PeriodicJob{river.NewPeriodicJob(river.PeriodicInterval(remindEvery),
		func() (river.JobArgs, *river.InsertOpts) { return RemindArgs{}, nil }, &river.PeriodicJobOpts{RunOnStart: true})}
}

// Remind tells the adults of a household once, on the day before, that their turn is tomorrow.
func (s *Service) Remind(ctx context.Context) error {
	now := s.Now().UTC().Truncate(time.Microsecond)
	if !Remembers(now) {
		return nil
	}
	for more := true; more; {
		err := s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			due, err := db.Rows[Turn](ctx, tx, turnSQL+`WHERE t.on_date = CAST(? AS date) AND NOT t.reminded AND t.household_id IS NOT NULL
				ORDER BY t.id LIMIT ? FOR NO KEY UPDATE OF t SKIP LOCKED`, dateOf(now).AddDate(0, 0, 1).Format(time.DateOnly), remindBatch)
			if err != nil {
				return fmt.Errorf("turns of tomorrow: %w", err)
			}
			more = len(due) == remindBatch
			for _, t := range due {
				if err := remind(ctx, tx, t, now); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func remind(ctx context.Context, tx *gorm.DB, t Turn, now time.Time) error {
	err := notifications.QueueAll(ctx, tx, notifications.Notice{Kind: api.NoticeKindDutyTomorrow, Community: t.CommunityID, Subject: t.ID, At: now,
		Link: "/rosters", Args: map[string]string{"title": t.Title, "area": t.Area}},
		`SELECT m.account_id FROM memberships m JOIN persons p ON p.id = m.person_id
			WHERE p.household_id = @household AND p.adult AND m.state = 'verified'`, map[string]any{"household": t.HouseholdID})
	if err != nil {
		return err
	}
	return db.Exec(ctx, tx, `UPDATE duty_turns SET reminded = true WHERE id = ?`, t.ID)
}
