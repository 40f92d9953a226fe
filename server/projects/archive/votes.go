package archive

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"wugong/server/ballots/recount"
)

// statedVote is a vote as the document states it.
type statedVote struct {
	File      string
	Recounted json.RawMessage
	Result    struct{ Outcome string }
}

// recounted counts every vote of an archive again and compares it with what its page states.
func recounted(votes []statedVote, names map[string]*zip.File) (n int, err error) {
	told := map[string]bool{}
	for _, v := range votes {
		if v.File == "" {
			continue
		}
		if names[v.File] == nil {
			return n, fmt.Errorf("%s is missing", v.File)
		}
		told[v.File] = true
		file, err := read(names[v.File])
		if err != nil {
			return n, err
		}
		line, err := recount.Document(file)
		if err != nil {
			return n, fmt.Errorf("%s: %w", v.File, err)
		}
		if err := same(v.File, line, v.Recounted, v.Result.Outcome); err != nil {
			return n, err
		}
		n++
	}
	for name := range names {
		if strings.HasPrefix(name, Votes) && !told[name] {
			return n, fmt.Errorf("%s is a vote that %s does not name", name, Document)
		}
	}
	return n, nil
}

// same compares a recount with what was stated of it; a decision states its outcome too.
func same(name string, line []byte, stated json.RawMessage, outcome string) error {
	was, err := exact(stated)
	if err != nil {
		return fmt.Errorf("%s: what was counted cannot be read: %w", name, err)
	}
	now, err := exact(line)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if said, decides := now["outcome"]; !reflect.DeepEqual(was, now) || decides && said != outcome {
		return fmt.Errorf("%s, counted again, comes to something else than the archive states", name)
	}
	return nil
}

// exact reads an object with its numbers as they are written.
func exact(data []byte) (o map[string]any, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	err = d.Decode(&o)
	return o, err
}
