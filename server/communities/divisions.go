package communities

import (
	"bytes"
	"context"
	_ "embed" // the divisions of the demo
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/db"
	"wugong/server/fault"
)

//go:embed demo_divisions.csv
var demoDivisions []byte

// The two communities of the demo, under their real codes.
const (
	DemoUrban = "610302002003"
	DemoRural = "610326101210"
)

// DemoDivisions reads the divisions above the demo's two communities, from the same source as all others.
func DemoDivisions() io.Reader { return bytes.NewReader(demoDivisions) }

// Counts tell what an import did.
type Counts struct{ Read, Added, Renamed, Ended int }

// Import says how to read division files. Partial files add and rename, but do not end what they lack.
type Import struct {
	Province string // only divisions of this province, by its two digits; "" for all
	Partial  bool
}

type divisionRow struct {
	id                      uuid.UUID
	code, name, kind, class string
	level                   api.DivisionLevel
}

// String is for the command line.
func (c Counts) String() string {
	return fmt.Sprintf("%d divisions read: %d added, %d renamed, %d ended", c.Read, c.Added, c.Renamed, c.Ended)
}

// ImportDivisionFiles imports files in one transaction.
func ImportDivisionFiles(ctx context.Context, d *db.DB, paths []string, province string, now time.Time) (c Counts, err error) {
	var files []io.Reader
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return c, err
		}
		defer func() { _ = f.Close() }()
		files = append(files, f)
	}
	err = d.Gorm.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		c, err = ImportDivisions(ctx, tx, Import{Province: province}, now, files...)
		return err
	})
	return c, err
}

// ImportDivisions takes CSV files with the columns code and name (others are ignored, save class_code) into the
// tree. What is new is added, what is called otherwise is renamed with a trace, and what a file of its level and
// province no longer lists ends today. The same files a second time change nothing.
func ImportDivisions(ctx context.Context, tx *gorm.DB, how Import, now time.Time, files ...io.Reader) (c Counts, err error) {
	seen := map[string]bool{}
	var rows []divisionRow
	for _, file := range files {
		if rows, err = readDivisions(file, how.Province, seen, rows); err != nil {
			return c, err
		}
	}
	c.Read = len(rows)
	if err := stageDivisions(ctx, tx, rows); err != nil {
		return c, fmt.Errorf("import divisions: %w", err)
	}
	if err := c.apply(ctx, tx, how, now.In(china.Zone)); err != nil {
		return c, fmt.Errorf("import divisions: %w", err)
	}
	return c, nil
}

func readDivisions(file io.Reader, province string, seen map[string]bool, rows []divisionRow) ([]divisionRow, error) {
	r := csv.NewReader(file)
	r.ReuseRecord = true
	heading, err := r.Read()
	if err != nil {
		return rows, fmt.Errorf("heading of a division file: %w", err)
	}
	heading[0] = strings.TrimPrefix(heading[0], "\ufeff")
	code, name, class := slices.Index(heading, "code"), slices.Index(heading, "name"), slices.Index(heading, "class_code")
	if code < 0 || name < 0 {
		return rows, errors.New("a division file needs the columns code and name")
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return rows, fmt.Errorf("division file: %w", err)
		}
		if !strings.HasPrefix(record[code], province) {
			continue
		}
		line, _ := r.FieldPos(code)
		row := divisionRow{code: strings.Clone(record[code])}
		if class >= 0 {
			row.class = strings.Clone(record[class])
		}
		if row, err = row.checked(record[name]); err != nil || seen[row.code] {
			return rows, fmt.Errorf("line %d of a division file, %q %q: not a division, or twice", line, record[code], record[name])
		}
		seen[row.code] = true
		rows = append(rows, row)
	}
}

func (d divisionRow) checked(name string) (divisionRow, error) {
	level, ok := LevelOf(d.code)
	if !ok {
		return d, ErrNoDivision
	}
	name, err := fault.Line("name", strings.Clone(name))
	if err != nil {
		return d, err
	}
	d.level, d.name = level, name
	if level == api.DivisionLevelCommunity {
		d.kind = string(KindOf(d.code, d.class, name))
	}
	d.id, err = uuid.NewV7()
	return d, err
}

