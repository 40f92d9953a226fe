package communities

import (
	"io"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db/dbtest"
)

// tree is a service on an empty tree of divisions.
func tree(t testing.TB) *Service {
	t.Helper()
	return &Service{DB: dbtest.New(t).Gorm, Now: func() time.Time { return time.Date(2026, 11, 24, 4, 0, 0, 0, time.UTC) }}
}

// take imports files into the tree, in a transaction.
func take(t testing.TB, s *Service, how Import, files ...string) (c Counts, err error) {
	t.Helper()
	in := make([]io.Reader, len(files))
	for i, f := range files {
		in[i] = strings.NewReader(f)
	}
	return c, s.DB.WithContext(t.Context()).Transaction(func(tx *gorm.DB) error {
		c, err = ImportDivisions(t.Context(), tx, how, s.Now(), in...)
		return err
	})
}

// taken imports files that must be good.
func taken(t testing.TB, s *Service, how Import, files ...string) Counts {
	t.Helper()
	c, err := take(t, s, how, files...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func rows(t testing.TB, s *Service, sql string, args ...any) (n int) {
	t.Helper()
	if err := s.DB.Raw(sql, args...).Scan(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAllOfShaanxiIsImportedAndASecondRunChangesNothing(t *testing.T) {
	s := tree(t)
	file := shaanxi(t)
	if c := taken(t, s, Import{}, file); c != (Counts{Read: 21809, Added: 21809}) {
		t.Errorf("the first run: %s", c)
	}
	for level, want := range map[api.DivisionLevel]int{api.DivisionLevelProvince: 1, api.DivisionLevelCity: 10, api.DivisionLevelCounty: 107,
		api.DivisionLevelTown: 1335, api.DivisionLevelCommunity: 20356} {
		if got := rows(t, s, "SELECT count(*) FROM divisions WHERE level = ? AND valid_to IS NULL", level); got != want {
			t.Errorf("%d of level %s, want %d", got, level, want)
		}
	}
	if n := rows(t, s, `SELECT count(*) FROM divisions d JOIN divisions p ON p.id = d.parent_id
		WHERE left(d.code, length(p.code)) = p.code AND length(p.code) = CASE length(d.code) WHEN 4 THEN 2 WHEN 6 THEN 4 WHEN 9 THEN 6 ELSE 9 END`); n != 21808 {
		t.Errorf("%d hang under the division of their code, want 21808", n)
	}
	const all = "SELECT count(*) FROM (SELECT d.*, xmin FROM divisions d) x"
	const print = "SELECT hashtext(string_agg(d::text || d.xmin::text, '' ORDER BY id)) FROM divisions d"
	before := rows(t, s, print)
	if c := taken(t, s, Import{}, "\ufeff"+strings.ReplaceAll(file, "\n", "\r\n")); c != (Counts{Read: 21809}) {
		t.Errorf("the second run: %s", c)
	}
	if n := rows(t, s, all); n != 21809 || rows(t, s, print) != before || rows(t, s, "SELECT count(*) FROM division_renames") != 0 {
		t.Errorf("the second run wrote: %d rows", n)
	}
}

const twoTowns = "code,name\n61,陕西省\n6103,宝鸡市\n610326,眉县\n610326101,横渠镇\n610326103,汤峪镇\n610326101210,万家塬村委会\n610326103205,汤峪村村委会\n"

func TestDivisionsAreRenamedAndEndAndComeAgain(t *testing.T) {
	s := tree(t)
	taken(t, s, Import{}, twoTowns)
	var c Community
	open := func() (err error) {
		return s.DB.Transaction(func(tx *gorm.DB) error {
			c, err = OpenCommunity(t.Context(), tx, "610326101210", false, s.Now())
			return err
		})
	}
	if err := open(); err != nil || c.Name != "万家塬村" {
		t.Fatalf("opened %+v, %v", c, err)
	}
	renamed := strings.NewReplacer("横渠镇", "张载镇", "万家塬村委会", "新塬村委会").Replace(twoTowns)
	if n := taken(t, s, Import{}, renamed); n != (Counts{Read: 7, Renamed: 2}) {
		t.Errorf("renamed: %s", n)
	}
	if n := rows(t, s, "SELECT count(*) FROM division_renames WHERE (old_name, new_name) IN (('横渠镇', '张载镇'), ('万家塬村委会', '新塬村委会'))"); n != 2 {
		t.Errorf("%d renames are remembered", n)
	}
	now, err := CommunityOf(t.Context(), s.DB, c.ID)
	if err != nil || now.Name != "新塬村" || now.Path[3] != "张载镇" {
		t.Errorf("the community is %s in %v, %v", now.Name, now.Path, err)
	}
	without := strings.Replace(renamed, "610326101210,新塬村委会\n", "", 1)
	if n := taken(t, s, Import{Partial: true}, without); n != (Counts{Read: 6}) {
		t.Errorf("a part of the divisions: %s", n)
	}
	if n := taken(t, s, Import{}, without); n != (Counts{Read: 6, Ended: 1}) {
		t.Errorf("a village is no longer listed: %s", n)
	}
	if n := taken(t, s, Import{}, renamed); n != (Counts{Read: 7, Added: 1}) {
		t.Errorf("it came again: %s", n)
	}
	old := c.ID
	if err := open(); err != nil || c.ID != old {
		t.Errorf("the community has another id: %s, was %s, %v", c.ID, old, err)
	}
	if n := rows(t, s, "SELECT count(*) FROM communities c JOIN divisions d ON d.id = c.division_id WHERE d.valid_to IS NULL"); n != 1 {
		t.Error("the community hangs on the division that ended")
	}
	if n := rows(t, s, "SELECT count(*) FROM divisions WHERE code = '610326101210'"); n != 2 {
		t.Errorf("%d terms of the code, want 2", n)
	}
}

func TestAProvinceLeavesTheOthersAlone(t *testing.T) {
	s := tree(t)
	taken(t, s, Import{}, "name,ignored,code\n陕西省,x,61\n西安市,x,6101\n甘肃省,x,62\n兰州市,x,6201\n")
	if n := taken(t, s, Import{Province: "62"}, "code,name\n61,别名\n62,甘肃省\n6202,嘉峪关市\n"); n != (Counts{Read: 2, Added: 1, Ended: 1}) {
		t.Errorf("one province: %s", n)
	}
	if n := rows(t, s, "SELECT count(*) FROM divisions WHERE valid_to IS NULL AND name IN ('陕西省', '西安市', '甘肃省', '嘉峪关市')"); n != 4 {
		t.Errorf("%d of 4 are there", n)
	}
}

func TestABadDivisionFileChangesNothing(t *testing.T) {
	s := tree(t)
	taken(t, s, Import{}, twoTowns)
	for _, c := range []struct{ name, file, says string }{
		{"nothing", "", "heading"},
		{"no column code", "kode,name\n61,陕西省\n", "columns code and name"},
		{"five digits", "code,name\n61,陕西省\n61032,x\n", "line 3"},
		{"a letter", "code,name\n6l,陕西省\n", "line 2"},
		{"twice", "code,name\n61,陕西省\n61,陕西省\n", "line 3"},
		{"no name", "code,name\n61, \n", "line 2"},
		{"a direction override", "code,name\n61,陕\u202e西\n", "line 2"},
		{"nothing above", "code,name\n63,青海省\n630102,城东区\n", "630102 has no division above"},
		{"too few cells", "code,name\n61\n", "wrong number of fields"},
		{"an open quote", "code,name\n61,\"陕西\n", "division file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := take(t, s, Import{}, c.file)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want %q", err, c.says)
			}
		})
	}
	if n := rows(t, s, "SELECT count(*) FROM divisions WHERE valid_to IS NULL"); n != 7 {
		t.Errorf("%d divisions, want 7", n)
	}
}

func BenchmarkImportOfShaanxi(b *testing.B) {
	file := shaanxi(b)
	for b.Loop() {
		b.StopTimer()
		s := tree(b)
		b.StartTimer()
		taken(b, s, Import{}, file)
	}
	b.ReportMetric(float64(b.N)*21809/b.Elapsed().Seconds(), "rows/s")
}
