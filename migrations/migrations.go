// Package migrations holds the schema of the database, one file a change, in the order of their timestamps.
package migrations

import "embed"

// Files are the goose migrations.
//
//go:embed *.sql
var Files embed.FS
