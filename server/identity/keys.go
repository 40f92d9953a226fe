package identity

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"

	"github.com/google/uuid"
)

const secretBytes = 32

// Keys are all keys of the server, derived from its one secret; each purpose has its own.
type Keys struct {
	phoneHash, codeHash, addressHash, access, fingerprint, invitation []byte
	seal                                                              cipher.AEAD
}

// NewKeys derives the keys from a secret of 32 bytes.
func NewKeys(secret []byte) (Keys, error) {
	if len(secret) != secretBytes {
		return Keys{}, fmt.Errorf("the secret has %d bytes instead of %d", len(secret), secretBytes)
	}
	derive := func(purpose string) ([]byte, error) {
		return hkdf.Key(sha256.New, secret, nil, "wugong "+purpose+" v1", 32)
	}
	var k Keys
	var sealing []byte
	for purpose, into := range map[string]*[]byte{
		"phone hash": &k.phoneHash, "code hash": &k.codeHash, "address hash": &k.addressHash,
		"access token": &k.access, "invitation": &k.invitation, "fingerprint": &k.fingerprint, "phone seal": &sealing,
	} {
		key, err := derive(purpose)
		if err != nil {
			return Keys{}, fmt.Errorf("derive the key for %s: %w", purpose, err)
		}
		*into = key
	}
	block, err := aes.NewCipher(sealing)
	if err != nil {
		return Keys{}, err
	}
	k.seal, err = cipher.NewGCM(block)
	return k, err
}

// HashPhone is what a normal phone number is found by; without the key it cannot be tried out.
func (k Keys) HashPhone(phone string) []byte { return keyed(k.phoneHash, phone) }

// SealPhone encrypts a normal phone number, each time differently.
func (k Keys) SealPhone(phone string) []byte {
	nonce := make([]byte, k.seal.NonceSize())
	_, _ = rand.Read(nonce) // never fails: the runtime ends the program instead
	return k.seal.Seal(nonce, nonce, []byte(phone), nil)
}

// OpenPhone decrypts what SealPhone made.
func (k Keys) OpenPhone(sealed []byte) (string, error) {
	size := k.seal.NonceSize()
	if len(sealed) < size {
		return "", errors.New("a sealed phone is too short")
	}
	phone, err := k.seal.Open(nil, sealed[:size], sealed[size:], nil)
	if err != nil {
		return "", errors.New("a sealed phone does not open with this key")
	}
	return string(phone), nil
}

// hashCode binds a code to its number, so that equal codes do not look equal.
func (k Keys) hashCode(phone, code string) []byte { return keyed(k.codeHash, phone+" "+code) }

func (k Keys) hashAddress(address string) []byte { return keyed(k.addressHash, address) }

func keyed(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

// InvitationCode is the secret part of an invitation's link: 160 bits that follow from the id and the server's
// secret alone, so that the database holds nothing that opens the door and the link can still be shown again.
func (k Keys) InvitationCode(id uuid.UUID) string {
	return base64.RawURLEncoding.EncodeToString(keyed(k.invitation, id.String())[:20])
}

// HashedAddress is the caller's network address as limits count it.
func (k Keys) HashedAddress(ctx context.Context) []byte { return k.hashAddress(addressOf(ctx)) }
