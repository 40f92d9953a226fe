// Package words holds every sentence that the server says, in Chinese and English. Keys are flat:
// "problem.<code>", "problem.<code>.detail", "notice.<kind>.title", "notice.<kind>.text", and others by domain.
package words

import (
	"context"
	"embed"
	"encoding/json"
	"strings"

	"golang.org/x/text/language"

	"wugong/api"
)

//go:embed zh.json en.json
var files embed.FS

var sentences = map[api.Language]map[string]string{
	api.LanguageZhCN: load("zh.json"),
	api.LanguageEn:   load("en.json"),
}

func load(name string) map[string]string {
	data, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	m := map[string]string{}
	if err := json.Unmarshal(data, &m); err != nil {
		panic(name + ": " + err.Error())
	}
	return m
}

// Say gives a sentence with its {places} filled. An unknown key gives "", so that a caller can ask
// for a sentence that need not exist.
func Say(lang api.Language, key string, args map[string]string) string {
	s := sentences[lang][key]
	for k, v := range args {
		s = strings.ReplaceAll(s, "{"+k+"}", v)
	}
	return s
}

// Of is a key by kind of community, where the sentence differs by it: "role.committee_chair.rural"; else the key itself,
// whose sentence fits every kind. An empty kind stands for none known.
func Of[K ~string](key string, kind K) string {
	if _, differs := sentences[api.LanguageZhCN][key+"."+string(kind)]; differs {
		return key + "." + string(kind)
	}
	return key
}

// Keys are all keys of a language, for tests.
func Keys(lang api.Language) map[string]string { return sentences[lang] }

// Match picks our language for an Accept-Language header: the first that we speak, any kind of
// Chinese being ours; Chinese where nothing fits.
func Match(header string) api.Language {
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return api.LanguageZhCN
	}
	for _, tag := range tags {
		switch base, _ := tag.Base(); base.String() {
		case "zh":
			return api.LanguageZhCN
		case "en":
			return api.LanguageEn
		}
	}
	return api.LanguageZhCN
}

type key struct{}

// With puts the caller's language into the context.
func With(ctx context.Context, lang api.Language) context.Context {
	return context.WithValue(ctx, key{}, lang)
}

// Lang is the caller's language; Chinese for none.
func Lang(ctx context.Context) api.Language {
	if l, ok := ctx.Value(key{}).(api.Language); ok {
		return l
	}
	return api.LanguageZhCN
}
