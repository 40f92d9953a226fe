package privacy

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"time"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/words"
)

//go:embed page.html
var pageHTML string

var pageTemplate = template.Must(template.New("export").Parse(pageHTML))

// hidden are fields that tell a reader nothing; the JSON has them.
var hidden = map[string]bool{"id": true, "kind": true, "link": true, "project_id": true}

type (
	line struct{ Label, Value string }
	card struct {
		Title string
		Lines []line
	}
	section struct {
		Title string
		Cards []card
	}
)

// page makes a page to read of what the domains gave, whatever they gave: each record is a card of lines.
type page struct{ lang api.Language }

func writePage(w io.Writer, lang api.Language, all []kept, at time.Time) error {
	p := page{lang}
	sections := make([]section, len(all))
	for i, k := range all {
		data, err := json.Marshal(k.content)
		if err != nil {
			return fmt.Errorf("export %s: %w", k.key, err)
		}
		decoder := json.NewDecoder(bytes.NewReader(data))
		decoder.UseNumber()
		s := section{Title: p.say("part." + k.key)}
		if err := p.value(decoder, &s, nil, "", ""); err != nil {
			return fmt.Errorf("export %s: %w", k.key, err)
		}
		sections[i] = s
	}
	return pageTemplate.Execute(w, map[string]any{
		"Lang": string(lang), "Title": p.say("title"), "None": p.say("none"), "Sections": sections,
		"Made": words.Say(lang, "export.made", map[string]string{"at": at.In(china.Zone).Format("2006-01-02 15:04")}),
	})
}

func (p page) say(key string) string { return words.Say(p.lang, "export."+key, nil) }

// value reads one JSON value: an object begins a card, or goes on in the one it stands in; a list of objects gives its
// cards the title of its field.
func (p page) value(d *json.Decoder, s *section, in *card, key, title string) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	switch token {
	case json.Delim('['):
		for d.More() {
			if err := p.value(d, s, in, key, p.label(key)); err != nil {
				return err
			}
		}
		_, err = d.Token()
		return err
	case json.Delim('{'):
		return p.object(d, s, title)
	}
	if in != nil && !hidden[key] && token != nil {
		in.add(p.label(key), p.text(key, token))
	}
	return nil
}

func (p page) object(d *json.Decoder, s *section, title string) error {
	c := card{Title: title}
	at := len(s.Cards)
	s.Cards = append(s.Cards, c) // those within come after it
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		if err := p.value(d, s, &c, fmt.Sprint(name), ""); err != nil {
			return err
		}
	}
	s.Cards[at] = c
	if len(c.Lines) == 0 {
		s.Cards = append(s.Cards[:at], s.Cards[at+1:]...)
	}
	_, err := d.Token()
	return err
}

// add puts the values of one list into one line.
func (c *card) add(label, value string) {
	if n := len(c.Lines); n > 0 && c.Lines[n-1].Label == label {
		c.Lines[n-1].Value += "\n" + value
		return
	}
	c.Lines = append(c.Lines, line{label, value})
}

func (p page) label(key string) string {
	if key == "" {
		return ""
	}
	if word := p.say("field." + key); word != "" {
		return word
	}
	return words.Say(p.lang, "project.field."+key, nil) // what a record of a project says
}

// text writes a value: times as in China, words of ours in the reader's language, all else as it is.
func (p page) text(key string, token json.Token) string {
	switch v := token.(type) {
	case bool:
		return p.say(map[bool]string{true: "yes", false: "no"}[v])
	case string:
		if at, err := time.Parse(time.RFC3339Nano, v); err == nil {
			return at.In(china.Zone).Format("2006-01-02 15:04")
		}
		if key == "role" {
			return words.Say(p.lang, "role."+v, nil)
		}
		if word := p.say("value." + v); valued[key] && word != "" {
			return word
		}
		return v
	}
	return fmt.Sprint(token)
}

// valued are the fields whose values are words of ours.
var valued = map[string]bool{"state": true, "act": true, "level": true, "purpose": true, "reject_reason": true, "on_behalf": true, "language": true,
	"topic": true, "age_band": true}
