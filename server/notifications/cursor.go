package notifications

import (
	"encoding/base64"
	"encoding/binary"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/fault"
)

// place is where a page of the inbox ends.
type place struct {
	at time.Time
	id uuid.UUID
}

// top lies above every notice.
var top = place{at: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), id: uuid.Max}

func (p place) cursor() string {
	b := binary.BigEndian.AppendUint64(nil, uint64(p.at.UnixMicro()))
	return base64.RawURLEncoding.EncodeToString(append(b, p.id[:]...))
}

func placeOf(cursor *string) (place, error) {
	if cursor == nil {
		return top, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(*cursor)
	if err != nil || len(b) != 24 {
		return place{}, fault.ErrInvalid.On("after", api.ProblemCodeInvalidRequest)
	}
	at := time.UnixMicro(int64(binary.BigEndian.Uint64(b))).UTC()
	if at.Year() < 2000 || at.After(top.at) {
		return place{}, fault.ErrInvalid.On("after", api.ProblemCodeInvalidRequest)
	}
	return place{at: at, id: uuid.UUID(b[8:])}, nil
}
