package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"path/filepath"

	"github.com/google/uuid"
)

const (
	readers  = 4
	uploads  = 8
	mostSent = 400 // photos in one turn
)

// beside measures what is compared with the server itself: 100 times the rows, and lists while photos are uploaded.
func (p plan) beside(ctx context.Context, s site, cluster, dir string) (lines []string, err error) {
	if p.only != "" {
		return nil, nil
	}
	few, err := p.open(ctx, cluster, filepath.Join(dir, "small"), "small", small)
	if err != nil {
		return nil, err
	}
	defer few.close()
	var growth, busy []float64
	var before, after, quiet, loud float64
	for round := range p.rounds {
		say("100 times the rows, and photos, %d of %d", round+1, p.rounds)
		var t [2]turn
		for half := range 2 {
			which := (half + round) % 2
			if t[which], err = newest(&[]site{few, s}[which].stand).run(ctx, readers, p.turn); err != nil {
				return nil, err
			}
		}
		before, after = ms(t[0].at(0.95)), ms(t[1].at(0.95))
		growth = append(growth, after/before)
		calm, noisy, err := p.whileUploading(ctx, &s.stand)
		if err != nil {
			return nil, err
		}
		quiet, loud = ms(calm.at(0.95)), ms(noisy.at(0.95))
		busy = append(busy, loud/quiet)
	}
	ratio := func(of []float64) float64 { return middle(len(of), func(i int) float64 { return of[i] }) }
	return []string{
		fmt.Sprintf("p95 of the list with 100 times the rows, %d clients\t≤ 1.2 ×\t%.2f ×\t%.1f ms\t%.1f ms\t", readers, ratio(growth), before, after),
		fmt.Sprintf("p95 of the list while %d people upload photos of 2 MP\t≤ 4 ×\t%.2f ×\t%.1f ms\t%.1f ms\t", uploads, ratio(busy), quiet, loud),
	}, nil
}

// whileUploading reads the list in quiet, and again while eight people send photos.
func (p plan) whileUploading(ctx context.Context, s *stand) (calm, noisy turn, err error) {
	if s.photo == nil {
		s.photo = picture()
	}
	if calm, err = newest(s).run(ctx, readers, p.turn); err != nil {
		return calm, noisy, err
	}
	sent := make(chan error, 1)
	until, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		_, err := s.upload(until).run(ctx, uploads, p.turn)
		sent <- err
	}()
	if noisy, err = newest(s).run(ctx, readers, p.turn); err != nil {
		return calm, noisy, err
	}
	stop()
	return calm, noisy, <-sent
}

// upload sends one photo after the other until ctx ends.
func (s *stand) upload(ctx context.Context) asks {
	return func(i int) (ask, bool) {
		if ctx.Err() != nil || i >= mostSent {
			return ask{}, false
		}
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		_ = w.WriteField("id", uuid.NewString()) // a buffer takes everything
		part, _ := w.CreateFormFile("file", "photo.jpg")
		_, _ = part.Write(s.photo)
		_ = w.Close()
		return ask{method: http.MethodPost, url: s.server + "/media", token: s.tokens[i%people], kind: w.FormDataContentType(), body: b.Bytes()}, true
	}
}

// picture is a photo of two megapixels: soft areas with some grain.
func picture() []byte {
	const w, h = 1632, 1224
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			g := uint8(rand.IntN(12))
			img.SetRGBA(x, y, color.RGBA{uint8(x*200/w) + g, uint8(y*200/h) + g, uint8((x+y)*200/(w+h)) + g, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 85}); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()
}
