package media_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/media"
)

func TestTheFormAndTheHeadersOfPhotos(t *testing.T) {
	s, _ := newService(t, newDisk(t))
	wang := someone(t, s)
	ctx := identity.WithActor(t.Context(), identity.Session{ID: uuid.New(), Account: wang})
	a := media.API{Service: s}
	id := uuid.New()
	if _, err := a.UploadMedia(ctx, form(t, "file", string(photo(t)), "id", id.String())); !errors.Is(err, media.ErrOrder) {
		t.Errorf("file first: %v", err)
	}
	if _, err := a.UploadMedia(ctx, form(t, "id", "../../x", "file", "x")); !errors.Is(err, fault.ErrInvalid) {
		t.Errorf("a path for an id: %v", err)
	}
	if _, err := a.UploadMedia(t.Context(), form(t, "id", id.String(), "file", "x")); !errors.Is(err, fault.ErrUnauthenticated) {
		t.Errorf("a guest: %v", err)
	}
	for i, want := range []int{201, 200} {
		res, err := a.UploadMedia(ctx, form(t, "id", id.String(), "file", string(photo(t))))
		if err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		if err := res.VisitUploadMediaResponse(w); err != nil || w.Code != want {
			t.Errorf("upload %d: %d, %v", i, w.Code, err)
		}
	}
	first := get(t, a, ctx, id, "")
	if first.Code != 200 || first.Header().Get("Content-Type") != "image/jpeg" || first.Header().Get("X-Content-Type-Options") != "nosniff" ||
		!strings.HasPrefix(first.Header().Get("Cache-Control"), "private") || first.Body.Len() == 0 {
		t.Errorf("%d %v", first.Code, first.Header())
	}
	if again := get(t, a, ctx, id, first.Header().Get("ETag")); again.Code != 304 || again.Body.Len() != 0 {
		t.Errorf("with its ETag: %d", again.Code)
	}
	if _, err := a.GetMedia(t.Context(), api.GetMediaRequestObject{MediaID: id}); !errors.Is(err, media.ErrNoPhoto) {
		t.Errorf("a guest: %v", err)
	}
}

func get(t *testing.T, a media.API, ctx context.Context, id uuid.UUID, etag string) *httptest.ResponseRecorder {
	t.Helper()
	res, err := a.GetMedia(ctx, api.GetMediaRequestObject{MediaID: id, Params: api.GetMediaParams{IfNoneMatch: &etag}})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	if err := res.VisitGetMediaResponse(w); err != nil {
		t.Fatal(err)
	}
	return w
}

func form(t *testing.T, fields ...string) api.UploadMediaRequestObject {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i < len(fields); i += 2 {
		part, err := w.CreateFormFile(fields[i], "x")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, fields[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return api.UploadMediaRequestObject{Body: multipart.NewReader(&b, w.Boundary())}
}
