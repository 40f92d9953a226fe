package audit

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"wugong/server/db"
)

const (
	sealLock  = 7736210 // the advisory lock of the one sealer
	sealBatch = 1000
)

// entry is an entry as it stands in the log.
type entry struct {
	ID          uuid.UUID
	CommunityID uuid.UUID
	ActorID     uuid.UUID
	Action      string
	SubjectID   uuid.UUID
	Detail      string
	At          time.Time
}

// seal is one link of a community's chain.
type seal struct {
	CommunityID uuid.UUID
	N           int64
	EntryID     uuid.UUID
	H           []byte
}

// link is h_i = SHA-256(0x02 ‖ h_(i-1) ‖ canonical entry); the first link of a chain follows no bytes.
func link(before []byte, e entry) []byte {
	sum := sha256.New()
	sum.Write([]byte{2})
	sum.Write(before)
	sum.Write(canonical(e))
	return sum.Sum(nil)
}

// canonical writes every field with its length before it, so that no two entries look alike.
func canonical(e entry) []byte {
	at := binary.BigEndian.AppendUint64(nil, uint64(e.At.UnixMicro()))
	var b []byte
	for _, field := range [][]byte{
		e.ID[:], e.CommunityID[:], e.ActorID[:], []byte(e.Action), e.SubjectID[:], at, []byte(e.Detail),
	} {
		b = binary.BigEndian.AppendUint32(b, uint32(len(field)))
		b = append(b, field...)
	}
	return b
}

// Seal puts every entry whose transaction, and all before it, have ended, into its community's chain, and tells how
// many. Where another sealer is at work, it leaves it to that one.
func Seal(ctx context.Context, tx *gorm.DB) (int, error) {
	for total := 0; ; {
		n, err := sealSome(ctx, tx)
		total += n
		if err != nil || n < sealBatch {
			return total, err
		}
	}
}

func sealSome(ctx context.Context, tx *gorm.DB) (n int, err error) {
	err = tx.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		locked, err := db.Rows[struct{ Locked bool }](ctx, tx, `SELECT pg_try_advisory_xact_lock(?) AS locked`, sealLock)
		if err != nil || !locked[0].Locked {
			return err
		}
		waiting, err := unsealed(ctx, tx)
		if err != nil || len(waiting) == 0 {
			return err
		}
		heads, err := headsOf(ctx, tx, waiting)
		if err != nil {
			return err
		}
		n = len(waiting)
		return insertSeals(ctx, tx, sealAll(heads, waiting))
	})
	if err != nil {
		return 0, fmt.Errorf("seal the log: %w", err)
	}
	return n, nil
}

// unsealed are the next entries in order. What is older than the oldest running transaction can get no more
// company, so nothing committed late is passed over; all below the last sealed transaction is sealed already.
func unsealed(ctx context.Context, tx *gorm.DB) ([]entry, error) {
	return db.Rows[entry](ctx, tx, `
		SELECT e.id, e.community_id, e.actor_id, e.action, e.subject_id, e.detail, e.at
		FROM audit_entries e
		WHERE e.txid < pg_snapshot_xmin(pg_current_snapshot())
		  AND e.txid >= coalesce((
		    SELECT last.txid FROM audit_entries last
		    WHERE EXISTS (SELECT FROM audit_seals s WHERE s.entry_id = last.id)
		    ORDER BY last.txid DESC LIMIT 1), '0')
		  AND NOT EXISTS (SELECT FROM audit_seals s WHERE s.entry_id = e.id)
		ORDER BY e.txid, e.at, e.id LIMIT ?`, sealBatch)
}

func headsOf(ctx context.Context, tx *gorm.DB, waiting []entry) (map[uuid.UUID]seal, error) {
	var communities []string
	heads := map[uuid.UUID]seal{}
	for _, e := range waiting {
		if _, ok := heads[e.CommunityID]; !ok {
			heads[e.CommunityID] = seal{CommunityID: e.CommunityID}
			communities = append(communities, e.CommunityID.String())
		}
	}
	rows, err := db.Rows[seal](ctx, tx, `
		SELECT s.community_id, s.n, s.entry_id, s.h
		FROM unnest(CAST(? AS uuid[])) AS c (id)
		CROSS JOIN LATERAL (SELECT * FROM audit_seals WHERE community_id = c.id ORDER BY n DESC LIMIT 1) s`,
		"{"+strings.Join(communities, ",")+"}")
	for _, row := range rows {
		heads[row.CommunityID] = row
	}
	return heads, err
}

func sealAll(heads map[uuid.UUID]seal, waiting []entry) []seal {
	seals := make([]seal, len(waiting))
	for i, e := range waiting {
		head := heads[e.CommunityID]
		seals[i] = seal{CommunityID: e.CommunityID, N: head.N + 1, EntryID: e.ID, H: link(head.H, e)}
		heads[e.CommunityID] = seals[i]
	}
	return seals
}

// insertSeals is one statement, however many they are.
func insertSeals(ctx context.Context, tx *gorm.DB, seals []seal) error {
	var communities, numbers, entries, hashes []string
	for _, s := range seals {
		communities = append(communities, s.CommunityID.String())
		numbers = append(numbers, fmt.Sprint(s.N))
		entries = append(entries, s.EntryID.String())
		hashes = append(hashes, hex.EncodeToString(s.H))
	}
	array := func(items []string) string { return "{" + strings.Join(items, ",") + "}" }
	return db.Exec(ctx, tx, `
		INSERT INTO audit_seals (community_id, n, entry_id, h)
		SELECT s.community_id, s.n, s.entry_id, decode(s.h, 'hex')
		FROM unnest(CAST(? AS uuid[]), CAST(? AS bigint[]), CAST(? AS uuid[]), CAST(? AS text[])) AS s (community_id, n, entry_id, h)`,
		array(communities), array(numbers), array(entries), array(hashes))
}
