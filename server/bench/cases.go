package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"

	"github.com/google/uuid"

	"wugong/api"
)

// row is a line of the table: the server's requests, and those of the limit beside it.
type row struct {
	name, must string
	clients    int
	limit      func(s *stand) asks
	product    func(s *stand) asks
}

// stand is where the requests go to, and who sends them.
type stand struct {
	limit, server string
	tokens        []string
	pairs         int    // supports given so far
	filed         int    // reports filed so far
	photo         []byte // as a phone sends it
}

const list = "/communities/%s/proposals?limit=30"

func get(url string, tokens ...string) asks {
	return func(i int) (ask, bool) {
		a := ask{method: http.MethodGet, url: url}
		if len(tokens) > 0 {
			a.token = tokens[i%len(tokens)]
		}
		return a, true
	}
}

func newest(s *stand) asks { return get(s.server+fmt.Sprintf(list, of("community", 1)), s.tokens...) }

var rows = []row{
	{"list of 30 proposals, signed in", "≥ 0.60", 16,
		func(s *stand) asks { return get(s.limit + "/proposals") }, newest},
	{"list of 30 proposals, guests", "≥ 3", 16,
		func(s *stand) asks { return get(s.limit + "/proposals") },
		func(s *stand) asks { return get(s.server + fmt.Sprintf(list, of("community", 1))) }},
	{"list of 30 reports, signed in", "≥ 0.60", 16,
		func(s *stand) asks { return get(s.limit + "/reports") },
		func(s *stand) asks {
			return get(s.server+fmt.Sprintf("/communities/%s/reports?limit=30", of("community", 1)), s.tokens...)
		}},
	{"a proposal with 30 opinions", "≥ 0.50", 16,
		func(s *stand) asks {
			return func(int) (ask, bool) {
				return ask{method: http.MethodGet, url: s.limit + "/proposals/" + talked().String()}, true
			}
		},
		func(s *stand) asks {
			return func(i int) (ask, bool) {
				return ask{method: http.MethodGet, url: s.server + "/proposals/" + talked().String(), token: s.tokens[i%people]}, true
			}
		}},
	{"support, spread", "≥ 0.50", 16, bareSupport(4_000), support(4_000)},
	{"support, 64 people for one proposal", "≥ 0.40", 64, bareSupport(0), support(0)},
	{"file a report whose photo is there", "≥ 0.60", 16, func(s *stand) asks {
		return func(i int) (ask, bool) {
			return ask{method: http.MethodPost, url: s.limit + "/reports", token: of("account", i%people).String(), kind: "application/json",
				body: draft(uuid.New())}, true
		}
	}, func(s *stand) asks {
		return func(i int) (ask, bool) {
			n := s.filed + i
			if n >= photos {
				return ask{}, false
			}
			return ask{method: http.MethodPost, url: s.server + "/reports", token: s.tokens[n%people], kind: "application/json", body: draft(of("photo", n))}, true
		}
	}},
}

// talked is one of the proposals that people talk about.
func talked() uuid.UUID { return of("proposal", rand.IntN(discussed)) }

func draft(photo uuid.UUID) []byte {
	text, place := "东门第二盏路灯不亮，晚上看不清台阶。", "东门"
	body, err := json.Marshal(api.ReportDraft{ID: uuid.New(), CommunityID: of("community", 1), Class: "0102", Text: &text,
		PhotoIds: []uuid.UUID{photo}, Place: api.Place{Words: &place}})
	if err != nil {
		panic(err) // the shape is ours
	}
	return body
}

// supported is whom the n-th support of a run is of and for: everybody for one proposal after the other, or, where there is
// only one, everybody for it again and again.
func supported(n, spread int) (proposal uuid.UUID, who int) {
	if spread == 0 {
		return of("proposal", discussed), n % people
	}
	return of("proposal", discussed+1+(n/people+n*7919)%spread), n % people
}

func bareSupport(spread int) func(s *stand) asks {
	return func(s *stand) asks {
		return func(i int) (ask, bool) {
			p, who := supported(s.pairs+i, spread)
			return ask{method: http.MethodPut, url: s.limit + "/proposals/" + p.String() + "/support", token: of("account", who).String()}, true
		}
	}
}

// support gives it, and, where there is only one proposal, takes it back at the next turn.
func support(spread int) func(s *stand) asks {
	return func(s *stand) asks {
		return func(i int) (ask, bool) {
			n := s.pairs + i
			p, who := supported(n, spread)
			a := ask{method: http.MethodPut, url: s.server + "/proposals/" + p.String() + "/support", token: s.tokens[who]}
			if spread == 0 && n/people%2 == 1 {
				a.method = http.MethodDelete
			}
			return a, true
		}
	}
}
