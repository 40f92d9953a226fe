package notifications_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/api"
	"wugong/server/db"
	"wugong/server/db/dbtest"
	"wugong/server/fault"
	"wugong/server/identity"
	"wugong/server/notifications"
	"wugong/server/words"
)

type place struct {
	db   *db.DB
	api  notifications.API
	keys identity.Keys
}

func newPlace(t *testing.T) place {
	t.Helper()
	keys, err := identity.NewKeys(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	d := dbtest.New(t)
	return place{d, notifications.API{Service: &notifications.Service{DB: d.Gorm, Now: time.Now}}, keys}
}

func (p place) person(t *testing.T, phone string) uuid.UUID {
	t.Helper()
	a, err := identity.EnsureAccount(t.Context(), p.db.Gorm, p.keys, phone, "", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return a.ID
}

func accepted(to ...uuid.UUID) notifications.Notice {
	return notifications.Notice{To: to, Kind: api.NoticeKindReportAccepted, Community: uuid.New(), Subject: uuid.New(), Link: "/reports/1",
		Args: map[string]string{"number": "R7K", "class": "路灯不亮"}, English: map[string]string{"class": "street lamp out"}}
}

func (p place) queue(t *testing.T, n notifications.Notice) {
	t.Helper()
	if err := notifications.Queue(t.Context(), p.db.Gorm, n); err != nil {
		t.Fatal(err)
	}
}

func as(ctx context.Context, account uuid.UUID) context.Context {
	return identity.WithActor(ctx, identity.Session{ID: uuid.New(), Account: account})
}

func (p place) list(t *testing.T, ctx context.Context, limit int, after *string) api.ListInbox200JSONResponse {
	t.Helper()
	r, err := p.api.ListInbox(ctx, api.ListInboxRequestObject{Params: api.ListInboxParams{Limit: &limit, After: after}})
	if err != nil {
		t.Fatal(err)
	}
	return r.(api.ListInbox200JSONResponse)
}

func (p place) mark(t *testing.T, account, upTo uuid.UUID) int {
	t.Helper()
	r, err := p.api.MarkInboxRead(as(t.Context(), account), api.MarkInboxReadRequestObject{Body: &api.InboxRead{UpTo: upTo}})
	if err != nil {
		t.Fatal(err)
	}
	return r.(api.MarkInboxRead200JSONResponse).Unread
}

func TestANoticeReachesEachRecipientOnceAndNobodyElse(t *testing.T) {
	p := newPlace(t)
	wang, li, zhao := p.person(t, "13800000001"), p.person(t, "13800000002"), p.person(t, "13800000003")
	p.queue(t, accepted(wang, li, wang, uuid.Nil))
	p.queue(t, accepted())
	for account, want := range map[uuid.UUID]int{wang: 1, li: 1, zhao: 0} {
		if got := p.list(t, as(t.Context(), account), 30, nil); len(got.Items) != want || got.Unread != want || got.Next != nil {
			t.Errorf("%+v, want %d", got, want)
		}
	}
}

func TestTheSentenceIsInTheReadersLanguage(t *testing.T) {
	p := newPlace(t)
	wang := p.person(t, "13800000001")
	p.queue(t, accepted(wang))
	for lang, want := range map[api.Language]string{api.LanguageZhCN: "路灯不亮", api.LanguageEn: "street lamp out"} {
		item := p.list(t, words.With(as(t.Context(), wang), lang), 30, nil).Items[0]
		if item.Title == "" || !strings.Contains(item.Text, want) || !strings.Contains(item.Text, "R7K") || strings.ContainsAny(item.Text, "{}") {
			t.Errorf("%s: %+v", lang, item)
		}
	}
}

func TestEveryKindHasItsWordsAndIsTakenByTheDatabase(t *testing.T) {
	p := newPlace(t)
	wang := p.person(t, "13800000001")
	for key := range words.Keys(api.LanguageZhCN) {
		kind, found := strings.CutPrefix(key, "notice.")
		kind, title := strings.CutSuffix(kind, ".title")
		if !found || !title {
			continue
		}
		n := accepted(wang)
		if n.Kind = api.NoticeKind(kind); !n.Kind.Valid() {
			t.Errorf("%q is no kind of the contract", kind)
		}
		p.queue(t, n)
	}
	for _, item := range p.list(t, as(t.Context(), wang), 100, nil).Items {
		if item.Title == "" || item.Text == "" {
			t.Errorf("%s has no words", item.Kind)
		}
	}
}

func TestARolledBackCauseTellsNobody(t *testing.T) {
	p := newPlace(t)
	wang := p.person(t, "13800000001")
	_ = p.db.Gorm.Transaction(func(tx *gorm.DB) error {
		return errors.Join(notifications.Queue(t.Context(), tx, accepted(wang)), errors.New("no"))
	})
	if got := p.list(t, as(t.Context(), wang), 30, nil); len(got.Items) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestALinkNeverLeavesTheApp(t *testing.T) {
	p := newPlace(t)
	wang := p.person(t, "13800000001")
	for _, link := range []string{"https://evil.example", "//evil.example", `/\evil.example`, "javascript:alert(1)", ""} {
		n := accepted(wang)
		n.Link = link
		if err := notifications.Queue(t.Context(), p.db.Gorm, n); err == nil {
			t.Errorf("link %q was taken", link)
		}
	}
}

func TestThePagesOfAnInboxHoldEachNoticeOnceNewestFirst(t *testing.T) {
	p := newPlace(t)
	wang, li := p.person(t, "13800000001"), p.person(t, "13800000002")
	var want []uuid.UUID
	for range 7 {
		n := accepted(wang, li)
		n.Subject = uuid.New()
		p.queue(t, n)
	}
	// Three of one moment, so that the id has to decide.
	if err := p.db.Gorm.Transaction(func(tx *gorm.DB) error {
		return errors.Join(notifications.Queue(t.Context(), tx, accepted(wang)), notifications.Queue(t.Context(), tx, accepted(wang)),
			notifications.Queue(t.Context(), tx, accepted(wang)))
	}); err != nil {
		t.Fatal(err)
	}
	for _, item := range p.list(t, as(t.Context(), wang), 100, nil).Items {
		want = append(want, item.ID)
	}
	var got []uuid.UUID
	for after := (*string)(nil); ; {
		page := p.list(t, as(t.Context(), wang), 3, after)
		for _, item := range page.Items {
			got = append(got, item.ID)
		}
		if after = page.Next; after == nil {
			break
		}
	}
	if len(want) != 10 || !slices.Equal(got, want) {
		t.Errorf("pages %v\nwhole %v", got, want)
	}
}

func TestReadingMarksMyOwnUpToOne(t *testing.T) {
	p := newPlace(t)
	wang, li := p.person(t, "13800000001"), p.person(t, "13800000002")
	for range 4 {
		p.queue(t, accepted(wang, li))
	}
	mine, hers := p.list(t, as(t.Context(), wang), 30, nil).Items, p.list(t, as(t.Context(), li), 30, nil).Items
	if left := p.mark(t, wang, hers[0].ID); left != 4 {
		t.Errorf("by another's notice: %d unread, want 4", left)
	}
	if left := p.mark(t, wang, uuid.New()); left != 4 {
		t.Errorf("by none: %d unread, want 4", left)
	}
	if left := p.mark(t, wang, mine[1].ID); left != 1 {
		t.Errorf("up to the third: %d unread, want 1", left)
	}
	page := p.list(t, as(t.Context(), wang), 30, nil)
	if page.Unread != 1 || page.Items[0].Read || !page.Items[1].Read || !page.Items[3].Read {
		t.Errorf("page %+v", page)
	}
	if got := p.list(t, as(t.Context(), li), 30, nil); got.Unread != 4 {
		t.Errorf("the neighbour has %d unread, want 4", got.Unread)
	}
}

func TestTheUnreadAreCountedToNinetyNine(t *testing.T) {
	p := newPlace(t)
	wang := p.person(t, "13800000001")
	for range 101 {
		p.queue(t, accepted(wang))
	}
	if got := p.list(t, as(t.Context(), wang), 1, nil); got.Unread != 99 {
		t.Errorf("unread %d, want 99", got.Unread)
	}
}

func TestStatementsDoNotGrowWithTheRows(t *testing.T) {
	p := newPlace(t)
	var people []uuid.UUID
	for i := range 30 {
		people = append(people, p.person(t, fmt.Sprintf("138000001%02d", i)))
	}
	count := func(f func(ctx context.Context)) int {
		ctx, log := db.WithLog(t.Context())
		f(ctx)
		return len(log.Sent())
	}
	send := func(to ...uuid.UUID) int {
		return count(func(ctx context.Context) {
			if err := notifications.Queue(ctx, p.db.Gorm, accepted(to...)); err != nil {
				t.Fatal(err)
			}
		})
	}
	if one, many := send(people[0]), send(people...); one != 1 || many != 1 {
		t.Errorf("%d statements for one recipient, %d for thirty; want one", one, many)
	}
	read := func(account uuid.UUID) int {
		return count(func(ctx context.Context) { p.list(t, as(ctx, account), 30, nil) })
	}
	few := read(people[1])
	for range 20 {
		p.queue(t, accepted(people[1]))
	}
	if many := read(people[1]); few != 2 || many != few {
		t.Errorf("%d statements for one notice, %d for many; want two", few, many)
	}
}

func TestGuestsHaveNoInboxAndBrokenCursorsAreRefused(t *testing.T) {
	p := newPlace(t)
	_, err := p.api.ListInbox(t.Context(), api.ListInboxRequestObject{})
	if !errors.Is(err, fault.ErrUnauthenticated) {
		t.Errorf("a guest lists: %v", err)
	}
	_, err = p.api.MarkInboxRead(t.Context(), api.MarkInboxReadRequestObject{Body: &api.InboxRead{}})
	if !errors.Is(err, fault.ErrUnauthenticated) {
		t.Errorf("a guest marks: %v", err)
	}
	bad := "AAAA"
	_, err = p.api.ListInbox(as(t.Context(), uuid.New()), api.ListInboxRequestObject{Params: api.ListInboxParams{After: &bad}})
	if !errors.Is(err, fault.ErrInvalid) {
		t.Errorf("a broken cursor: %v", err)
	}
}
