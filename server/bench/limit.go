package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/labstack/echo/v4"

	"wugong/api"
	"wugong/server/proposals"
	"wugong/server/reports"
)

// limit serves what stands beside the server: Echo and pgx with the one statement that a page cannot do without, and an
// answer of the same form and length. It knows no rights, no words and no contract.
func limit(ctx context.Context, url string, out io.Writer) error {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return err
	}
	config.MaxConns = 20
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return err
	}
	defer pool.Close()
	e := echo.New()
	l := bare{pool}
	e.GET("/proposals", l.proposals)
	e.GET("/proposals/:id", l.proposal)
	e.GET("/reports", l.reports)
	e.PUT("/proposals/:id/support", l.support)
	e.POST("/reports", l.report)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: e, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(listener) }() // ends with Shutdown
	fmt.Fprintf(out, "http://%s\n", listener.Addr())
	<-ctx.Done()
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return server.Shutdown(stop)
}

type bare struct{ pool *pgxpool.Pool }

// proposals: one indexed SELECT of 30 rows.
func (l bare) proposals(c echo.Context) error {
	rows, err := l.pool.Query(c.Request().Context(), `SELECT id, number, title, left(text, 61), area, state, proposed_at, due_at FROM proposals
		WHERE community_id = $1 AND hidden_at IS NULL AND state <> 'withdrawn' ORDER BY proposed_at DESC, id DESC LIMIT 30`, of("community", 1))
	if err != nil {
		return err
	}
	page := api.ProposalPage{Items: make([]api.ProposalSummary, 0, 30)}
	for rows.Next() {
		var i api.ProposalSummary
		var n int64
		var text string
		if err := rows.Scan(&i.ID, &n, &i.Title, &text, &i.Area, &i.State, &i.ProposedAt, &i.DueAt); err != nil {
			return err
		}
		i.Number, i.Excerpt, i.AreaName = proposals.Number(n), &text, "老旧小区改造"
		page.Items = append(page.Items, i)
	}
	if rows.Err() != nil {
		return rows.Err()
	}
	next := "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	page.Next = &next
	return c.JSON(http.StatusOK, page)
}

// proposal: the item, 30 opinions and the own mark in one batch.
func (l bare) proposal(c echo.Context) error {
	id := c.Param("id")
	var p api.Proposal
	var n int64
	b := &pgx.Batch{}
	b.Queue(`SELECT id, number, community_id, title, text, area, state, source, proposed_at, due_at, party FROM proposals WHERE id = $1`, id).
		QueryRow(func(row pgx.Row) error {
			return row.Scan(&p.ID, &n, &p.CommunityID, &p.Title, &p.Text, &p.Area, &p.State, &p.Source, &p.ProposedAt, &p.DueAt, &p.By)
		})
	b.Queue(`SELECT id, stance, text, at, state, party FROM proposal_opinions WHERE proposal_id = $1 AND answers_id IS NULL ORDER BY at, id LIMIT 30`, id).
		Query(func(rows pgx.Rows) error {
			for rows.Next() {
				o := api.Opinion{Answers: []api.OpinionReply{}, Acts: []api.OpinionAct{}}
				if err := rows.Scan(&o.ID, &o.Stance, &o.Text, &o.At, &o.State, &o.By); err != nil {
					return err
				}
				p.Opinions.Items = append(p.Opinions.Items, o)
			}
			return rows.Err()
		})
	b.Queue(`SELECT EXISTS (SELECT FROM proposal_supports WHERE proposal_id = $1 AND account_id = $2 AND withdrawn_at IS NULL)`, id, of("account", 0)).
		QueryRow(func(row pgx.Row) error { return row.Scan(&p.Support.Mine) })
	if err := l.pool.SendBatch(c.Request().Context(), b).Close(); err != nil {
		return err
	}
	p.Number, p.AreaName, p.Photos, p.MergedFrom = proposals.Number(n), "老旧小区改造", []api.Picture{}, []api.ProposalLink{}
	p.Timeline, p.Acts = []api.ProposalStep{{Act: api.ProposalActPropose, At: p.ProposedAt, By: p.By}}, []api.ProposalAct{}
	return c.JSON(http.StatusOK, p)
}

// reports: one indexed SELECT of 30 rows.
func (l bare) reports(c echo.Context) error {
	rows, err := l.pool.Query(c.Request().Context(), `SELECT id, number, class, state, filed_at, headline, due_at FROM reports
		WHERE community_id = $1 AND state NOT IN ('submitted', 'rejected') ORDER BY filed_at DESC, id DESC LIMIT 30`, of("community", 1))
	if err != nil {
		return err
	}
	page := api.ReportPage{Items: make([]api.ReportSummary, 0, 30)}
	for rows.Next() {
		var i api.ReportSummary
		var n int64
		var headline string
		if err := rows.Scan(&i.ID, &n, &i.Class, &i.State, &i.FiledAt, &headline, &i.NextStep.DueAt); err != nil {
			return err
		}
		i.Number, i.Headline, i.ClassName = reports.Number(n), &headline, "私搭乱建"
		page.Items = append(page.Items, i)
	}
	if rows.Err() != nil {
		return rows.Err()
	}
	next := "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	page.Next = &next
	return c.JSON(http.StatusOK, page)
}

// support: the INSERT and its counter, durable.
func (l bare) support(c echo.Context) error {
	id, account := c.Param("id"), c.Request().Header.Get("Authorization")
	b := &pgx.Batch{}
	b.Queue("BEGIN")
	b.Queue(`INSERT INTO proposal_supports AS s (proposal_id, account_id, household_id, at) VALUES ($1, $2, $2, now())
		ON CONFLICT (proposal_id, account_id) DO UPDATE SET at = excluded.at, withdrawn_at = NULL`, id, strings.TrimPrefix(account, "Bearer "))
	b.Queue(`INSERT INTO proposal_deltas (proposal_id, persons, households) VALUES ($1, 1, 1)`, id)
	b.Queue("COMMIT")
	if err := l.pool.SendBatch(c.Request().Context(), b).Close(); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, api.ProposalSupport{Persons: 1, Households: 1, Mine: true})
}

// report: the three inserts of a report – itself, its beginning, its entry in the log – in one transaction.
func (l bare) report(c echo.Context) error {
	var d api.ReportDraft
	if err := c.Bind(&d); err != nil {
		return err
	}
	actor := strings.TrimPrefix(c.Request().Header.Get("Authorization"), "Bearer ")
	b := &pgx.Batch{}
	b.Queue("BEGIN")
	b.Queue(`INSERT INTO reports (id, community_id, reporter_id, class, text, place_words, state, filed_at, due_at)
		VALUES ($1, $2, $3, $4, $5, '东门', 'submitted', now(), now() + interval '2 days')`, d.ID, d.CommunityID, actor, d.Class, *d.Text)
	b.Queue(`INSERT INTO report_events (id, report_id, act, state, at, party, actor_id, note, assignee, case_number)
		VALUES ($1, $2, 'submit', 'submitted', now(), 'reporter', $3, '', '', '')`, uuid.New(), d.ID, actor)
	b.Queue(`INSERT INTO audit_entries (id, community_id, actor_id, action, subject_id, detail) VALUES ($1, $2, $3, 'report.submit', $4, '{}')`,
		uuid.New(), d.CommunityID, actor, d.ID)
	b.Queue("COMMIT")
	if err := l.pool.SendBatch(c.Request().Context(), b).Close(); err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, d)
}
