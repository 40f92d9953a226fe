// Package archive writes and checks the archive of a project: a ZIP that opens without this program. index.html reads the
// whole project, project.json is the same for programs, photos/ holds the pictures, votes/ the
// files for wugong recount, SHA256SUMS the sum of every other file.
// Files are stored as they are, in a fixed order and at the time of building, so that the same content is the same ZIP.
package archive

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"path"
	"slices"
	"strings"
	"time"
)

// The names of files.
const (
	Page     = "index.html"
	Document = "project.json"
	Sums     = "SHA256SUMS"
	Photos   = "photos/"
	Votes    = "votes/"
)

const (
	mostFiles = 20_000
	mostBytes = 4 << 30
)

// File is one file of an archive. Open gives its bytes.
type File struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// Bytes is a file of what lies in memory.
func Bytes(name string, data []byte) File {
	return File{name, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
}

// Write writes files, in their order, and SHA256SUMS at the end.
func Write(to io.Writer, files []File, sums string, at time.Time) error {
	z := zip.NewWriter(to)
	for _, f := range append(slices.Clone(files), Bytes(Sums, []byte(sums))) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store, Modified: at.UTC()})
		if err != nil {
			return err
		}
		r, err := f.Open()
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		_, err = io.Copy(w, r)
		if err := errors.Join(err, r.Close()); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return z.Close()
}

// Sum writes the line of SHA256SUMS for each file, as sha256sum does.
func Sum(files []File) (string, error) {
	var b strings.Builder
	for _, f := range files {
		r, err := f.Open()
		if err != nil {
			return "", fmt.Errorf("%s: %w", f.Name, err)
		}
		h := sha256.New()
		_, err = io.Copy(h, r)
		if err := errors.Join(err, r.Close()); err != nil {
			return "", fmt.Errorf("%s: %w", f.Name, err)
		}
		fmt.Fprintf(&b, "%s  %s\n", hex.EncodeToString(h.Sum(nil)), f.Name)
	}
	return b.String(), nil
}

// Meter is a writer that keeps the sum and the size of what goes through it.
type Meter struct {
	hash hash.Hash
	Size int64
}

// NewMeter makes a meter.
func NewMeter() *Meter { return &Meter{hash: sha256.New()} }

// Write measures.
func (m *Meter) Write(p []byte) (int, error) {
	m.Size += int64(len(p))
	return m.hash.Write(p)
}

// Sum is the sum of all that was written.
func (m *Meter) Sum() []byte { return m.hash.Sum(nil) }

// Report is what a check has found to be right.
type Report struct {
	Number, Title string
	Files         int
	Records       int
	Entries       int
	Votes         int   // counted again
	Balance       int64 // fen
}

// String is the closing sentence.
func (r Report) String() string {
	return fmt.Sprintf("%s %s: %d files as they were built, %d records, %d votes counted again, %d entries of money that follow each other, balance %d.%02d yuan",
		r.Number, r.Title, r.Files, r.Records, r.Votes, r.Entries, r.Balance/100, r.Balance%100)
}

// Verify checks an archive: that it has exactly the files of its list, each as it was built, and that its money adds up.
func Verify(from io.ReaderAt, size int64) (r Report, err error) {
	z, err := zip.NewReader(from, size)
	if err != nil {
		return r, fmt.Errorf("this is no ZIP: %w", err)
	}
	if len(z.File) > mostFiles {
		return r, fmt.Errorf("it has %d files, more than an archive ever has", len(z.File))
	}
	var total uint64
	names := map[string]*zip.File{}
	for _, f := range z.File {
		total += f.UncompressedSize64
		switch {
		case names[f.Name] != nil:
			return r, fmt.Errorf("%s is in it twice", f.Name)
		case path.Clean(f.Name) != f.Name || strings.HasPrefix(f.Name, "/") || strings.HasPrefix(f.Name, ".."):
			return r, fmt.Errorf("%q is no name of an archive", f.Name)
		case total > mostBytes:
			return r, errors.New("it is larger than an archive ever is")
		}
		names[f.Name] = f
	}
	if err := sumsRight(names); err != nil {
		return r, err
	}
	for _, need := range []string{Page, Document} {
		if names[need] == nil {
			return r, fmt.Errorf("%s is missing", need)
		}
	}
	data, err := read(names[Document])
	if err != nil {
		return r, err
	}
	r, votes, err := document(data)
	if err != nil {
		return r, err
	}
	r.Files = len(names) - 1
	r.Votes, err = recounted(votes, names)
	return r, err
}

func read(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	return io.ReadAll(io.LimitReader(r, 256<<20))
}

// sumsRight compares every file with the list, and the list with the files.
func sumsRight(names map[string]*zip.File) error {
	list := names[Sums]
	if list == nil {
		return fmt.Errorf("%s is missing", Sums)
	}
	data, err := read(list)
	if err != nil {
		return err
	}
	listed := map[string]bool{Sums: true}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for lines.Scan() {
		sum, name, ok := strings.Cut(lines.Text(), "  ")
		if !ok || names[name] == nil {
			return fmt.Errorf("%s is listed and missing", name)
		}
		listed[name] = true
		r, err := names[name].Open()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		h := sha256.New()
		_, err = io.Copy(h, r)
		if err := errors.Join(err, r.Close()); err != nil {
			return fmt.Errorf("%s is damaged: %w", name, err)
		}
		if hex.EncodeToString(h.Sum(nil)) != sum {
			return fmt.Errorf("%s was changed after it was built", name)
		}
	}
	for name := range names {
		if !listed[name] {
			return fmt.Errorf("%s is not in the list", name)
		}
	}
	return lines.Err()
}

// document reads what must add up, and the votes that are to be counted again.
func document(data []byte) (r Report, votes []statedVote, err error) {
	var d struct {
		Project struct{ Number, Title string }
		Records []json.RawMessage
		Votes   []statedVote
		Funds   []struct {
			Seq                   int
			Side                  string
			Amount, Before, After int64
		}
	}
	if err := json.Unmarshal(data, &d); err != nil {
		return r, nil, fmt.Errorf("%s cannot be read: %w", Document, err)
	}
	r = Report{Number: d.Project.Number, Title: d.Project.Title, Records: len(d.Records), Entries: len(d.Funds)}
	for i, e := range d.Funds {
		change := e.Amount
		if e.Side == "out" {
			change = -change
		}
		if e.Seq != i+1 || e.Before != r.Balance || e.After != e.Before+change {
			return r, nil, fmt.Errorf("entry %d of the money does not follow the one before", i+1)
		}
		r.Balance = e.After
	}
	return r, d.Votes, nil
}
