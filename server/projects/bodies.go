package projects

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/china"
	"wugong/server/fault"
)

// partOf gives the one part of a body that a type has, as JSON; others than that, or none, are refused.
func partOf(t api.ProjectRecordType, b api.ProjectRecordBody) (part any, name string, err error) {
	want := kinds[t].body
	v := reflect.ValueOf(b)
	for i := range v.NumField() {
		key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		switch filled := !v.Field(i).IsNil(); {
		case filled && key != want, !filled && key == want:
			return nil, "", ErrBody.On("body."+want, ErrBody.Code)
		case filled:
			part = v.Field(i).Interface()
		}
	}
	return part, want, nil
}

// wholeOf puts a stored part back into the body of the contract.
func wholeOf(t api.ProjectRecordType, part body) (b api.ProjectRecordBody, err error) {
	err = json.Unmarshal([]byte(`{"`+kinds[t].body+`":`+string(part)+`}`), &b)
	return b, err
}

// secret finds numbers of identity cards, bank accounts and phones: records are read by everybody (PIPL art. 28).
var secret = regexp.MustCompile(`[0-9０-９]{15,}|[0-9]{6}[ -][0-9]{8}[ -][0-9]{3}[0-9Xx]|([0-9]{4}[ -]){3}[0-9]{3,}|(^|[^0-9])1[3-9][0-9]{9}([^0-9]|$)`)

// NoSecrets refuses a text with the number of somebody's identity card, bank account or phone.
func NoSecrets(field, text string) error {
	if secret.MatchString(text) {
		return fault.New(fault.Unprocessable, api.ProblemCodeDisclosureIDNumber).On(field, api.ProblemCodeDisclosureIDNumber)
	}
	return nil
}

// clean checks every text in a value, in place: those of one line, which are short, as a line; the others as text.
func clean(field string, v reflect.Value) error {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return clean(field, v.Elem())
		}
	case reflect.Struct:
		if _, is := v.Interface().(time.Time); is {
			return nil
		}
		for i := range v.NumField() {
			key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if err := clean(strings.TrimPrefix(field+"."+key, "."), v.Field(i)); err != nil {
				return err
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if err := clean(field, v.Index(i)); err != nil {
				return err
			}
		}
	case reflect.String:
		text, err := fault.Text(field, v.String())
		if err == nil && text == "" {
			err = fault.ErrText.On(field, api.ProblemCodeInvalidText)
		}
		if err == nil {
			err = NoSecrets(field, text)
		}
		if err != nil {
			return err
		}
		v.SetString(text)
	}
	return nil
}

// refs are what a body points at.
type refs struct {
	about, also, ballot uuid.UUID
}

// check checks what a body says that its shape alone cannot tell, and gives what it points at. The part is a pointer.
func check(t api.ProjectRecordType, part any, now time.Time) (r refs, err error) {
	if err := clean("body."+kinds[t].body, reflect.ValueOf(part)); err != nil {
		return r, err
	}
	switch b := part.(type) {
	case *api.AnswerBody:
		r.about = api.Value(b.AboutID)
	case *api.SignoffBody:
		r.about, err = b.StakeholderID, NotAhead("body.signoff.signed_on", b.SignedOn.Time, now)
	case *api.QualityRecheckBody:
		r.about = b.IssueID
	case *api.ReconsentBody:
		r.about, r.also, r.ballot = b.ChangeID, api.Value(b.DeliberationID), api.Value(b.BallotID)
		if (b.BallotID == nil) == (b.DeliberationID == nil) {
			err = ErrReference.On("body.reconsent.ballot_id", ErrReference.Code)
		}
	case *api.DecisionBody:
		r.ballot = b.BallotID
	case *api.DeliberationBody:
		err = checkMeeting(b, now)
	case *api.FundingPlanBody:
		err = checkPlan(b)
	case *api.CostShareBody:
		_, err = Shares(*b)
	case *api.PartyReviewBody:
		err = NotAhead("body.party_review.held_on", b.HeldOn.Time, now)
	case *api.PublicityBody:
		if day(b.EndsOn.Time).Before(day(b.StartsOn.Time).AddDate(0, 0, publicityDays)) {
			err = ErrDate.On("body.publicity.ends_on", ErrDate.Code)
		}
		if day(b.StartsOn.Time).Before(china.Midnight(now).AddDate(0, 0, -1)) && err == nil {
			err = ErrDate.On("body.publicity.starts_on", ErrDate.Code)
		}
	case *api.WorkPlanBody:
		if b.EndsOn.Before(b.StartsOn.Time) {
			err = ErrDate.On("body.work_plan.ends_on", ErrDate.Code)
		}
	case *api.AcceptanceBody:
		err = checkAcceptance(b, now)
	case *api.ReviewPanelBody:
		err = checkPanel(b, now)
	}
	return r, err
}

