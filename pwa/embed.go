// Package pwa carries the built app inside the server's binary.
package pwa

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files are the files of the built app, index.html at the root. Beside most of
// them lie compressed copies: name.br and name.gz.
func Files() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // dist is a constant of this file
	}
	return sub
}

// Built tells whether the app was built before this binary was; without it the
// server compiles and runs all the same, and has no app to show.
func Built() bool {
	_, err := fs.Stat(Files(), "index.html")
	return err == nil
}
