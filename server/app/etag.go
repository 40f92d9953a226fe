package app

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// etag gives JSON answers of reads a tag, and answers 304 where the caller has them already.
func etag(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if r.Method != http.MethodGet || !strings.HasPrefix(c.Path(), prefix) || strings.HasPrefix(c.Path(), prefix+"/media") {
			return next(c)
		}
		kept := &keeper{ResponseWriter: c.Response().Writer, status: http.StatusOK}
		c.Response().Writer = kept
		err := next(c)
		c.Response().Writer = kept.ResponseWriter
		if err != nil {
			if !kept.wrote {
				c.Response().Committed = false
			}
			return err
		}
		h := kept.Header()
		if kept.status == http.StatusOK {
			sum := sha256.Sum256(kept.body.Bytes())
			tag := `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
			h.Set("ETag", tag)
			h.Set("Cache-Control", "private, no-cache")
			h.Add("Vary", "Authorization, Accept-Language")
			if strings.Contains(r.Header.Get("If-None-Match"), tag) {
				h.Del(echo.HeaderContentType)
				kept.ResponseWriter.WriteHeader(http.StatusNotModified)
				c.Response().Status = http.StatusNotModified
				return nil
			}
		}
		kept.ResponseWriter.WriteHeader(kept.status)
		_, err = kept.ResponseWriter.Write(kept.body.Bytes())
		return err
	}
}

// keeper holds an answer back until it is whole.
type keeper struct {
	http.ResponseWriter
	body   bytes.Buffer
	status int
	wrote  bool
}

func (k *keeper) WriteHeader(status int) { k.status = status }

func (k *keeper) Write(b []byte) (int, error) {
	k.wrote = true
	return k.body.Write(b)
}