func stageDivisions(ctx context.Context, tx *gorm.DB, rows []divisionRow) error {
	const importLock = 7736204
	for _, sql := range []string{
		fmt.Sprintf("SELECT pg_advisory_xact_lock(%d)", importLock),
		"DROP TABLE IF EXISTS incoming",
		`CREATE TEMP TABLE incoming (id uuid, code text COLLATE "C" PRIMARY KEY, name text, level text, kind text, class text) ON COMMIT DROP`,
	} {
		if err := db.Exec(ctx, tx, sql); err != nil {
			return err
		}
	}
	for chunk := range slices.Chunk(rows, 5000) {
		columns := make([][]string, 6)
		for _, d := range chunk {
			for i, v := range []string{d.id.String(), d.code, d.name, string(d.level), d.kind, d.class} {
				columns[i] = append(columns[i], v)
			}
		}
		var args []any
		for _, column := range columns {
			args = append(args, db.TextArray(column))
		}
		err := db.Exec(ctx, tx, `INSERT INTO incoming SELECT * FROM unnest(CAST(? AS uuid[]), CAST(? AS text[]),
			CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]))`, args...)
		if err != nil {
			return err
		}
	}
	return db.Exec(ctx, tx, "ANALYZE incoming")
}

func (c *Counts) apply(ctx context.Context, tx *gorm.DB, how Import, today time.Time) error {
	count := func(into *int, sql string, args ...any) error {
		result := gorm.WithResult()
		err := gorm.G[any](tx, result).Exec(ctx, sql, args...)
		*into += int(result.RowsAffected)
		return err
	}
	day := map[string]any{"today": today.Format(time.DateOnly)}
	if !how.Partial {
		if err := count(&c.Ended, endDivisions, day); err != nil {
			return err
		}
	}
	if err := count(&c.Renamed, traceRenames); err != nil {
		return err
	}
	var changed int
	if err := count(&changed, updateDivisions); err != nil {
		return err
	}
	above := 0
	for _, l := range levels {
		err := count(&c.Added, addDivisions, map[string]any{"today": day["today"], "level": l.level, "above": above})
		if err != nil {
			return err
		}
		above = l.digits
	}
	if err := orphaned(ctx, tx); err != nil || c.Added+c.Ended+changed == 0 {
		return err
	}
	if err := count(&changed, reparentDivisions); err != nil {
		return err
	}
	return followDivisions(ctx, tx)
}

// orphaned refuses an import that left something out for want of the division above it.
func orphaned(ctx context.Context, tx *gorm.DB) error {
	rows, err := db.Rows[struct{ Code string }](ctx, tx, `SELECT code FROM incoming n
		WHERE NOT EXISTS (SELECT FROM divisions d WHERE d.code = n.code AND d.valid_to IS NULL) ORDER BY code LIMIT 1`)
	if err == nil && len(rows) > 0 {
		return fmt.Errorf("%s has no division above it; import that first", rows[0].Code)
	}
	return err
}

const endDivisions = `
UPDATE divisions d SET valid_to = CAST(@today AS date)
WHERE d.valid_to IS NULL
  AND (left(d.code, 2), d.level) IN (SELECT DISTINCT left(code, 2), level FROM incoming)
  AND NOT EXISTS (SELECT FROM incoming n WHERE n.code = d.code)`

const traceRenames = `
INSERT INTO division_renames (division_id, old_name, new_name, at)
SELECT d.id, d.name, n.name, clock_timestamp() FROM incoming n
JOIN divisions d ON d.code = n.code AND d.valid_to IS NULL WHERE d.name <> n.name`

const updateDivisions = `
UPDATE divisions d SET name = n.name, kind = nullif(n.kind, ''), class_code = coalesce(nullif(n.class, ''), d.class_code)
FROM incoming n
WHERE d.code = n.code AND d.valid_to IS NULL
  AND (d.name, coalesce(d.kind, ''), coalesce(d.class_code, '')) IS DISTINCT FROM (n.name, n.kind, coalesce(nullif(n.class, ''), d.class_code, ''))`

const addDivisions = `
INSERT INTO divisions (id, code, name, level, parent_id, kind, class_code, valid_from)
SELECT n.id, n.code, n.name, n.level, p.id, nullif(n.kind, ''), nullif(n.class, ''), CAST(@today AS date)
FROM incoming n LEFT JOIN divisions p ON p.code = left(n.code, @above ) AND p.valid_to IS NULL
WHERE n.level = @level AND (p.id IS NOT NULL OR n.level = 'province')
  AND NOT EXISTS (SELECT FROM divisions d WHERE d.code = n.code AND d.valid_to IS NULL)`

const reparentDivisions = `
UPDATE divisions d SET parent_id = p.id FROM divisions old, divisions p
WHERE d.valid_to IS NULL AND old.id = d.parent_id AND old.valid_to IS NOT NULL
  AND p.code = old.code AND p.valid_to IS NULL`
