package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// most bounds what one turn sends.
const most = 200_000

// ask is one request.
type ask struct {
	method, url, token, kind string
	body                     []byte
}

// asks gives the i-th request of a turn; none ends it.
type asks func(i int) (ask, bool)

// turn is what one turn has shown.
type turn struct {
	answers int
	took    time.Duration
	times   []time.Duration // sorted
	bytes   int             // of the last answer
}

func (t turn) rate() float64 { return float64(t.answers) / t.took.Seconds() }

// at is the time within which a share of the answers came.
func (t turn) at(share float64) time.Duration {
	if len(t.times) == 0 {
		return 0
	}
	return t.times[min(int(share*float64(len(t.times))), len(t.times)-1)]
}

// run lets so many clients send one request after the other until the time is over.
func (next asks) run(ctx context.Context, clients int, long time.Duration) (turn, error) {
	ctx, cancel := context.WithTimeout(ctx, long+time.Minute)
	defer cancel()
	client := &http.Client{Transport: &http.Transport{MaxIdleConns: clients, MaxIdleConnsPerHost: clients, DisableCompression: true}}
	defer client.CloseIdleConnections()
	var count atomic.Int64
	var size atomic.Int64
	var mu sync.Mutex
	var times []time.Duration
	var failed error
	began := time.Now()
	var group sync.WaitGroup
	for range clients {
		group.Go(func() {
			var mine []time.Duration
			var err error
			for err == nil && time.Since(began) < long {
				i := int(count.Add(1) - 1)
				r, more := next(i)
				if !more || i >= most {
					break
				}
				var n int
				from := time.Now()
				n, err = r.send(ctx, client)
				mine = append(mine, time.Since(from))
				size.Store(int64(n))
			}
			mu.Lock()
			defer mu.Unlock()
			times = append(times, mine...)
			if failed == nil {
				failed = err
			}
		})
	}
	group.Wait()
	slices.Sort(times)
	return turn{answers: len(times), took: time.Since(began), times: times, bytes: int(size.Load())}, failed
}

// send gives the length of the answer, which has to be a good one.
func (r ask) send(ctx context.Context, client *http.Client) (int, error) {
	q, err := http.NewRequestWithContext(ctx, r.method, r.url, bytes.NewReader(r.body))
	if err != nil {
		return 0, err
	}
	if r.token != "" {
		q.Header.Set("Authorization", "Bearer "+r.token)
	}
	if len(r.body) > 0 {
		q.Header.Set("Content-Type", r.kind)
	}
	w, err := client.Do(q)
	if err != nil {
		return 0, err
	}
	defer w.Body.Close()
	body, err := io.ReadAll(w.Body)
	if err == nil && w.StatusCode >= 300 {
		err = fmt.Errorf("%s %s: %d %.300s", r.method, r.url, w.StatusCode, body)
	}
	return len(body), err
}
