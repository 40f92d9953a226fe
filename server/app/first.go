package app

import (
	"encoding/json"
	"io/fs"
	"strings"

	"wugong/api"
)

// firstFiles are, by path and language, the Link headers that name what the pages people start with need besides the
// entry. The browser sends for it at once, instead of after the entry has been read and run. Who chose another language
// on the device than the browser's asks for four small files in vain.
type firstFiles map[string]map[api.Language]string

// readFirst reads first.json, which the build of the app writes; without it nothing is named.
func readFirst(files fs.FS) firstFiles {
	data, err := fs.ReadFile(files, "first.json")
	if err != nil {
		return nil
	}
	var lists map[string]map[api.Language][]string
	if json.Unmarshal(data, &lists) != nil {
		return nil
	}
	first := firstFiles{}
	for path, languages := range lists {
		first[path] = map[api.Language]string{}
		for language, names := range languages {
			first[path][language] = linkHeader(names)
		}
	}
	return first
}

func linkHeader(names []string) string {
	links := make([]string, len(names))
	for i, name := range names {
		links[i] = "<" + name + ">; rel=modulepreload"
		if strings.HasSuffix(name, ".css") {
			links[i] = "<" + name + ">; rel=preload; as=style; crossorigin"
		}
	}
	return strings.Join(links, ", ")
}
