// Package recount counts votes again from published files, without a server and without a database:
// a JSON document (a decision, a choice or a budget) or a .pb file of Pabulib in, one line of JSON out.
// It reads strictly: a field it does not know, or one that stands twice, is an error and never ignored,
// since it might have changed the result.
package recount

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// maxBytes is the largest file that is read.
const maxBytes = 256 << 20

// Files counts each file and writes one line per result to out, one sentence per file that cannot be
// counted to bad. ruleFile is the budget rule for .pb files. It returns how many could not be counted.
func Files(files []string, ruleFile string, out, bad io.Writer) (failed int, err error) {
	for _, name := range files {
		line, fault := file(name, ruleFile)
		if fault != nil {
			failed++
			if _, err = fmt.Fprintf(bad, "%s: %s\n", name, oneLine(fault.Error())); err != nil {
				return failed, err
			}
			continue
		}
		if _, err = out.Write(append(line, '\n')); err != nil {
			return failed, err
		}
	}
	return failed, nil
}

// oneLine keeps a sentence on its line, whatever the file put into it.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}

func file(name, ruleFile string) ([]byte, error) {
	data, err := read(name)
	if err != nil {
		return nil, err
	}
	if !strings.HasSuffix(strings.ToLower(name), ".pb") {
		return Document(data)
	}
	if ruleFile == "" {
		return nil, fmt.Errorf("rule: a .pb file needs --rule with a budget rule")
	}
	rule, err := read(ruleFile)
	if err != nil {
		return nil, fmt.Errorf("rule: %w", err)
	}
	return Pabulib(data, rule)
}

func read(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, plain(err)
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	if err != nil {
		return nil, plain(err)
	}
	if len(data) > maxBytes {
		return nil, fmt.Errorf("the file is larger than %d MB", maxBytes>>20)
	}
	return data, nil
}

// plain is a system's error without the path, which the sentence begins with.
func plain(err error) error {
	text := err.Error()
	return fmt.Errorf("cannot be read: %s", text[strings.LastIndex(text, ": ")+len(": "):])
}

// Document counts one JSON document and returns its result on one line, without the line's end.
func Document(data []byte) ([]byte, error) {
	var head struct {
		Kind json.RawMessage `json:"kind"`
	}
	r, err := newReader(data)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, errors.New("document: is no JSON object") // what Go says about it helps nobody
	}
	switch string(head.Kind) {
	case `"decision"`:
		return decision(r)
	case `"choice"`:
		return choice(r)
	case `"budget"`:
		return budget(r)
	}
	return nil, fmt.Errorf("kind: must be decision, choice or budget")
}

// line is v as JSON on one line; "<" stays "<".
func line(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
