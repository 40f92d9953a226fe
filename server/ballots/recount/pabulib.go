package recount

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"wugong/server/ballots/tally"
)

// Pabulib counts an approval election in the .pb format of pabulib.org by a budget rule (the object
// "rule" of a budget document). The lot is the order of the projects in the file.
func Pabulib(data, rule []byte) ([]byte, error) {
	var v tally.BudgetVote
	r, err := newReader(rule)
	if err != nil {
		return nil, fmt.Errorf("rule: %w", err)
	}
	if err := r.in("rule", budgetRule(r, &v.Rule)); err != nil {
		return nil, err
	}
	if err := r.end(); err != nil {
		return nil, fmt.Errorf("rule: %w", err)
	}
	pb := pabulib{index: map[string]int{}}
	if err := pb.read(data); err != nil {
		return nil, err
	}
	v.Budget, v.Projects, v.Ballots = pb.budget, pb.projects, pb.ballots
	return countBudget(v)
}

// pabulib is a file on its way.
type pabulib struct {
	section        string
	header         []string
	meta           map[string]string
	budget         int64
	projects       []tally.Project
	index          map[string]int
	ballots        []tally.Approvals
	cost, id, vote int // columns
}

func (pb *pabulib) read(data []byte) error {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return errors.New("document: is not UTF-8 text")
	}
	pb.meta = map[string]string{}
	rows := csv.NewReader(bytes.NewReader(data))
	rows.Comma, rows.FieldsPerRecord, rows.LazyQuotes, rows.ReuseRecord = ';', -1, true, true
	for {
		row, err := rows.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("document: %w", err)
		}
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		line, _ := rows.FieldPos(0)
		if err := pb.row(row, line); err != nil {
			return err
		}
	}
	return pb.finish()
}

// row takes a section's name, its heading, or one of its rows.
func (pb *pabulib) row(row []string, line int) error {
	switch name := row[0]; {
	case len(row) == 1 && (name == "META" || name == "PROJECTS" || name == "VOTES"):
		pb.section, pb.header = name, nil
		return nil
	case len(row) == 1 && name == "":
		return nil
	case pb.section == "":
		return fmt.Errorf("META: line %d stands before the first section", line)
	case pb.header == nil:
		pb.header = slices.Clone(row)
		return pb.columns()
	case pb.section == "META":
		if len(row) > 1 {
			pb.meta[name] = row[1]
		}
		return nil
	case pb.section == "PROJECTS":
		return pb.project(row, line)
	}
	return pb.ballot(row, line)
}

func (pb *pabulib) columns() error {
	find := func(name string, to *int) error {
		if *to = slices.Index(pb.header, name); *to < 0 {
			return fmt.Errorf("%s.%s: there is no such column", pb.section, name)
		}
		return nil
	}
	switch pb.section {
	case "PROJECTS":
		return errors.Join(find("project_id", &pb.id), find("cost", &pb.cost))
	case "VOTES":
		return find("vote", &pb.vote)
	}
	return nil
}

func (pb *pabulib) project(row []string, line int) error {
	if len(row) <= max(pb.id, pb.cost) {
		return fmt.Errorf("PROJECTS: line %d is too short", line)
	}
	cost, err := amount(row[pb.cost])
	if err != nil {
		return fmt.Errorf("PROJECTS.cost: %w in line %d", err, line)
	}
	pb.index[row[pb.id]] = len(pb.projects)
	pb.projects = append(pb.projects, tally.Project{ID: strings.Clone(row[pb.id]), Cost: cost})
	return nil
}

func (pb *pabulib) ballot(row []string, line int) error {
	b := tally.Approvals{N: 1}
	if len(row) > pb.vote && row[pb.vote] != "" { // otherwise blank
		for id := range strings.SplitSeq(row[pb.vote], ",") {
			p, ok := pb.index[strings.TrimSpace(id)]
			if !ok {
				return fmt.Errorf("VOTES.vote: %q in line %d is no project", id, line)
			}
			b.Projects = append(b.Projects, p)
		}
	}
	pb.ballots = append(pb.ballots, b)
	return nil
}

// finish checks that the file is whole, and of the kind we count.
func (pb *pabulib) finish() (err error) {
	if kind := pb.meta["vote_type"]; kind != "approval" && kind != "choose-1" {
		return fmt.Errorf("META.vote_type: must be approval or choose-1, not %q", kind)
	}
	if pb.budget, err = amount(pb.meta["budget"]); err != nil {
		return fmt.Errorf("META.budget: %w", err)
	}
	for name, n := range map[string]int{"num_projects": len(pb.projects), "num_votes": len(pb.ballots)} {
		if said, ok := pb.meta[name]; ok && said != strconv.Itoa(n) {
			return fmt.Errorf("META.%s: says %s, but the file has %d", name, said, n)
		}
	}
	return nil
}

// amount reads a whole amount; "7200.00" is 7200, and "7200.50" cannot be counted.
func amount(s string) (int64, error) {
	units, cents, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(units, 10, 64)
	if err != nil || strings.Trim(cents, "0") != "" {
		return 0, fmt.Errorf("%q is no whole amount", s)
	}
	return n, nil
}
