package normalize

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// clauseWords is how many words around an expression say what it is of: a clause has fewer, and
// looking further would cost the square of a text without marks.
const clauseWords = 60

// foresees reports whether a word of the class stands before the next point, and
// does not tell of what was done: not in 已完成, 开展了, 上线的.
func foresees(tokens []timeToken, class string) bool {
	for i, t := range tokens[:min(len(tokens), clauseWords)] {
		switch {
		case t.is(class):
			return i+1 == len(tokens) || tokens[i+1].class != "fact" && tokens[i+1].class != "of"
		case t.class == "point", t.class == "point-end", t.class == "fact", t.class == "mark":
			return false
		}
	}
	return false
}

// holds reports whether a word of the class stands near the beginning of a clause.
func holds(tokens []timeToken, class string) bool {
	return slices.ContainsFunc(tokens[:min(len(tokens), clauseWords)], func(t timeToken) bool { return t.class == class || class != "" && t.value == class })
}

// mostOpening is how many words may stand before an expression that opens its clause: a list of times has few.
const mostOpening = 40

// mostGlued is how many words a heading has before its last at most.
const mostGlued = 3

// opens reports whether what stands before a point leaves it at the opening of
// its clause: nothing, 力争在, a stage's name, or a list of points (4月、9月).
func opens(before []timeToken) bool {
	for i := len(before) - 1; i >= 0; i-- {
		if len(before)-i > mostOpening {
			return false
		}
		switch before[i].class {
		case "aim":
		case "must": // 各县区要在3月
			return true
		case "comma": // 2020年，三年内; not 自收到通知之日起，1个月内
			return i == 0 || !before[i-1].is("from") || !holds(before[:i], "")
		case "sep", "and":
			if i--; i < 0 || before[i].class != "point" {
				return false
			}
		case "colon", "stage": // 时间：, 复赛阶段8月
			return true
		case "asked": // 发展目标2021年: a heading that lost its line
			return i < mostGlued
		default: // 请各单位于
			return before[len(before)-1].is("aim") && before[0].is("ask")
		}
	}
	return true
}

// tells reports whether words [i, end) of a sentence say when the task is to be
// done, by the words around them: not in 较2017年底, 对6月底前未整改的, 执行至2020年底,
// 2017年完成的, 6月1日起施行 and 2018—2020年规划.
func (r *timeRule) tells(tokens []timeToken, i, end int) bool {
	if tokens[i].value == "plan" && tokens[i].class == "point" && end == i+1 {
		return false // “十四五”电网规划落地
	}
	before := i
	for before > 0 && tokens[before-1].class == "aim" {
		before--
	}
	if before > 0 {
		switch t := tokens[before-1]; t.class {
		case "apart", "fact", "event", "issue", "as-at", "past":
			return false
		case "right": // 可在收到决定之日起60日内申请复议
			if r.kind == taizhang.Relative {
				return false
			}
		case "year", "amount": // 连续3年每年, 不少于每周
			if r.kind == taizhang.Recurring && (t.class == "year" || t.value == "bound") {
				return false
			}
		}
	}
	last := tokens[end-1]
	if r.kind == taizhang.By && last.is("when") && !last.is("ahead-of") { // 开展年末百日攻坚, 做好年底岁末工作: a verb's object begins with it; not 投入6月底前
		for before = i; before > 0 && tokens[before-1].is("when"); before-- {
		}
		if before > 0 && slices.Contains([]string{"act", "found", "takes"}, tokens[before-1].class) {
			return false
		}
	}
	if tokens[i].value == "feast" && end < len(tokens) && last.is("before") && tokens[end].is("") { // 部署国庆、中秋前安全检查
		for before = i; before > 0 && (tokens[before-1].is("when") || tokens[before-1].is("sep")); before-- {
		}
		if before > 0 && slices.Contains([]string{"act", "duty", "found", "takes"}, tokens[before-1].class) {
			return false
		}
	}
	if slices.Contains(r.unless, "year") && end-i >= 4 && !tokens[end-2].period.to.Before(tokens[end-4].period.from.AddDate(0, 11, 0)) {
		return false // 2019年1月1日至12月31日，对企业返还: a policy's year
	}
	if end == len(tokens) {
		return true
	}
	if k := len(tokens) - 1; k > end && tokens[k-1].is("of") && (tokens[k].is("comma") || tokens[k].is("mark")) && !tokens[end].is("apart") {
		return false // 每年考核合格的，给予补助; not 每年对达标的，给予奖励
	}
	if r.kind == taizhang.During && i > 0 && tokens[i-1].is("in") && holds(tokens[end:], "amid") {
		return false // 在下一年度国务院组织的督查中
	}
	for _, class := range r.unless { // “十三五”期间，取得了; 4月10日，市政府印发方案; 12月31日为统计截止日
		if class != "year" && holds(tokens[end:], class) {
			return false
		}
	}
	switch r.kind {
	case taizhang.Start, taizhang.By:
		if holds(tokens[end:], "right") {
			return false // 自2019年1月1日起可继续免征
		}
	case taizhang.Recurring:
		if tokens[i].value == "manner" {
			return false // 逐年提高
		}
		if r.has("point") || r.has("point-end") {
			break
		}
		founded := holds(tokens[max(0, before-clauseWords):before], "found")
		if founded && foresees(tokens[end:], "regime") || !r.has("once") && foresees(tokens[end:], "pay") {
			return false // 建立固定资产投资按月通报机制; 按月全额结算
		}
	}
	return r.goesOn(tokens[end:], last)
}

// goesOn reports whether an expression that ends in the word last may stand before the words
// after.
func (r *timeRule) goesOn(after []timeToken, last timeToken) bool {
	next := timeToken{}
	if len(after) > 1 {
		next = after[1]
	}
	switch after[0].class {
	case "of", "after", "onward", "fact":
		return false
	case "comma":
		return next.class != "fact" // 1-3月，已完成
	case "thing": // 年底各项工作, 每年结余
		return !strings.HasPrefix(last.class, "point") && !strings.HasPrefix(last.class, "every-")
	case "to", "dash": // a period's end follows; 4月底前到货 holds a word
		return !strings.HasPrefix(next.class, "point")
	case "open": // 年中（7—8月）: the bracket says it
		return r.kind == taizhang.Relative || !strings.HasPrefix(next.class, "point")
	case "is": // 3月1日至31日为动员部署阶段; 6月5日，为确保安全
		return last.is("comma") || r.kind == taizhang.During && foresees(after, "stage")
	case "named":
		return r.prose < opening
	case "event", "issue": // 起施行 is of a law; 起实施XX工程 begins a task
		return r.kind != taizhang.Start || len(after) > 1 && !slices.Contains([]string{"of", "comma", "mark", "close"}, next.class)
	}
	return true
}
