package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"wugong/api"
)

// grievance is a complaint or suggestion with its answer, if there is one yet. Times count from the moment of seeding.
type grievance struct {
	key, by string
	nowhere bool // about no community: the platform answers
	topic   api.ComplaintTopic
	text    string
	named   bool
	ago     time.Duration
	answer  string
	after   time.Duration // from the complaint to the answer
	who     string        // answers
}

var grievances = []grievance{
	{key: "register", by: "wang", topic: api.ComplaintTopicPersonalData, named: true, ago: 12 * day,
		text:   "名册里我家登记的电话还是老号码，已经停用两年了。请改过来，把老号码删掉，以后不要再往那个号码上打。",
		answer: "王阿姨，您反映的情况属实。老号码是 2021 年入户登记时留下的，没有及时更新。今天已经删掉，换成您现在的手机号；居委会的纸质名册也一并改了。今后每年年初核对一次名册，感谢您提醒。",
		after:  2*day + 3*hour, who: "zhang"},
	{key: "letters", by: "zhao", topic: api.ComplaintTopicApp, ago: 20 * hour,
		text: "通知写得太长，重要的话都在后面，带孩子的时候没空看完。能不能先用一句话说清楚要我们做什么？"},
	{key: "plan", by: "liu", nowhere: true, topic: api.ComplaintTopicApp, ago: 6 * day,
		text:   "在地铁里网不好，上报的照片传了两次才成功。能不能等有网了自己再传，不用我守着？",
		answer: "现在已经可以了：没有网的时候写好的上报会存在手机里，有网时自动发送，在“我的”里看得到待发送的几件。照片一张一张传，传好的不会再传第二遍。",
		after:  day + 5*hour, who: "fang"},
}

// complain lets people complain, and the chair or the platform answer, each at its time.
func (s *seeder) complain(ctx context.Context) error {
	for _, g := range grievances {
		s.at = s.end.Add(-g.ago)
		place, by := s.places[s.village(g.by)].id, s.accounts[g.by]
		draft := api.ComplaintDraft{ID: id("complaint " + g.key), Topic: g.topic, Text: g.text, CommunityID: &place, Named: &g.named}
		if g.nowhere {
			draft.CommunityID = nil
		}
		if _, _, err := s.complaints.Lodge(ctx, by, draft); err != nil {
			return fmt.Errorf("complaint %s: %w", g.key, err)
		}
		if g.answer == "" {
			continue
		}
		s.at = s.at.Add(g.after)
		if err := s.answer(ctx, s.accounts[g.who], draft.ID, g.answer); err != nil {
			return fmt.Errorf("answer to the complaint %s: %w", g.key, err)
		}
	}
	return nil
}

func (s *seeder) answer(ctx context.Context, by, complaint uuid.UUID, text string) error {
	_, err := s.complaints.Answer(ctx, by, complaint, api.ComplaintAnswer{Round: 1, Text: text})
	return ignore(err)
}
