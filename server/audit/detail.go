package audit

import (
	"encoding/json"
	"fmt"
	"regexp"
	"time"

	"github.com/google/uuid"
)

var (
	plainWord = regexp.MustCompile(`^[A-Za-z0-9_.:+-]{0,64}$`)
	phoneLike = regexp.MustCompile(`^(\+?86)?1[3-9][0-9]{9}$`)
)

// plainDetail writes the detail as JSON with its keys in order, and refuses what is neither an id, a state,
// a number, a time nor a list of such.
func plainDetail(detail map[string]any) (string, error) {
	if len(detail) == 0 {
		return "{}", nil
	}
	for key, value := range detail {
		if !plainWord.MatchString(key) || !plain(value) {
			return "", fmt.Errorf("detail %q is neither an id nor a state", key)
		}
	}
	data, err := json.Marshal(detail)
	return string(data), err
}

func plain(value any) bool {
	switch v := value.(type) {
	case nil, bool, int, int32, int64, float64, uuid.UUID, *uuid.UUID, time.Time, *time.Time, []uuid.UUID:
		return true
	case string:
		return plainWord.MatchString(v) && !phoneLike.MatchString(v)
	case fmt.Stringer:
		return plain(v.String())
	case []string:
		for _, s := range v {
			if !plain(s) {
				return false
			}
		}
		return true
	}
	return plainText(value)
}

// plainText admits the named string types of the contract's enums.
func plainText(value any) bool {
	data, err := json.Marshal(value)
	if err != nil {
		return false
	}
	var s string
	return json.Unmarshal(data, &s) == nil && plain(s)
}
