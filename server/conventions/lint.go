package conventions

import (
	"cmp"
	"regexp"
	"slices"
	"unicode/utf16"

	"github.com/google/uuid"

	"wugong/api"
	"wugong/server/words"
)

// lintRule finds what a convention may not say. What a clause forbids or rejects itself is no finding where negatable.
type lintRule struct {
	rule      api.ConventionLintRule
	passage   *regexp.Regexp
	negatable bool
}

const stop = `[^，。；、！？\s]`

// lintRules follow 城市居民委员会组织法 and 村民委员会组织法 (2025): no conflict with the law, no harm to personal, democratic or
// property rights. They find words, not meanings; the committee explains what is meant otherwise, and the town reads it.
var lintRules = []lintRule{
	{api.ConventionLintRuleFine, regexp.MustCompile(`罚款|罚金|罚没|处以?罚|罚` + stop + `{0,4}[0-9０-９一二三四五六七八九十百千]+ ?元|(扣|收|交|缴)` + stop + `{0,4}(押金|保证金)|没收|滞纳金|违约金`), true},
	{api.ConventionLintRuleUtilities, regexp.MustCompile(`(掐|断|切断|停止|限制)` + stop + `{0,3}(供应|供)?(水|电|燃气|天然气|暖气|供暖)|(停|断)(水|电|气|暖|网)(停|断)?(水|电|气|暖|网)?|停止?供(水|电|气|暖)`), true},
	{api.ConventionLintRuleBenefits, regexp.MustCompile(`(取消|停发|停止发放|不予|扣发|扣除|暂停|暂缓|不得享受|不再享受|不享受|剥夺)` + stop + `{0,12}(待遇|福利|低保|补贴|补助|分红|救助|养老金|医保|资格)`), true},
	{api.ConventionLintRuleRegistry, regexp.MustCompile(`(户口|户籍)` + stop + `{0,12}(不得|不能|不予|不享|无权|取消|迁出|才能|方可|才可|除外)|(非本村|非本社区|非本地|外地)(户口|户籍)|不(予|给|办)` + stop + `{0,4}(落户|迁户|上户口)`), false},
	{api.ConventionLintRuleGender, regexp.MustCompile(`外嫁女|出嫁女|招郎女|上门女婿|入赘|(妇女|女性|女儿|女方|媳妇|女子)` + stop + `{0,12}(不得|不能|不予|不享|无权|不参加|减半)|(男性|男丁|男方|儿子)` + stop + `{0,8}(优先|才能|方可|才可)|离(婚|异)` + stop + `{0,10}(不得|不予|收回|迁出)`), false},
	{api.ConventionLintRuleForce, regexp.MustCompile(`强制|强行|强拆|扣押|扣留|拆除|清除出(村|小区)|驱逐|逐出|赶出|搜查|检查` + stop + `{0,4}(室内|家中|屋内)|游街|关押|限制人身`), true},
	{api.ConventionLintRuleShaming, regexp.MustCompile(`黑榜|曝光|示众|点名批评|公布` + stop + `{0,6}(姓名|照片|门牌)|(姓名|照片)` + stop + `{0,4}(公布|公开|张贴)|失信` + stop + `{0,4}名单|黑名单`), true},
	{api.ConventionLintRuleLevy, regexp.MustCompile(`摊派|(必须|一律|强制|应当)` + stop + `{0,6}(捐款|集资|捐资)|(每户|每人|各户|按户|按人)` + stop + `{0,10}(交|缴|收|出|摊|捐)` + stop + `{0,10}[0-9０-９一二三四五六七八九十百千]+ ?元`), true},
	{api.ConventionLintRuleSpeech, regexp.MustCompile(`(不得|不许|不准|不能|禁止|严禁)` + stop + `{0,10}(上访|信访|投诉|举报|控告|起诉|诉讼|打官司|发帖|议论|批评|接受采访)`), false},
	{api.ConventionLintRuleExclusion, regexp.MustCompile(`(外来|外地|外村|租户|承租人|租客|租房|流动人口|非业主)` + stop + `{0,12}(不得|不许|不准|不能|禁止|不享|无权|谢绝)|(不得|不许|不准|禁止)` + stop + `{0,6}(出租|租给|卖给)`), false},
}

// rejected ends just before a passage that a clause itself forbids: 不得罚款, 不搞摊派, 不以断水断电相逼.
var rejected = regexp.MustCompile(`(不得|不准|不许|不能|不以|不搞|不用|不会|不应|禁止|严禁|杜绝|反对|拒绝|防止|避免|无权)[^，。；！？\s]{0,6}$|不$`)

// Lint finds passages that a convention may not say, in the order of the text.
func Lint(clauses []api.ConventionClause, explained []api.ConventionExplanation, lang api.Language) []api.ConventionFinding {
	all := []api.ConventionFinding{}
	for _, c := range clauses {
		of := len(all)
		for _, r := range lintRules {
			for _, at := range r.passage.FindAllStringIndex(c.Text, -1) {
				if r.negatable && rejected.MatchString(c.Text[:at[0]]) {
					continue
				}
				all = append(all, api.ConventionFinding{ClauseID: c.ID, Rule: r.rule, Passage: c.Text[at[0]:at[1]], Start: units(c.Text[:at[0]]),
					Length: units(c.Text[at[0]:at[1]]), Why: words.Say(lang, "convention.lint."+string(r.rule)+".why", nil),
					Law: words.Say(lang, "convention.lint."+string(r.rule)+".law", nil), Explanation: explanation(explained, c.ID, r.rule)})
			}
		}
		slices.SortStableFunc(all[of:], func(a, b api.ConventionFinding) int { return cmp.Compare(a.Start, b.Start) })
	}
	return all
}

// units counts UTF-16 units, as JavaScript does.
func units(s string) int { return len(utf16.Encode([]rune(s))) }

func explanation(all []api.ConventionExplanation, clause uuid.UUID, rule api.ConventionLintRule) *string {
	for _, e := range all {
		if e.ClauseID == clause && e.Rule == rule {
			return &e.Text
		}
	}
	return nil
}

// unexplained counts findings that nobody explained.
func unexplained(findings []api.ConventionFinding) (n int) {
	for _, f := range findings {
		if f.Explanation == nil {
			n++
		}
	}
	return n
}
