package notifications

import (
	"time"

	"github.com/google/uuid"

	"wugong/api"
)

// places are the words that fill a notice's sentences.
type places struct {
	Args    map[string]string `json:"args,omitempty"`
	Words   map[string]string `json:"words,omitempty"`
	English map[string]string `json:"en,omitempty"`
}

// item is one notice in one person's inbox.
type item struct {
	ID          uuid.UUID
	AccountID   uuid.UUID
	Kind        api.NoticeKind
	CommunityID *uuid.UUID
	SubjectID   uuid.UUID
	Link        string
	Args        places `gorm:"serializer:json"`
	At          time.Time
	ReadAt      *time.Time
}

// TableName is the inbox.
func (item) TableName() string { return "inbox" }
