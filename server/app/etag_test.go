package app

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/labstack/echo/v4"

	"wugong/server/fault"
)

func TestETagAnswers304OnlyForTheSameBody(t *testing.T) {
	e := echo.New()
	e.HTTPErrorHandler = problem
	body := "one"
	g := e.Group(prefix, etag)
	g.GET("/x", func(c echo.Context) error { return c.JSON(http.StatusOK, body) })
	g.GET("/none", func(echo.Context) error { return fault.ErrNotFound })
	ask := func(path, tag string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, prefix+path, nil)
		r.Header.Set("If-None-Match", tag)
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		return w
	}
	first := ask("/x", "")
	tag := first.Header().Get("ETag")
	if first.Code != 200 || tag == "" || first.Body.String() != "\"one\"\n" {
		t.Fatalf("first: %d %q %q", first.Code, tag, first.Body)
	}
	if again := ask("/x", tag); again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		t.Errorf("again: %d %q", again.Code, again.Body)
	}
	body = "two"
	if changed := ask("/x", tag); changed.Code != 200 {
		t.Errorf("changed: %d", changed.Code)
	}
	if none := ask("/none", ""); none.Code != 404 || none.Header().Get("ETag") != "" ||
		none.Header().Get("Content-Type") != "application/problem+json; charset=utf-8" {
		t.Errorf("a problem: %d %v %s", none.Code, none.Header(), none.Body)
	}
}
