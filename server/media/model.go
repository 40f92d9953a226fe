package media

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgtype"
)

// Record is a photo's row.
type Record struct {
	ID          uuid.UUID
	UploaderID  uuid.UUID
	ObjectKey   string
	Width       int
	Height      int
	FullBytes   int64
	MiddleBytes int64 // 0: has no middle object, the full one serves
	ThumbBytes  int64
	Level       Level
	CommunityID *uuid.UUID
	Persons     persons
	Offices     offices
	CreatedAt   time.Time
}

// TableName is media.
func (Record) TableName() string { return "media" }

// fullKey, middleKey and thumbKey are the objects of a photo.
func fullKey(key string) string { return key + ".full.jpg" }

func middleKey(key string) string { return key + ".middle.jpg" }

func thumbKey(key string) string { return key + ".thumb.jpg" }

// persons is PostgreSQL's uuid[].
type persons []uuid.UUID

// Value writes the array as PostgreSQL reads it.
func (p persons) Value() (driver.Value, error) {
	b := []byte{'{'}
	for i, id := range p {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, id.String()...)
	}
	return string(append(b, '}')), nil
}

// Scan reads the array as PostgreSQL writes it.
func (p *persons) Scan(v any) error {
	*p = nil
	s, ok := v.(string)
	if b, isBytes := v.([]byte); isBytes {
		s, ok = string(b), true
	}
	if !ok {
		return fmt.Errorf("uuid[] came as %T", v)
	}
	var ids pgtype.FlatArray[pgtype.UUID]
	if err := pgtype.NewMap().SQLScanner(&ids).Scan(s); err != nil {
		return err
	}
	for _, id := range ids {
		*p = append(*p, id.Bytes)
	}
	return nil
}

// offices is PostgreSQL's jsonb.
type offices []Office

// Value writes the list; none is an empty one.
func (o offices) Value() (driver.Value, error) {
	if len(o) == 0 {
		return "[]", nil
	}
	b, err := json.Marshal([]Office(o))
	return string(b), err
}

// Scan reads the list.
func (o *offices) Scan(v any) error {
	switch text := v.(type) {
	case string:
		return json.Unmarshal([]byte(text), (*[]Office)(o))
	case []byte:
		return json.Unmarshal(text, (*[]Office)(o))
	}
	return fmt.Errorf("jsonb came as %T", v)
}
