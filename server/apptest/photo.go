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
	id := uuid.NewString()
	body, header := PhotoForm(t, id)
	w := a.Do(t, Scenario{As: who, Do: "POST /media", Body: body, Header: header})
	if w.Code != http.StatusCreated {
		t.Fatalf("upload as %s: %d\n%s", who, w.Code, w.Body)
	}
	return id
}

// PhotoForm is the form that uploads a small JPEG under an id.
func PhotoForm(t testing.TB, id string) (form []byte, header map[string]string) {
	t.Helper()
	var picture bytes.Buffer
	if err := jpeg.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	return FileForm(t, id, "a.jpg", picture.Bytes())
}

// FileForm is the form that uploads any bytes under an id and a name of the sender's choice.
func FileForm(t testing.TB, id, name string, content []byte) ([]byte, map[string]string) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if err := form.WriteField("id", id); err != nil {
		t.Fatal(err)
	}
	file, err := form.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	return body.Bytes(), map[string]string{"Content-Type": form.FormDataContentType()}
}
