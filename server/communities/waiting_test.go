package communities

import (
	"context"
	"errors"
	"testing"

	"gorm.io/gorm"

	"wugong/api"
)

// behind runs second while the transaction of first is open, and commits that once second waits for it or is
// done; meanwhile is what first does then, before it commits. It gives the error of each.
func (w *world) behind(t *testing.T, first func(tx *gorm.DB) error, second func() error, meanwhile func(tx *gorm.DB) error) (error, error) {
	t.Helper()
	end := make(chan error, 1)
	one := w.DB.WithContext(t.Context()).Transaction(func(tx *gorm.DB) error {
		if err := first(tx); err != nil {
			end <- errors.New("the first did not come to its end")
			return err
		}
		done, cancel := context.WithCancel(t.Context())
		go func() {
			defer cancel()
			end <- second()
		}()
		for waiting := 0; waiting == 0 && done.Err() == nil; {
			err := w.DB.Raw(`SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
				WHERE NOT l.granted AND a.datname = current_database()`).Scan(&waiting).Error
			if err != nil {
				return err
			}
		}
		if meanwhile == nil {
			return nil
		}
		return meanwhile(tx)
	})
	return one, <-end
}

func TestASecondAccountWaitsForThePersonAndIsRefused(t *testing.T) {
	w := newWorld(t)
	guo := w.person(t, "郭敏")
	one, two := w.ask(t, w.account(t, "甲"), "郭敏", "1号楼", "102"), w.ask(t, w.account(t, "乙"), "郭敏", "1号楼", "102")
	a, b := w.behind(t, func(tx *gorm.DB) error {
		m, s, err := deciding(t.Context(), tx, w.chair, one.ID, w.Now())
		if err != nil {
			return err
		}
		p, err := meant(t.Context(), tx, w.chair, s, api.Verification{PersonID: &guo.ID}, w.Now())
		if err != nil {
			return err
		}
		return link(t.Context(), tx, m, p, w.chair, w.Now())
	}, func() error {
		_, err := w.Verify(t.Context(), w.clerk, two.ID, api.Verification{PersonID: &guo.ID})
		return err
	}, nil)
	want(t, a, nil)
	want(t, b, ErrPersonLinked)
}

func TestARepresentativeIsNamedBehindTheOther(t *testing.T) {
	w := newWorld(t)
	duan := w.person(t, "段晓东")
	var other [2]personFact
	for i, name := range []string{"段太太", "段爷爷"} {
		p, _, err := w.AddPerson(t.Context(), w.clerk, duan.HouseholdID, api.PersonDraft{ID: newID(t), Name: name, Adult: true})
		if err != nil {
			t.Fatal(err)
		}
		other[i] = p
	}
	a, b := w.behind(t, func(tx *gorm.DB) error {
		h, err := loadHousehold(t.Context(), tx, duan.HouseholdID)
		if err != nil {
			return err
		}
		return represent(t.Context(), tx, w.chair, h, other[0].ID, w.Now())
	}, func() error {
		_, err := w.SetRepresentative(t.Context(), w.clerk, duan.HouseholdID, other[1].ID)
		return err
	}, nil)
	want(t, a, nil)
	want(t, b, nil)
	d, err := w.Household(t.Context(), w.clerk, duan.HouseholdID)
	if err != nil || *d.toAPI().RepresentativeID != other[1].ID {
		t.Errorf("the last named does not represent: %+v, %v", d.persons, err)
	}
}

func TestTwoImportsDoNotBlockEachOther(t *testing.T) {
	w := newWorld(t)
	const place = "梧桐苑,1号楼,一单元,"
	bring := func(tx *gorm.DB, file string) error {
		rows, _, err := ParseRegister([]byte(heading + file))
		if err == nil {
			_, err = w.Register(t.Context(), tx, w.chair, w.urban.ID, rows, w.Now())
		}
		return err
	}
	const here, there = place + "101,段爷爷,是,,,\n", place + "102,郭爷爷,是,,,\n"
	a, b := w.behind(t, func(tx *gorm.DB) error { return bring(tx, here) }, func() error {
		_, err := w.bring(t, heading+there+here+there[:len(there)-len("郭爷爷,是,,,\n")]+"郭奶奶,是,,,\n")
		return err
	}, func(tx *gorm.DB) error { return bring(tx, there) })
	want(t, a, nil)
	want(t, b, nil)
	if n := w.count(t, "SELECT count(*) FROM persons WHERE name IN ('段爷爷', '郭爷爷', '郭奶奶')"); n != 3 {
		t.Errorf("%d persons of both files, want 3", n)
	}
}

func TestARoleIsGivenBehindTheOther(t *testing.T) {
	w := newWorld(t)
	m := w.settle(t, w.account(t, "段晓东"), "段晓东", "1号楼", "101")
	give := func(tx *gorm.DB) error {
		s, err := StandingOf(t.Context(), tx, w.urban.ID, w.chair, w.Now())
		if err != nil {
			return err
		}
		g, err := drafted(t.Context(), tx, s, w.draft(t, m, api.RoleBuildingHead), w.Now())
		if err != nil {
			return err
		}
		return insertRole(t.Context(), tx, g)
	}
	a, b := w.behind(t, give, func() error {
		_, _, err := w.Grant(t.Context(), w.chair, w.urban.ID, w.draft(t, m, api.RoleBuildingHead))
		return err
	}, nil)
	want(t, a, nil)
	want(t, b, ErrRoleTerm)
}
