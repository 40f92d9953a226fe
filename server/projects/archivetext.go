package projects

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"wugong/api"
	"wugong/server/words"
)

// moneyFields are those of a body that hold fen.
var moneyFields = []string{"cost", "estimate", "amount", "delta", "total"}

// said reads a part of a body out as lines "field: value", in the order of the fields' names; ids are left out.
func said(indent string, part map[string]any) (lines []string) {
	for _, key := range slices.Sorted(maps.Keys(part)) {
		if strings.HasSuffix(key, "_id") {
			continue
		}
		name := words.Say(api.LanguageZhCN, "project.field."+key, nil)
		if name == "" {
			name = key
		}
		switch v := part[key].(type) {
		case map[string]any:
			lines = append(lines, indent+name+"：")
			lines = append(lines, said(indent+"　", v)...)
		case []any:
			lines = append(lines, indent+name+"：")
			for _, one := range v {
				if m, nested := one.(map[string]any); nested {
					lines = append(lines, indent+"　· "+strings.TrimSpace(strings.Join(said("", m), "；")))
				} else {
					lines = append(lines, indent+"　· "+scalar(key, one))
				}
			}
		default:
			lines = append(lines, indent+name+"："+scalar(key, v))
		}
	}
	return lines
}

// scalar says one value: money in yuan, enums in words.
func scalar(key string, v any) string {
	switch v := v.(type) {
	case bool:
		if v {
			return "是"
		}
		return "否"
	case float64:
		if slices.Contains(moneyFields, key) {
			return yuan(int64(v)) + " 元"
		}
		return fmt.Sprint(int64(v))
	case json.Number:
		return v.String()
	case string:
		if word := words.Say(api.LanguageZhCN, "project.value."+v, nil); word != "" {
			return word
		}
		return v
	}
	return fmt.Sprint(v)
}

// recordText is what a record says, as lines of words, for the page of an archive.
func recordText(r api.ProjectRecord) ([]string, error) {
	data, err := json.Marshal(r.Body)
	if err != nil {
		return nil, err
	}
	var parts map[string]map[string]any
	if err := json.Unmarshal(data, &parts); err != nil {
		return nil, err
	}
	var lines []string
	for _, part := range parts {
		lines = append(lines, said("", part)...)
	}
	return lines, nil
}
