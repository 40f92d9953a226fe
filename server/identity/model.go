package identity

import (
	"time"

	"github.com/google/uuid"

	"wugong/api"
)

// Account is a person who can sign in. The phone is sealed; DisplayName is empty until the person gave one.
type Account struct {
	ID          uuid.UUID
	PhoneHash   []byte
	PhoneSealed []byte
	DisplayName string
	Language    api.Language
	AgeBand     *api.AgeBand // nil until told; never a child's
	AgeTold     *time.Time   // the day on which it was told, in China
	CreatedAt   time.Time
	Made        bool `gorm:"-"` // EnsureAccount has just made it
}

// TableName is accounts.
func (Account) TableName() string { return "accounts" }

// codeRow is the one sign-in code of a number, and how many went out today.
type codeRow struct {
	PhoneHash []byte
	CodeHash  []byte
	Tries     int
	SentAt    *time.Time
	ExpiresAt time.Time
	Day       time.Time
	SentToday int
}

// TableName is sign_in_codes.
func (codeRow) TableName() string { return "sign_in_codes" }

// tokenRow is one refresh token with the state of its session.
type tokenRow struct {
	SessionID uuid.UUID
	AccountID uuid.UUID
	ExpiresAt time.Time
	UsedAt    *time.Time
	EndedAt   *time.Time
}
