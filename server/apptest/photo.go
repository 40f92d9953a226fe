package apptest

import (
	"bytes"
	"image"
	"image/jpeg"
	"mime/multipart"
	"net/http"
	"testing"

	"github.com/google/uuid"
)

// Photo uploads a small JPEG as somebody and gives its id.
func (a *App) Photo(t testing.TB, who string) string {
	t.Helper()
	var body bytes.Buffer
	form, id := multipart.NewWriter(&body), uuid.NewString()
	if err := form.WriteField("id", id); err != nil {
		t.Fatal(err)
	}
	file, err := form.CreateFormFile("file", "a.jpg")
	if err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(file, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	w := a.Do(t, Scenario{As: who, Do: "POST /media", Body: body.Bytes(), Header: map[string]string{"Content-Type": form.FormDataContentType()}})
	if w.Code != http.StatusCreated {
		t.Fatalf("upload as %s: %d\n%s", who, w.Code, w.Body)
	}
	return id
}
