// Package api is the contract of Wugong: openapi.yaml and what is generated from it.
package api

import _ "embed"

//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 --config oapi-codegen.yaml -o api.gen.go openapi.yaml

// Document is the contract as it is written, for the reader page at /api/docs.
//
//go:embed openapi.yaml
var Document []byte
