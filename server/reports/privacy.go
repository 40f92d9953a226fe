package reports

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/words"
)

// Exported is one's own report, as it was sent and as far as it has come.
type Exported struct {
	ID         uuid.UUID            `json:"id"`
	Number     string               `json:"number"`
	Class      string               `json:"class"`
	Text       string               `json:"text,omitempty"`
	PlaceWords string               `json:"place_words,omitempty"`
	Lat        *float64             `json:"lat,omitempty"`
	Lon        *float64             `json:"lon,omitempty"`
	SpotX      *int                 `json:"spot_x,omitempty"`
	SpotY      *int                 `json:"spot_y,omitempty"`
	OnBehalf   *api.OnBehalfChannel `json:"on_behalf,omitempty"`
	State      api.ReportState      `json:"state"`
	Rejected   *api.RejectReason    `json:"reject_reason,omitempty"`
	FiledAt    time.Time            `json:"filed_at"`
	ClosedAt   *time.Time           `json:"closed_at,omitempty"`
	Photos     []uuid.UUID          `json:"photos,omitempty"`
	Steps      []exportedStep       `json:"steps,omitempty"`
}

// exportedStep is a step of a report; what was said stands there only where it was the person's own.
type exportedStep struct {
	Act  api.ReportAct `json:"act"`
	At   time.Time     `json:"at"`
	Note string        `json:"note,omitempty"`
}

// ExportOf gives the reports an account filed, with its own photos and its own words in their steps.
func ExportOf(ctx context.Context, tx *gorm.DB, account uuid.UUID) (any, error) {
	rows, err := gorm.G[Report](tx).Where("reporter_id = ?", account).Order("filed_at, id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("export reports: %w", err)
	}
	args := map[string]any{"account": account}
	photos, err := db.Rows[photo](ctx, tx, `SELECT p.* FROM report_photos p JOIN reports r ON r.id = p.report_id JOIN media m ON m.id = p.media_id
		WHERE r.reporter_id = @account AND m.uploader_id = @account ORDER BY p.kind DESC, p.position`, args)
	if err != nil {
		return nil, fmt.Errorf("export photos of reports: %w", err)
	}
	steps, err := db.Rows[event](ctx, tx, `SELECT e.* FROM report_events e JOIN reports r ON r.id = e.report_id
		WHERE r.reporter_id = @account ORDER BY e.at, e.id`, args)
	if err != nil {
		return nil, fmt.Errorf("export steps: %w", err)
	}
	all, at := make([]Exported, len(rows)), map[uuid.UUID]*Exported{}
	for i, r := range rows {
		all[i] = r.exported(words.Lang(ctx))
		at[r.ID] = &all[i]
	}
	for _, p := range photos {
		at[p.ReportID].Photos = append(at[p.ReportID].Photos, p.MediaID)
	}
	for _, e := range steps {
		step := exportedStep{Act: e.Act, At: e.At}
		if api.Value(e.ActorID) == account {
			step.Note = e.Note
		}
		at[e.ReportID].Steps = append(at[e.ReportID].Steps, step)
	}
	return all, nil
}

func (r Report) exported(lang api.Language) Exported {
	return Exported{
		ID: r.ID, Number: Number(r.Number), Class: classByCode[r.Class].name(lang), Text: r.Text, PlaceWords: r.PlaceWords,
		Lat: r.Lat, Lon: r.Lon, SpotX: r.SpotX, SpotY: r.SpotY, OnBehalf: r.OnBehalf, State: r.State, Rejected: r.RejectReason,
		FiledAt: r.FiledAt, ClosedAt: r.ClosedAt,
	}
}

// Forget takes the author from an account's reports. Of finished ones the words go as well, and the place becomes as
// rough as everybody sees it; what is not finished is needed until it is, and goes with the step that ends it. Photos
// keep who may see them.
func Forget(ctx context.Context, tx *gorm.DB, account uuid.UUID, _ time.Time) error {
	rows, err := db.Rows[Report](ctx, tx, `SELECT * FROM reports WHERE reporter_id = ? ORDER BY id FOR NO KEY UPDATE`, account)
	if err != nil {
		return fmt.Errorf("lock reports: %w", err)
	}
	for _, r := range rows {
		if r.finished() {
			r.blur()
		}
		r.ReporterID = uuid.Nil
		if err := r.saveForgotten(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// end takes the words from a report that a step has just finished, where its author is gone.
func (r *Report) end(ctx context.Context, tx *gorm.DB) error {
	if !r.authorless() || !r.finished() {
		return nil
	}
	r.blur()
	return r.saveForgotten(ctx, tx)
}

// saveForgotten writes a report without its author, with what is left of its words and place.
func (r *Report) saveForgotten(ctx context.Context, tx *gorm.DB) error {
	err := db.Exec(ctx, tx, `UPDATE reports SET reporter_id = NULL, building_id = @building, text = @text, place_words = @words,
		lat = @lat, lon = @lon, accuracy = @accuracy, spot_x = @x, spot_y = @y WHERE id = @id`, map[string]any{"id": r.ID, "building": r.BuildingID,
		"text": r.Text, "words": r.PlaceWords, "lat": r.Lat, "lon": r.Lon, "accuracy": r.Accuracy, "x": r.SpotX, "y": r.SpotY})
	if err != nil {
		return fmt.Errorf("forget the author of a report: %w", err)
	}
	return nil
}

// authorless tells whether the account of whoever filed a report is deleted.
func (r *Report) authorless() bool { return r.ReporterID == uuid.Nil }

// finished tells whether a report has come to its end.
func (r *Report) finished() bool {
	return r.State == api.ReportStateClosed || r.State == api.ReportStateRejected
}

// blur leaves of a report what everybody may see. A place is said in words where there is no other.
func (r *Report) blur() {
	r.Text, r.PlaceWords, r.Accuracy, r.BuildingID = "", "", nil, nil
	rough := place(r.Lat, r.Lon, r.SpotX, r.SpotY).rough()
	if rough.Point != nil {
		r.Lat, r.Lon = &rough.Point.Lat, &rough.Point.Lon
	}
	if rough.Spot != nil {
		r.SpotX, r.SpotY = &rough.Spot.X, &rough.Spot.Y
	}
	if rough.Point == nil && rough.Spot == nil {
		r.PlaceWords = "—"
	}
}