// actorsOnce refuses a kind of people that is counted twice.
func actorsOnce(field string, all []api.Attendance) error {
	seen := map[api.Actors]bool{}
	for _, a := range all {
		if seen[a.Actors] {
			return ErrSum.On(field, ErrSum.Code)
		}
		seen[a.Actors] = true
	}
	return nil
}

// came counts who of a kind was there.
func came(all []api.Attendance, who api.Actors) int {
	for _, a := range all {
		if a.Actors == who {
			return a.Count
		}
	}
	return 0
}

func checkMeeting(b *api.DeliberationBody, now time.Time) error {
	if b.NoticeOn.After(b.HeldOn.Time) {
		return ErrDate.On("body.deliberation.notice_on", ErrDate.Code)
	}
	if err := NotAhead("body.deliberation.held_on", b.HeldOn.Time, now); err != nil {
		return err
	}
	return actorsOnce("body.deliberation.attendees", b.Attendees)
}

func checkPlan(b *api.FundingPlanBody) error {
	var sum int64
	for _, l := range b.Lines {
		sum += l.Amount
	}
	if sum != b.Estimate {
		return ErrSum.On("body.funding_plan.lines", ErrSum.Code)
	}
	return nil
}

func checkAcceptance(b *api.AcceptanceBody, now time.Time) error {
	if err := NotAhead("body.acceptance.held_on", b.HeldOn.Time, now); err != nil {
		return err
	}
	for _, i := range b.Items {
		if b.Passed && !i.Passed {
			return ErrSum.On("body.acceptance.passed", ErrSum.Code)
		}
	}
	if api.Value(b.SignedOnPaper) > came(b.Attendees, api.ActorsResidents) {
		return ErrSum.On("body.acceptance.signed_on_paper", ErrSum.Code)
	}
	return actorsOnce("body.acceptance.attendees", b.Attendees)
}

func checkPanel(b *api.ReviewPanelBody, now time.Time) error {
	if err := NotAhead("body.review_panel.held_on", b.HeldOn.Time, now); err != nil {
		return err
	}
	seen := map[api.OutcomeDimension]bool{}
	for _, s := range b.Scores {
		if seen[s.Dimension] {
			return ErrSum.On("body.review_panel.scores", ErrSum.Code)
		}
		seen[s.Dimension] = true
	}
	return actorsOnce("body.review_panel.attendees", b.Attendees)
}

// titleOf is what a record is called where it is only named.
func titleOf(t api.ProjectRecordType, b api.ProjectRecordBody) string {
	switch {
	case b.Deliberation != nil:
		return b.Deliberation.Topic
	case b.Option != nil:
		return b.Option.Title
	case b.PhotoPoint != nil:
		return b.PhotoPoint.Name
	case b.ChangeOrder != nil:
		return fault.Excerpt(b.ChangeOrder.What)
	case b.QualityIssue != nil:
		return b.QualityIssue.Place
	case b.CaseStory != nil:
		return b.CaseStory.Title
	case b.Answer != nil:
		return fault.Excerpt(b.Answer.Text)
	case b.Need != nil:
		return fault.Excerpt(b.Need.Text)
	}
	return string(t)
}
