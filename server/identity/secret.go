package identity

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"gorm.io/gorm"

	"wugong/server/db"
)

// LoadSecret reads the server's secret from its key file, and makes the file at the first start. Servers that
// start together and share the file agree on one secret. A file that others may read is refused.
func LoadSecret(file string) ([]byte, error) {
	secret, err := readSecret(file)
	if !errors.Is(err, fs.ErrNotExist) {
		return secret, err
	}
	if err := makeSecret(file); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("the key file %s cannot be made: %w", file, err)
	}
	return readSecret(file)
}

func readSecret(file string) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, fmt.Errorf("the key file: %w", err)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return nil, fmt.Errorf("the key file %s may be read by others (mode %04o); make it private first: chmod 600 %s", file, mode, file)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the key file: %w", err)
	}
	secret, err := hex.DecodeString(string(bytes.TrimSpace(data)))
	if err != nil || len(secret) != secretBytes {
		return nil, fmt.Errorf("the key file %s is damaged: it should hold %d hexadecimal digits; take it from the backup", file, 2*secretBytes)
	}
	return secret, nil
}

// makeSecret writes the whole file under another name and links it, which fails where the file is there already:
// nobody ever reads half a key, and nobody's key is replaced.
func makeSecret(file string) (err error) {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(file), ".key-*") // exclusive, mode 0600
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(draft.Name())) }()
	secret := make([]byte, secretBytes)
	_, _ = rand.Read(secret) // never fails: the runtime ends the program instead
	_, err = draft.WriteString(hex.EncodeToString(secret) + "\n")
	if err = errors.Join(err, draft.Sync(), draft.Close()); err != nil {
		return err
	}
	return os.Link(draft.Name(), file)
}

// CheckFingerprint compares the key with the one this database was first used with. With another key no phone
// could be read and nobody would be known again, so the server must not start.
func CheckFingerprint(ctx context.Context, tx *gorm.DB, keys Keys) error {
	err := db.Exec(ctx, tx, `INSERT INTO key_fingerprint (one, fingerprint) VALUES (true, ?) ON CONFLICT DO NOTHING`, keys.fingerprint)
	if err != nil {
		return fmt.Errorf("keep the fingerprint of the key: %w", err)
	}
	rows, err := db.Rows[struct{ Fingerprint []byte }](ctx, tx, `SELECT fingerprint FROM key_fingerprint`)
	if err != nil {
		return fmt.Errorf("read the fingerprint of the key: %w", err)
	}
	if len(rows) != 1 || subtle.ConstantTimeCompare(rows[0].Fingerprint, keys.fingerprint) != 1 {
		return errors.New("this key file does not belong to this database: put back the key file that the database " +
			"was first used with (WUGONG_SECRET_FILE), or take it from the backup")
	}
	return nil
}
