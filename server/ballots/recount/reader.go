package recount

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// reader reads a document strictly, and knows in which field it stands.
type reader struct {
	tokens *json.Decoder
	path   []string
}

func newReader(data []byte) (*reader, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("document: is not UTF-8 text")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return &reader{tokens: d}, nil
}

// wrong is an error about the present field.
func (r *reader) wrong(why string, args ...any) error {
	field := strings.TrimPrefix(strings.Join(r.path, ""), ".")
	if field == "" {
		field = "document"
	}
	return fmt.Errorf("%s: %s", field, fmt.Sprintf(why, args...))
}

func (r *reader) in(step string, read func() error) error {
	r.path = append(r.path, step)
	err := read()
	r.path = r.path[:len(r.path)-1]
	return err
}

func (r *reader) token() (json.Token, error) {
	t, err := r.tokens.Token()
	if err != nil {
		return nil, r.wrong("is no proper JSON (%v)", err)
	}
	return t, nil
}

// fields says how each field of an object is read.
type fields map[string]func() error

// object reads an object that has these fields, all of need, and no others.
func (r *reader) object(known fields, need ...string) error {
	t, err := r.token()
	if err != nil {
		return err
	}
	if t != json.Delim('{') {
		return r.wrong("must be an object")
	}
	seen := make(map[string]bool, len(known))
	for r.tokens.More() {
		t, err := r.token()
		if err != nil {
			return err
		}
		name, _ := t.(string)
		read, ok := known[name]
		if err := r.in("."+name, func() error {
			switch {
			case !ok:
				return r.wrong("is an unknown field")
			case seen[name]:
				return r.wrong("stands there twice")
			}
			seen[name] = true
			return read()
		}); err != nil {
			return err
		}
	}
	for _, name := range need {
		if !seen[name] {
			return r.in("."+name, func() error { return r.wrong("is missing") })
		}
	}
	_, err = r.token()
	return err
}

// list reads a list, entry by entry.
func (r *reader) list(each func() error) error {
	t, err := r.token()
	if err != nil {
		return err
	}
	if t != json.Delim('[') {
		return r.wrong("must be a list")
	}
	for i := 0; r.tokens.More(); i++ {
		if err := r.in("["+strconv.Itoa(i)+"]", each); err != nil {
			return err
		}
	}
	_, err = r.token()
	return err
}

// end refuses anything behind the document.
func (r *reader) end() error {
	if _, err := r.tokens.Token(); err != io.EOF {
		return r.wrong("has something behind its end")
	}
	return nil
}

// text reads a string of any type whose values are words.
func text[T ~string](r *reader, to *T) func() error {
	return func() error {
		t, err := r.token()
		if err != nil {
			return err
		}
		s, ok := t.(string)
		if !ok || strings.ContainsRune(s, utf8.RuneError) {
			return r.wrong("must be a text")
		}
		*to = T(s)
		return nil
	}
}

// number reads a whole number.
func number[T int | int64](r *reader, to *T) func() error {
	return func() error {
		t, err := r.token()
		if err != nil {
			return err
		}
		n, _ := t.(json.Number)
		i, err := strconv.ParseInt(string(n), 10, 64)
		if err != nil {
			return r.wrong("must be a whole number")
		}
		*to = T(i)
		return nil
	}
}

func flag(r *reader, to *bool) func() error {
	return func() error {
		t, err := r.token()
		if err != nil {
			return err
		}
		b, ok := t.(bool)
		if !ok {
			return r.wrong("must be true or false")
		}
		*to = b
		return nil
	}
}

// texts reads a list of strings.
func texts[T ~string](r *reader, to *[]T) func() error {
	return func() error {
		*to = []T{}
		return r.list(func() error {
			var s T
			if err := text(r, &s)(); err != nil {
				return err
			}
			*to = append(*to, s)
			return nil
		})
	}
}
