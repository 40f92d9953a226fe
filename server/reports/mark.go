package reports

import (
	"encoding/base64"
	"encoding/binary"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/fault"
)

// writeMark says where a list goes on: behind a report and, in a list by date, its date.
func writeMark(id uuid.UUID, due *time.Time) string {
	mark := append(make([]byte, 0, 24), id[:]...)
	if due != nil {
		mark = binary.BigEndian.AppendUint64(mark, uint64(due.UnixMicro()))
	}
	return base64.RawURLEncoding.EncodeToString(mark)
}

// readMark reads it; uuid.Nil for none.
func readMark(text string) (id uuid.UUID, due time.Time, err error) {
	if text == "" {
		return uuid.Nil, never, nil
	}
	mark, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(mark) != 16 && len(mark) != 24 {
		return uuid.Nil, never, fault.ErrInvalid.On("after", api.ProblemCodeInvalidRequest)
	}
	copy(id[:], mark)
	due = never
	if len(mark) == 24 {
		due = time.UnixMicro(int64(binary.BigEndian.Uint64(mark[16:]))).UTC()
		if due.After(never) || due.Year() < 2000 {
			return uuid.Nil, never, fault.ErrInvalid.On("after", api.ProblemCodeInvalidRequest)
		}
	}
	return id, due, nil
}
