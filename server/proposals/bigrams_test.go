package proposals

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
)

func TestPairsOfCharacters(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"加装电梯", "加装 装电 电梯"},
		{"加装 电梯", "加装 电梯"},
		{"电梯，电梯！", "电梯"},
		{"ＬＥＤ路灯", "le ed d路 路灯"}, // wide letters are the same letters
		{"3号楼LED", "3号 号楼 楼l le ed"},
		{"梯", ""},
		{"", ""},
		{"%_\\' OR 1=1 --", "or"},
		{"😀🏮", ""},
		{"电\u202e梯", ""}, // a trick parts the word
		{strings.Repeat("啊", 40), "啊啊"},
	} {
		if got := strings.Join(pairs(c.text), " "); got != c.want {
			t.Errorf("pairs(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestGramsAreTheCommunitysOwn(t *testing.T) {
	own := gramsOf(36, "加装电梯", "老人下楼难")
	for _, want := range []string{"10:电梯", "10:梯", "10:下楼"} {
		if !slices.Contains(own, want) {
			t.Errorf("%q is not among %v", want, own)
		}
	}
	if slices.Contains(own, "10:梯老") {
		t.Error("the end of the title is joined with the beginning of the text")
	}
	for _, g := range gramsOf(37, "加装电梯", "") {
		if slices.Contains(own, g) {
			t.Errorf("two communities share %q", g)
		}
	}
}

func TestWhatASearchWants(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"电梯", "1:电梯"},
		{"加装电梯", "1:加装 1:装电 1:电梯"},
		{"梯", "1:梯"},
		{"路灯 3", "1:路灯 1:3"},
		{"%_\\", ""},
		{"😀", ""},
		{"'; DROP TABLE proposals; --", "1:dr 1:ro 1:op 1:ta 1:ab 1:bl 1:le 1:pr 1:po 1:os 1:sa 1:al 1:ls"},
		{strings.Repeat("a", 40), "1:aa"},
		{strings.Repeat("字词", 200), "1:字词 1:词字"},
	} {
		want := strings.Fields(c.want)
		got := wanted(1, c.query)
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("wanted(%q) = %v, want %v", c.query, got, want)
		}
	}
}

func said3(texts ...string) (list []candidate, ids []uuid.UUID) {
	for i, text := range texts {
		title, body, _ := strings.Cut(text, "|")
		c := candidate{ID: uuid.UUID{15: byte(i + 1)}, Title: title, Text: body}
		list, ids = append(list, c), append(ids, c.ID)
	}
	return list, ids
}

func TestTheNearestIsFoundFirst(t *testing.T) {
	found, ids := said3("楼道照明|路边的灯", "小花园|晚上没有路灯", "东门路灯不亮|", "南门路灯|")
	got := rankSearch("路灯", found)
	if want := []uuid.UUID{ids[2], ids[3], ids[1], ids[0]}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestWhatIsLikeWordsBeingWritten(t *testing.T) {
	all := []string{"3号楼加装电梯|六楼的老人一年下不了几次楼", "东门路灯不亮|晚上回来一片黑", "小花园种月季|大家认领一块地",
		"电动车充电棚|飞线充电太危险", "希望物业解决问题|我们小区的居民一直反映"}
	for _, c := range []struct {
		words string
		want  []int
	}{
		{"电梯", []int{0}},
		{"我们楼没有电梯，老人下楼太难了，希望能加装", []int{0}},
		{"路灯坏了", []int{1}},
		{"充电", []int{3}},
		{"我们小区的居民希望物业解决问题", nil}, // says nothing of what it is about
		{"乒乓球桌", nil},
		{"", nil},
		{strings.Repeat("%_", 100), nil},
		{strings.Repeat("电梯", 100), []int{0}},
	} {
		found, ids := said3(all...)
		var want []uuid.UUID
		for _, i := range c.want {
			want = append(want, ids[i])
		}
		if got := rankSimilar(c.words, found); !slices.Equal(got, want) {
			t.Errorf("%q is like %v, want %v", c.words, got, want)
		}
	}
	many, _ := said3(slices.Repeat([]string{"加装电梯|"}, 9)...)
	if got := rankSimilar("加装电梯", many); len(got) != mostSimilar {
		t.Errorf("%d are similar", len(got))
	}
	twice, _ := said3("加装电梯|", "装一部电梯|")
	twice[1].ID = twice[0].ID // what was merged leads to the other
	if got := rankSimilar("加装电梯", twice); len(got) != 1 {
		t.Errorf("one proposal stands there %d times", len(got))
	}
}

func TestAreasAreWhole(t *testing.T) {
	if len(areas) != 8 {
		t.Fatalf("%d areas", len(areas))
	}
	for _, a := range areas {
		if !a.Code.Valid() || a.Name.Zh == "" || a.Name.En == "" || a.Hint.Zh == "" || a.Hint.En == "" || len(a.Departments) < 6 ||
			a.Departments[0].Zh != lead {
			t.Errorf("area %+v", a)
		}
	}
}
