// Package notifications tells people what concerns them. A notice is queued in the transaction of its cause, so
// that neither is without the other. What is kept are ids and short words, never a phone; the sentence is made
// when the person reads it, in that person's language. Everybody sees and marks only their own notices.
package notifications

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/words"
)

// Notice is one piece of news for some people. Its sentences are "notice.<kind>.title" and ".text" of words, and
// their {places} are filled from Args; from Words, whose values are keys of words themselves ("role.expert") and are
// said in the reader's language; and for readers of English first of all from English.
type Notice struct {
	To        []uuid.UUID // accounts; twice the same and uuid.Nil are left out
	Kind      api.NoticeKind
	Community uuid.UUID // uuid.Nil for none
	Subject   uuid.UUID
	At        time.Time // when it happened; zero for the moment of writing
	Link      string    // a page of the app, e.g. /reports/<id>
	Args      map[string]string
	Words     map[string]string
	English   map[string]string
}

// Service reads and marks the inbox.
type Service struct {
	DB  *gorm.DB
	Now func() time.Time
}

// Queue puts a notice into the inbox of each recipient, in the caller's transaction and in one statement.
func Queue(ctx context.Context, tx *gorm.DB, n Notice) error {
	ids, accounts, err := recipients(n.To)
	if err != nil || len(ids) == 0 {
		return err
	}
	args, err := json.Marshal(places{Args: n.Args, Words: n.Words, English: n.English})
	if err != nil {
		return fmt.Errorf("notice %s: %w", n.Kind, err)
	}
	if err := insertNotices(ctx, tx, n, ids, accounts, string(args)); err != nil {
		return fmt.Errorf("notice %s: %w", n.Kind, err)
	}
	return nil
}

// QueueAll puts a notice into the inbox of everybody whom a query names by account_id, however many, in one statement.
// To is not looked at.
func QueueAll(ctx context.Context, tx *gorm.DB, n Notice, query string, args map[string]any) error {
	words, err := json.Marshal(places{Args: n.Args, Words: n.Words, English: n.English})
	if err != nil {
		return fmt.Errorf("notice %s: %w", n.Kind, err)
	}
	if err := insertFor(ctx, tx, n, string(words), query, args); err != nil {
		return fmt.Errorf("notice %s: %w", n.Kind, err)
	}
	return nil
}

func recipients(to []uuid.UUID) (ids, accounts []uuid.UUID, err error) {
	seen := map[uuid.UUID]bool{uuid.Nil: true}
	for _, account := range to {
		if seen[account] {
			continue
		}
		seen[account] = true
		id, err := uuid.NewV7()
		if err != nil {
			return nil, nil, err
		}
		ids, accounts = append(ids, id), append(accounts, account)
	}
	return ids, accounts, nil
}

// page is one page of an inbox.
type page struct {
	items  []item
	next   *string
	unread int
}

// Inbox lists the caller's notices, newest first, and counts the unread.
func (s *Service) Inbox(ctx context.Context, account uuid.UUID, after *string, limit int) (page, error) {
	seen, err := placeOf(after)
	if err != nil {
		return page{}, err
	}
	items, err := pageBefore(ctx, s.DB, account, seen, limit+1)
	if err != nil {
		return page{}, err
	}
	p := page{items: items}
	if len(items) > limit {
		p.items = items[:limit]
		next := place{at: p.items[limit-1].At, id: p.items[limit-1].ID}.cursor()
		p.next = &next
	}
	p.unread, err = unread(ctx, s.DB, account)
	return p, err
}

// Unread gives the newest unread notices in the caller's language, and how many are unread. Those about the board of
// one community (uuid.Nil for none) are counted, not given: they stand on the board itself.
func (s *Service) Unread(ctx context.Context, account, board uuid.UUID, limit int) ([]api.InboxItem, int, error) {
	rows, err := newestUnread(ctx, s.DB, account, board, limit)
	if err != nil {
		return nil, 0, err
	}
	items := make([]api.InboxItem, len(rows))
	for i, n := range rows {
		items[i] = toAPI(n, words.Lang(ctx))
	}
	n, err := unread(ctx, s.DB, account)
	return items, n, err
}

// MarkRead marks the caller's notices up to one of them, and counts what is still unread. Somebody else's notice,
// or none, marks nothing.
func (s *Service) MarkRead(ctx context.Context, account, upTo uuid.UUID) (left int, err error) {
	now := s.Now()
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := markRead(ctx, tx, account, upTo, now); err != nil {
			return fmt.Errorf("mark the inbox: %w", err)
		}
		left, err = unread(ctx, tx, account)
		return err
	})
	return left, err
}
