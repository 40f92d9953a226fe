package db

import (
	"strings"

	"github.com/google/uuid"
)

// TextArray writes texts as a PostgreSQL array, so that a list is one placeholder, however long it is.
func TextArray(texts []string) string {
	var b strings.Builder
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	b.WriteByte('{')
	for i, t := range texts {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('"')
		_, _ = quoted.WriteString(&b, t)
		b.WriteByte('"')
	}
	b.WriteByte('}')
	return b.String()
}

// UUIDArray writes ids so.
func UUIDArray(ids []uuid.UUID) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = id.String()
	}
	return TextArray(texts)
}
