package reports

import (
	"time"

	"wugong/api"
	"wugong/server/china"
)

const (
	acceptWithin = 4 * time.Hour // of working time
	triageWithin = china.WorkDay // to find somebody who does the work
)

// Dues are the dates of a report. Work is when it has to be resolved and Step when the next step is due; Left is the
// working time that was left when the clock stopped, because the matter was handed to an outside body.
type Dues struct {
	Work, Step *time.Time
	Left       time.Duration
}

// After gives the dates that follow from an act: days are the working days of the class.
func (d Dues) After(c china.Calendar, act api.ReportAct, to api.ReportState, days int, now time.Time) Dues {
	whole := time.Duration(days) * china.WorkDay
	switch act {
	case api.ReportActAccept, api.ReportActReopen:
		d.Work = pointer(c.After(now, whole))
	case api.ReportActHandOver:
		if d.Work != nil {
			d.Left = c.Between(now, *d.Work)
		}
		d.Work = nil
	case api.ReportActResume:
		d.Work, d.Left = pointer(c.After(now, d.Left)), 0
	}
	d.Step = nil
	switch to {
	case api.ReportStateSubmitted:
		d.Step = pointer(c.After(now, acceptWithin))
	case api.ReportStateAccepted, api.ReportStateReopened:
		d.Step = sooner(c.After(now, triageWithin), d.Work)
	case api.ReportStateAssigned, api.ReportStateInProgress:
		d.Step = d.Work
	case api.ReportStateResolved:
		d.Step = pointer(now.Add(reporterAlone))
	}
	return d
}

func pointer[T any](v T) *T { return &v }

func sooner(a time.Time, b *time.Time) *time.Time {
	if b != nil && b.Before(a) {
		return b
	}
	return &a
}

// nextStep says whose turn it is and until when.
func nextStep(state api.ReportState, assigned bool, due *time.Time, now time.Time) api.NextStep {
	step := api.NextStep{Owner: ownerOf(state, assigned), DueAt: due}
	if due != nil {
		step.Overdue = pointer(now.After(*due))
	}
	return step
}

func ownerOf(state api.ReportState, assigned bool) api.NextStepOwner {
	switch state {
	case api.ReportStateSubmitted, api.ReportStateAccepted, api.ReportStateReopened:
		return api.NextStepOwnerCommittee
	case api.ReportStateAssigned, api.ReportStateInProgress:
		if assigned {
			return api.NextStepOwnerAssignee
		}
		return api.NextStepOwnerCommittee
	case api.ReportStateWaitingExternal:
		return api.NextStepOwnerExternal
	case api.ReportStateResolved:
		return api.NextStepOwnerReporter
	}
	return api.NextStepOwnerNobody
}
