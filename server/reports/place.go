package reports

import "math"

const (
	metresPerDegree = 111_320.0 // of latitude
	roughMetres     = 50        // the grid on which the public sees a place
	roughSpot       = 25        // thousandths of the plan picture
	farMetres       = 20_000    // no report lies farther from the middle of its community
)

// Snap moves a point (WGS-84) to the nearest corner of a grid of 50 metres. All points of one cell give the same
// corner, so that reporting again and again does not narrow the true place down.
func Snap(lat, lon float64) (float64, float64) {
	step := roughMetres / metresPerDegree
	lat = math.Round(lat/step) * step
	step /= max(math.Cos(lat*math.Pi/180), 0.01)
	lon = math.Round(lon/step) * step
	return micro(min(max(lat, -90), 90)), micro(min(max(lon, -180), 180))
}

// micro keeps six decimals, which are centimetres.
func micro(degrees float64) float64 { return math.Round(degrees*1e6) / 1e6 }

// SnapSpot does the same for a coordinate on the plan picture.
func SnapSpot(thousandths int) int { return (thousandths + roughSpot/2) / roughSpot * roughSpot }

// metresBetween is the way over the globe between two points.
func metresBetween(lat1, lon1, lat2, lon2 float64) float64 {
	rad := math.Pi / 180
	a := math.Pow(math.Sin((lat2-lat1)*rad/2), 2) +
		math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Pow(math.Sin((lon2-lon1)*rad/2), 2)
	return 2 * 6_371_000 * math.Asin(math.Sqrt(min(a, 1)))
}
