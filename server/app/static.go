package app

import (
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"wugong/pwa"
	"wugong/server/fault"
	"wugong/server/words"
)

const pageCSP = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; " +
	"worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

const notBuilt = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>五共 Wugong</title><body style="font:18px/1.6 sans-serif;margin:3rem auto;max-width:36rem;padding:0 1rem">
<h1>五共 Wugong</h1><p>服务已经运行，页面还没有生成。请运行 <code>scripts/run</code>。</p>
<p lang="en">The server runs; the app has not been built into it. Run <code>scripts/run</code>.</p></body></html>`

// static serves the app: hashed assets for ever, compressed as the browser likes, and the one page
// for every address that is not a file.
func static(files fs.FS, built bool) echo.HandlerFunc {
	first := readFirst(files)
	return func(c echo.Context) error {
		name := strings.TrimPrefix(path.Clean("/"+c.Request().URL.Path), "/")
		if strings.HasPrefix(name, "api/") {
			return fault.ErrNotFound
		}
		h := c.Response().Header()
		if !built {
			h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
			return c.HTML(http.StatusOK, notBuilt)
		}
		if info, err := fs.Stat(files, name); name == "" || err != nil || info.IsDir() {
			if path.Ext(name) != "" {
				return fault.ErrNotFound
			}
			name = "index.html"
			h.Add("Vary", "Accept-Language")
			if links := first[c.Request().URL.Path][words.Match(c.Request().Header.Get("Accept-Language"))]; links != "" {
				h.Set("Link", links)
			}
		}
		switch {
		case strings.HasPrefix(name, "assets/"):
			h.Set("Cache-Control", "public, max-age=31536000, immutable")
		default:
			h.Set("Cache-Control", "no-cache")
		}
		h.Set("Content-Security-Policy", pageCSP)
		return sendFile(c, files, name)
	}
}

func sendFile(c echo.Context, files fs.FS, name string) error {
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, contentType(name))
	h.Add("Vary", "Accept-Encoding")
	accepts := c.Request().Header.Get("Accept-Encoding")
	for _, form := range []struct{ encoding, ending string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !strings.Contains(accepts, form.encoding) {
			continue
		}
		if data, err := fs.ReadFile(files, name+form.ending); err == nil {
			h.Set(echo.HeaderContentEncoding, form.encoding)
			return send(c, data)
		}
	}
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	return send(c, data)
}

func send(c echo.Context, data []byte) error {
	c.Response().Header().Set(echo.HeaderContentLength, strconv.Itoa(len(data)))
	c.Response().WriteHeader(http.StatusOK)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	_, err := c.Response().Write(data)
	return err
}

func contentType(name string) string {
	switch path.Ext(name) {
	case ".webmanifest":
		return "application/manifest+json"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

// app is the handler of every address outside the API.
func appPages() echo.HandlerFunc { return static(pwa.Files(), pwa.Built()) }
