package communities

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/db/dbtest"
	"wugong/server/identity"
)

// world is the demo's two communities with a register and people in every role that the tests need.
type world struct {
	*Service
	db           *db.DB
	urban, rural Community
	phones       int
	mu           sync.Mutex
	clock        time.Time
	head1        uuid.UUID // building head of 1号楼
	chair, clerk uuid.UUID // of the urban community
	villageChair uuid.UUID
	building     map[string]uuid.UUID
}

const registerCSV = "\ufeff小区,楼栋,单元,门牌,姓名,成年,手机,户代表,面积\r\n" +
	"梧桐苑,1号楼,一单元,101,段晓东,是,13900000101,是,74.85\r\n" +
	"梧桐苑,1号楼,一单元,101,段小宝,否,,否,74.85\r\n" +
	"梧桐苑,1号楼,一单元,102,郭敏,是,,,105.3\r\n" +
	"梧桐苑,2号楼,,201,\"石,欣然\",是,,是,96\r\n"

func newWorld(t *testing.T) *world {
	t.Helper()
	t.Parallel() // each has a database of its own
	keys, err := identity.NewKeys([]byte(strings.Repeat("k", 32)))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{db: dbtest.New(t), clock: time.Date(2026, 11, 24, 4, 0, 0, 0, time.UTC), building: map[string]uuid.UUID{}}
	w.Service = &Service{DB: w.db.Gorm, Keys: keys, PublicURL: "https://example.org", Now: func() time.Time {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.clock
	}}
	w.in(t, func(tx *gorm.DB) error {
		_, err := ImportDivisions(t.Context(), tx, Import{Partial: true}, w.clock, DemoDivisions())
		return err
	})
	w.urban, w.rural = w.open(t, DemoUrban), w.open(t, DemoRural)
	w.chair, w.clerk = w.account(t, "王主任"), w.account(t, "李委员")
	w.villageChair, w.head1 = w.account(t, "赵主任"), w.account(t, "楼长")
	w.first(t, w.chair, api.RoleCommitteeChair, DemoUrban, uuid.Nil)
	w.first(t, w.clerk, api.RoleCommitteeMember, DemoUrban, uuid.Nil)
	w.first(t, w.villageChair, api.RoleCommitteeChair, DemoRural, uuid.Nil)
	if _, err := w.ImportRegister(t.Context(), w.chair, w.urban.ID, strings.NewReader(registerCSV), false, ""); err != nil {
		t.Fatal(err)
	}
	found, err := w.Buildings(t.Context(), w.urban.ID, page{limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range found {
		w.building[b.Name] = b.ID
	}
	w.first(t, w.head1, api.RoleBuildingHead, DemoUrban, w.building["1号楼"])
	return w
}

func (w *world) in(t *testing.T, f func(tx *gorm.DB) error) {
	t.Helper()
	if err := w.DB.WithContext(t.Context()).Transaction(f); err != nil {
		t.Fatal(err)
	}
}

func (w *world) open(t *testing.T, code string) (c Community) {
	t.Helper()
	w.in(t, func(tx *gorm.DB) (err error) {
		c, err = OpenCommunity(t.Context(), tx, code, true, w.clock)
		return err
	})
	return c
}

func (w *world) account(t *testing.T, name string) uuid.UUID {
	t.Helper()
	w.phones++
	return w.accountOf(t, fmt.Sprintf("1380000%04d", w.phones), name)
}

func (w *world) accountOf(t *testing.T, phone, name string) (id uuid.UUID) {
	t.Helper()
	w.in(t, func(tx *gorm.DB) error {
		a, err := identity.EnsureAccount(t.Context(), tx, w.Keys, phone, name, w.clock)
		id = a.ID
		return err
	})
	return id
}

func (w *world) first(t *testing.T, account uuid.UUID, role api.Role, code string, building uuid.UUID) {
	t.Helper()
	to := w.clock.AddDate(3, 0, 0)
	w.in(t, func(tx *gorm.DB) error {
		return GrantFirst(t.Context(), tx, First{Account: account, Role: role, Code: code, Building: building,
			ValidFrom: w.clock.Add(-time.Hour), ValidTo: &to}, w.clock)
	})
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.clock = w.clock.Add(d)
}

// ask makes a request to join the urban community behind a door of a building.
func (w *world) ask(t *testing.T, who uuid.UUID, name, building, door string) membershipRow {
	t.Helper()
	id := w.building[building]
	m, _, err := w.Join(t.Context(), who, api.JoinRequest{ID: newID(t), CommunityID: &w.urban.ID, BuildingID: &id, Name: name, Door: door})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// settle lets somebody join and be verified as a person of the register.
func (w *world) settle(t *testing.T, who uuid.UUID, name, building, door string) membershipRow {
	t.Helper()
	m := w.ask(t, who, name, building, door)
	p := w.person(t, name)
	m, err := w.Verify(t.Context(), w.chair, m.ID, api.Verification{PersonID: &p.ID})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (w *world) person(t *testing.T, name string) person {
	t.Helper()
	found, err := gorm.G[person](w.DB).Where("name = ? AND valid_to IS NULL", name).Find(t.Context())
	if err != nil || len(found) != 1 {
		t.Fatalf("%d persons are called %s: %v", len(found), name, err)
	}
	return found[0]
}

func (w *world) count(t *testing.T, sql string, args ...any) (n int) {
	t.Helper()
	if err := w.DB.Raw(sql, args...).Scan(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

func newID(t *testing.T) uuid.UUID {
	t.Helper()
	id, err := uuid.NewV7()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// want fails unless the error is the fault.
func want(t *testing.T, got, fault error) {
	t.Helper()
	if !errors.Is(got, fault) || (fault == nil && got != nil) {
		t.Errorf("got %v, want %v", got, fault)
	}
}

// together runs things at the same moment and gives their errors.
func together(fs ...func() error) []error {
	errs := make([]error, len(fs))
	start := make(chan struct{})
	var group sync.WaitGroup
	for i, f := range fs {
		group.Go(func() {
			<-start
			errs[i] = f()
		})
	}
	close(start)
	group.Wait()
	return errs
}

func successes(errs []error) (n int) {
	for _, err := range errs {
		if err == nil {
			n++
		}
	}
	return n
}

// shaanxi is the division file of the whole province.
func shaanxi(t testing.TB) string {
	t.Helper()
	f, err := os.Open("testdata/shaanxi.csv.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
