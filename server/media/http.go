package media

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/fault"
	"wugong/server/identity"
)

// API serves the operations of photos.
type API struct{ Service *Service }

// UploadMedia serves POST /media.
func (a API) UploadMedia(ctx context.Context, req api.UploadMediaRequestObject) (api.UploadMediaResponseObject, error) {
	actor, err := identity.Signed(ctx)
	if err != nil {
		return nil, err
	}
	id, file, err := formOf(req.Body)
	if err != nil {
		return nil, err
	}
	r, made, err := a.Service.Upload(ctx, actor, id, file)
	if err != nil {
		return nil, err
	}
	if made {
		return api.UploadMedia201JSONResponse(toAPI(r)), nil
	}
	return api.UploadMedia200JSONResponse(toAPI(r)), nil
}

// GetMedia serves GET /media/{mediaId}. The right to see is checked before the caller's copy is confirmed.
func (a API) GetMedia(ctx context.Context, req api.GetMediaRequestObject) (api.GetMediaResponseObject, error) {
	r, err := a.Service.See(ctx, identity.Actor(ctx), req.MediaID)
	if err != nil {
		return nil, err
	}
	variant := api.MediaVariantFull
	if req.Params.Variant != nil {
		variant = *req.Params.Variant
	}
	etag := fmt.Sprintf("%q", r.ObjectKey[3:]+"-"+string(variant))
	p := picked{etag: etag, cache: cacheControl(r.Level)}
	if req.Params.IfNoneMatch != nil && matches(*req.Params.IfNoneMatch, etag) {
		return p, nil
	}
	if p.object, err = a.Service.Open(ctx, r, variant); err != nil {
		return nil, err
	}
	return p, nil
}

// cacheControl: a photo never changes, but who may see it does, so every use is asked for again.
func cacheControl(l Level) string {
	if l == Public {
		return "public, no-cache"
	}
	return "private, no-cache"
}

func matches(header, etag string) bool {
	for tag := range strings.SplitSeq(header, ",") {
		if tag = strings.TrimPrefix(strings.TrimSpace(tag), "W/"); tag == etag || tag == "*" {
			return true
		}
	}
	return false
}

// picked is a photo on its way out, or without an object the news that the caller's copy is still right.
type picked struct {
	object      Object
	etag, cache string
}

// VisitGetMediaResponse writes headers and bytes.
func (p picked) VisitGetMediaResponse(w http.ResponseWriter) error {
	h := w.Header()
	h.Set("ETag", p.etag)
	h.Set("Cache-Control", p.cache)
	h.Set("X-Content-Type-Options", "nosniff")
	if p.object.ReadCloser == nil {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	defer p.object.Close()
	h.Set("Content-Type", "image/jpeg")
	h.Set("Content-Length", fmt.Sprint(p.object.Size))
	w.WriteHeader(http.StatusOK)
	_, err := io.Copy(w, p.object)
	return err
}

// formOf reads the field id and stops at the file, which is read as it comes.
func formOf(form *multipart.Reader) (id uuid.UUID, file io.Reader, err error) {
	if form == nil {
		return id, nil, ErrOrder
	}
	part, err := form.NextPart()
	if err != nil || part.FormName() != "id" {
		return id, nil, orderOr(err)
	}
	text, err := io.ReadAll(io.LimitReader(part, 37))
	if err != nil {
		return id, nil, orderOr(err)
	}
	if id, err = uuid.Parse(string(text)); err != nil || len(text) != 36 || id == uuid.Nil {
		return id, nil, fault.ErrInvalid.On("id", api.ProblemCodeInvalidRequest)
	}
	if part, err = form.NextPart(); err != nil || part.FormName() != "file" {
		return id, nil, orderOr(err)
	}
	return id, part, nil
}

// orderOr keeps the answer of a body limit apart from a form in the wrong order.
func orderOr(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return ErrTooLarge
	}
	return ErrOrder.Because(err)
}

func toAPI(r Record) api.MediaReceipt {
	return api.MediaReceipt{ID: r.ID, Width: r.Width, Height: r.Height, Bytes: int(r.FullBytes)}
}
