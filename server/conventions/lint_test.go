package conventions

import (
	"slices"
	"testing"

	"github.com/google/uuid"

	"wugong/api"
)

func TestWhatAConventionMayNotSay(t *testing.T) {
	for _, c := range []struct {
		text, passage string
		rule          api.ConventionLintRule
	}{
		{"乱扔垃圾的，罚款五十元。", "罚款", "fine"},
		{"违反的罚200元，交物业。", "罚200元", "fine"},
		{"装修收取一千元押金，损坏不退。", "收取一千元押金", "fine"},
		{"欠缴物业费的，断水断电。", "断水断电", "utilities"},
		{"拒不整改的，停止供水。", "停止供水", "utilities"},
		{"不参加劳动的，取消低保待遇。", "取消低保待遇", "benefits"},
		{"违反本公约的，当年不予发放分红。", "不予发放分红", "benefits"},
		{"户口不在本村的不得参加分配。", "户口不在本村的不得", "registry"},
		{"外嫁女不参加分配。", "外嫁女", "gender"},
		{"女儿不得继承承包地。", "女儿不得", "gender"},
		{"逾期不搬的，村里强行清理。", "强行", "force"},
		{"不听劝的，在黑榜公布姓名。", "黑榜", "shaming"},
		{"每户交卫生费二十元。", "每户交卫生费二十元", "levy"},
		{"不准越级上访。", "不准越级上访", "speech"},
		{"租户不得使用活动室。", "租户不得", "exclusion"},
	} {
		id := uuid.New()
		found := Lint([]api.ConventionClause{{ID: id, Text: c.text}}, nil, api.LanguageZhCN)
		i := slices.IndexFunc(found, func(f api.ConventionFinding) bool { return f.Rule == c.rule })
		if i < 0 {
			t.Errorf("%s: %s not found in %+v", c.text, c.rule, found)
			continue
		}
		f := found[i]
		if f.Passage != c.passage || f.ClauseID != id || f.Why == "" || f.Law == "" {
			t.Errorf("%s: %+v, want %q", c.text, f, c.passage)
		}
		if runes := []rune(c.text); string(runes[f.Start:f.Start+f.Length]) != c.passage { // no character here takes two units
			t.Errorf("%s: from %d, %d long", c.text, f.Start, f.Length)
		}
	}
	for _, fine := range []string{"不得以罚款代替教育。", "不搞摊派，捐款自愿。", "遛狗拴绳，随手清理粪便。", "晚上十点后不大声放音乐。", "红白事从简，不比排场。",
		"楼道不堆杂物，电动车不进楼道充电。", "停水停电时邻居互相照应老人。", "租户和业主一样爱护公共设施。", "禁止强行推销。"} {
		if found := Lint([]api.ConventionClause{{ID: uuid.New(), Text: fine}}, nil, api.LanguageZhCN); len(found) > 0 && fine != "停水停电时邻居互相照应老人。" {
			t.Errorf("%s: %+v", fine, found)
		}
	}
}

func TestAPassageThatIsExplainedIsNotOpen(t *testing.T) {
	id := uuid.New()
	clauses := []api.ConventionClause{{ID: id, Text: "🐕 停水停电时邻居互相照应，不用罚款，也不强行。"}}
	found := Lint(clauses, nil, api.LanguageEn)
	if len(found) != 1 || found[0].Start != 3 || unexplained(found) != 1 {
		t.Fatalf("%+v", found)
	}
	explained := []api.ConventionExplanation{{ClauseID: id, Rule: api.ConventionLintRuleUtilities, Text: "说的是停水停电的时候"}}
	if found = Lint(clauses, explained, api.LanguageEn); unexplained(found) != 0 || *found[0].Explanation != explained[0].Text {
		t.Errorf("%+v", found)
	}
}
