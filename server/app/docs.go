package app

import (
	"bytes"
	"cmp"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"wugong/api"
)

type docOperation struct{ Method, Path, ID, Summary, Tag string }

var docPage = template.Must(template.New("docs").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Wugong API</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1f2421;background:#faf8f4}
h1,h2{line-height:1.2}table{border-collapse:collapse;width:100%}td{padding:.35rem .75rem .35rem 0;border-bottom:1px solid #ddd;vertical-align:top}
code{font-size:.95em}a{color:#1f6f54}</style>
<h1>{{.Title}}</h1><p>{{.Text}}</p><p><a href="/api/docs/openapi.yaml">The document (OpenAPI 3.0.3)</a></p>
{{range .Groups}}<h2>{{.Tag}}</h2><p>{{.Text}}</p><table>{{range .Operations}}
<tr><td><code>{{.Method}}</code></td><td><code>{{.Path}}</code></td><td>{{.Summary}}</td></tr>{{end}}</table>{{end}}</html>`))

// docs serves the contract and a page to read it.
func docs(e *echo.Echo) error {
	doc, err := api.GetSpec()
	if err != nil {
		return err
	}
	type group struct {
		Tag, Text  string
		Operations []docOperation
	}
	var groups []group
	for _, tag := range doc.Tags {
		g := group{Tag: tag.Name, Text: tag.Description}
		for path, item := range doc.Paths.Map() {
			for method, o := range item.Operations() {
				if slices.Contains(o.Tags, tag.Name) {
					g.Operations = append(g.Operations, docOperation{Method: method, Path: prefix + path, ID: o.OperationID, Summary: o.Summary})
				}
			}
		}
		slices.SortFunc(g.Operations, func(a, b docOperation) int {
			return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Method, b.Method))
		})
		groups = append(groups, g)
	}
	var page bytes.Buffer
	err = docPage.Execute(&page, map[string]any{"Title": doc.Info.Title, "Text": doc.Info.Description, "Groups": groups})
	if err != nil {
		return err
	}
	e.GET("/api/docs", func(c echo.Context) error {
		c.Response().Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
		return c.HTMLBlob(http.StatusOK, page.Bytes())
	})
	e.GET("/api/docs/openapi.yaml", func(c echo.Context) error {
		return c.Blob(http.StatusOK, "application/yaml; charset=utf-8", api.Document)
	})
	return nil
}
