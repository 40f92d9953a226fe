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

// Cluster is a place where reports of one class repeat: rather a need than a matter of repair.
type Cluster struct {
	Class, ClassName string      // the name in the reader's language
	Place            api.Place   // as rough as everybody sees it, of its newest report
	Reports          []uuid.UUID // newest first
	First, Last      time.Time   // when they were filed
}

// mostClustered bounds how many of a community's reports are compared with each other: the newest.
const mostClustered = 1000

// Clusters gives the places of a community where three or more reports of one class lie within 90 days before now, the one
// with the most first. What was rejected does not count.
func Clusters(ctx context.Context, tx *gorm.DB, community uuid.UUID, now time.Time) ([]Cluster, error) {
	rows, err := db.Rows[line](ctx, tx, `SELECT `+lineColumns+` FROM (
		  SELECT *, count(*) OVER (PARTITION BY class) AS alike FROM reports
		  WHERE community_id = @community AND filed_at > @since AND filed_at <= @now AND state <> 'rejected') r
		WHERE r.alike >= @needed ORDER BY r.filed_at DESC, r.id DESC LIMIT @most`, map[string]any{
		"community": community, "since": now.Add(-clusterWithin), "now": now, "needed": clusterNeeds, "most": mostClustered})
	if err != nil {
		return nil, fmt.Errorf("repeated reports: %w", err)
	}
	found := clustered(rows)
	list := make([]Cluster, len(found))
	for i, group := range found {
		newest := group[0]
		c := Cluster{Class: newest.Class, ClassName: classByCode[newest.Class].name(words.Lang(ctx)),
			Place: newest.where().rough(), Last: newest.FiledAt, First: group[len(group)-1].FiledAt}
		if c.Place.Point == nil && c.Place.Spot == nil {
			c.Place.Words = api.Maybe(newest.PlaceWords)
		}
		for _, l := range group {
			c.Reports = append(c.Reports, l.ID)
		}
		list[i] = c
	}
	return list, nil
}
