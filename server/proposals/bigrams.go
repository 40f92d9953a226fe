package proposals

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/google/uuid"
	"golang.org/x/text/width"
)

const (
	mostCandidates = 200 // proposals that are ranked
	mostGrams      = 40  // of a query: a search has 40 characters at most; of words being written the first ones
	mostSimilar    = 5
)

// common are words that proposals have whatever they are about; they say nothing of likeness.
var common = strings.NewReplacer(parted(`我们 他们 大家 大伙 希望 建议 能不能 不能 能否 可不可以 可以 一个 一下 一些 这个 那个 这里 那里
	小区 社区 村里 居民 村民 居委会 村委会 物业 业主 我家 时候 现在 已经 没有 因为 所以 如果 就是 还是 也是 都是 是不是 不是 很多 比较
	非常 特别 真的 每天 晚上 早上 解决 问题 一直 反映 请求 能够 应该 需要 想要 给 的 了 吗 呢 吧 在 和 也 都 就 很 太 请`)...)

// parted gives each word with what stands in its place: a gap.
func parted(words string) (list []string) {
	for word := range strings.FieldsSeq(words) {
		list = append(list, word, " ")
	}
	return list
}

// runs are the stretches of letters and figures of a text, in small letters of one width: everything else parts words.
func runs(text string) [][]rune {
	text = strings.ToLower(width.Fold.String(text))
	fields := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	all := make([][]rune, len(fields))
	for i, f := range fields {
		all[i] = []rune(f)
	}
	return all
}

// pairs are the pairs of neighbours in texts, in their order, each once.
func pairs(texts ...string) (list []string) {
	seen := map[string]bool{}
	for _, text := range texts {
		for _, run := range runs(text) {
			for i := 1; i < len(run); i++ {
				if pair := string(run[i-1 : i+1]); !seen[pair] {
					seen[pair] = true
					list = append(list, pair)
				}
			}
		}
	}
	return list
}

// gramsOf are what a proposal is found by: the single characters and the pairs of its title and text, each behind the
// community's number, so that what is frequent elsewhere costs nothing here.
func gramsOf(community int, title, text string) []string {
	list := pairs(title, text)
	for _, run := range append(runs(title), runs(text)...) {
		for _, r := range run {
			list = append(list, string(r))
		}
	}
	slices.Sort(list)
	return prefixed(community, slices.Compact(list))
}

// wanted are the grams that a proposal must all have to be found: the pairs of the query, and of a run of one character
// that character. None: the query has no letter and no figure, and finds nothing.
func wanted(community int, query string) []string {
	list := pairs(query)
	for _, run := range runs(query) {
		if len(run) == 1 && !slices.Contains(list, string(run)) {
			list = append(list, string(run))
		}
	}
	return prefixed(community, list[:min(len(list), mostGrams)])
}

// telling are the pairs of words being written that say what they are about.
func telling(text string) []string {
	list := pairs(common.Replace(text))
	return list[:min(len(list), mostGrams)]
}

func prefixed(community int, grams []string) []string {
	before := strconv.FormatInt(int64(community), 36) + ":"
	list := make([]string, len(grams))
	for i, g := range grams {
		list[i] = before + g
	}
	return list
}

// candidate is a proposal that an index has found.
type candidate struct {
	ID          uuid.UUID
	Title, Text string
	score       float64
}

// rankSearch orders what a search has found: whose title has the words as they stand first, then whose text has them, then
// the others; the newest first among equals, as the candidates come.
func rankSearch(query string, found []candidate) []uuid.UUID {
	want := flat(query)
	for i, c := range found {
		switch {
		case strings.Contains(flat(c.Title), want):
			found[i].score = 2
		case strings.Contains(flat(c.Text), want):
			found[i].score = 1
		}
	}
	return ranked(found)
}

// flat is a text as a search compares it: letters and figures alone.
func flat(text string) string {
	var b strings.Builder
	for _, run := range runs(text) {
		b.WriteString(string(run))
	}
	return b.String()
}

// rankSimilar orders candidates by how much they are like words being written, and keeps those that are like them at all:
// of the pairs that tell what the words are about, the share that the proposal has, those in its title counting twice.
func rankSimilar(words string, found []candidate) []uuid.UUID {
	tell := telling(words)
	if len(tell) == 0 {
		return nil
	}
	for i, c := range found {
		title, text := pairs(c.Title), pairs(c.Text)
		for _, pair := range tell {
			switch {
			case slices.Contains(title, pair):
				found[i].score += 2
			case slices.Contains(text, pair):
				found[i].score++
			}
		}
		found[i].score /= float64(min(len(tell), 10)) // many words need not all be shared
	}
	kept := slices.DeleteFunc(found, func(c candidate) bool { return c.score < 0.5 })
	ids := ranked(kept)
	return ids[:min(len(ids), mostSimilar)]
}

func ranked(found []candidate) []uuid.UUID {
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	ids := make([]uuid.UUID, 0, len(found))
	for _, c := range found {
		if !slices.Contains(ids, c.ID) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}
