package app

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/labstack/echo/v4"
)

func TestStaticServesTheAppItsAssetsAndNothingElse(t *testing.T) {
	files := fstest.MapFS{
		"index.html":          {Data: []byte("page")},
		"assets/a-12ab.js":    {Data: []byte("plain")},
		"assets/a-12ab.js.br": {Data: []byte("brotli")},
		"assets/a-12ab.js.gz": {Data: []byte("gzip")},
		"sw.js":               {Data: []byte("worker")},
	}
	e := echo.New()
	e.HTTPErrorHandler = problem
	e.GET("/*", static(files, true))
	for _, c := range []struct {
		path, accepts, body, encoding, cache string
		status                               int
	}{
		{"/", "", "page", "", "no-cache", 200},
		{"/reports/abc", "", "page", "", "no-cache", 200},
		{"/assets/a-12ab.js", "", "plain", "", "public, max-age=31536000, immutable", 200},
		{"/assets/a-12ab.js", "gzip, br", "brotli", "br", "public, max-age=31536000, immutable", 200},
		{"/assets/a-12ab.js", "gzip", "gzip", "gzip", "public, max-age=31536000, immutable", 200},
		{"/sw.js", "", "worker", "", "no-cache", 200},
		{"/assets/gone-99.js", "", "", "", "no-store", 404},
		{"/../../etc/passwd.txt", "", "", "", "no-store", 404},
		{"/api/v1/none", "", "", "", "no-store", 404},
	} {
		r := httptest.NewRequest(http.MethodGet, c.path, nil)
		r.Header.Set("Accept-Encoding", c.accepts)
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		if w.Code != c.status || w.Header().Get("Content-Encoding") != c.encoding || w.Header().Get("Cache-Control") != c.cache ||
			c.status == 200 && w.Body.String() != c.body {
			t.Errorf("%s (%s): %d %q %v", c.path, c.accepts, w.Code, w.Body, w.Header())
		}
	}
}

func TestTheFirstPagesNameTheirFilesInTheReadersLanguage(t *testing.T) {
	files := fstest.MapFS{
		"index.html": {Data: []byte("page")},
		"first.json": {Data: []byte(`{"/":{"zh-CN":["/assets/h-1.js","/assets/h-2.css"],"en":["/assets/h-3.js"]}}`)},
	}
	e := echo.New()
	e.GET("/*", static(files, true))
	for _, c := range []struct{ path, language, link string }{
		{"/", "zh-CN,zh;q=0.9", "</assets/h-1.js>; rel=modulepreload, </assets/h-2.css>; rel=preload; as=style; crossorigin"},
		{"/", "en-GB", "</assets/h-3.js>; rel=modulepreload"},
		{"/", "", "</assets/h-1.js>; rel=modulepreload, </assets/h-2.css>; rel=preload; as=style; crossorigin"},
		{"/reports", "zh-CN", ""},
	} {
		r := httptest.NewRequest(http.MethodGet, c.path, nil)
		r.Header.Set("Accept-Language", c.language)
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		if got := w.Header().Get("Link"); got != c.link {
			t.Errorf("%s in %q: Link %q, want %q", c.path, c.language, got, c.link)
		}
		if vary := strings.Join(w.Header().Values("Vary"), ","); !strings.Contains(vary, "Accept-Language") {
			t.Errorf("%s: Vary is %q", c.path, vary)
		}
	}
}
