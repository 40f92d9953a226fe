package reports

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

const (
	clusterNeeds  = 3 // reports of one class in one place
	clusterWithin = 90 * 24 * time.Hour
	clusterMetres = 50.0
	clusterSpot   = roughSpot // thousandths of the plan picture, either way
)

// where is the place of a report in a list.
func (l line) where() whereabouts { return place(l.Lat, l.Lon, l.SpotX, l.SpotY) }

// samePlace tells whether two reports lie in one place: within fifty metres by position, else on one spot of the plan, else
// in the same words. What is told in different ways is not compared.
func samePlace(a, b line) bool {
	p, q := a.where(), b.where()
	switch {
	case p.point != nil && q.point != nil:
		return metresBetween(p.point.Lat, p.point.Lon, q.point.Lat, q.point.Lon) <= clusterMetres
	case p.spot != nil && q.spot != nil:
		return abs(p.spot.X-q.spot.X) <= clusterSpot && abs(p.spot.Y-q.spot.Y) <= clusterSpot
	}
	return p.point == nil && q.point == nil && p.spot == nil && q.spot == nil && sameWords(a.PlaceWords, b.PlaceWords)
}

func sameWords(a, b string) bool {
	a, b = strings.Join(strings.Fields(a), ""), strings.Join(strings.Fields(b), "")
	return len([]rune(a)) > 1 && a == b
}

func abs(n int) int { return max(n, -n) }

// clustered puts reports together that repeat: those of one class within reach of one among them. The report with the most
// around it begins; each belongs to one group; a group keeps the order of the list. The largest group comes first, then the
// one with the newest report.
func clustered(list []line) (groups [][]line) {
	byClass := map[string][]line{}
	var order []string
	for _, l := range list {
		if byClass[l.Class] == nil {
			order = append(order, l.Class)
		}
		byClass[l.Class] = append(byClass[l.Class], l)
	}
	for _, class := range order {
		groups = append(groups, groupsOf(byClass[class])...)
	}
	slices.SortStableFunc(groups, func(a, b []line) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), b[0].FiledAt.Compare(a[0].FiledAt))
	})
	return groups
}

// groupsOf does it for reports of one class.
func groupsOf(list []line) (groups [][]line) {
	near := make([][]int, len(list)) // of each report those in its place, itself among them
	for i := range list {
		for k := range list {
			if i == k || samePlace(list[i], list[k]) {
				near[i] = append(near[i], k)
			}
		}
	}
	taken := make([]bool, len(list))
	free := func(i int) (rest []int) {
		for _, k := range near[i] {
			if !taken[k] {
				rest = append(rest, k)
			}
		}
		return rest
	}
	for {
		var best []int
		for i := range list {
			if rest := free(i); !taken[i] && len(rest) > len(best) {
				best = rest
			}
		}
		if len(best) < clusterNeeds {
			return groups
		}
		group := make([]line, len(best))
		for n, k := range best {
			group[n], taken[k] = list[k], true
		}
		groups = append(groups, group)
	}
}
