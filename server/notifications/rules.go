package notifications

import (
	"maps"

	"wugong/api"
)

// mostUnread is how far the unread are counted.
const mostUnread = 99

// fill gives the words for a notice's {places} in the reader's language; say gives the sentence of a key. What has
// no sentence is left as it is.
func (p places) fill(lang api.Language, say func(key string) string) map[string]string {
	args := maps.Clone(p.Args)
	if args == nil {
		args = map[string]string{}
	}
	for place, key := range p.Words {
		args[place] = key
		if word := say(key); word != "" {
			args[place] = word
		}
	}
	if lang == api.LanguageEn {
		maps.Copy(args, p.English)
	}
	return args
}
