package normalize

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// deadlines reads the value of a cell or label as printed: one milestone for each expression of time
// in it. A value without any is unspecified. year is the plan year; issued the
// date of the notice, or empty.
func (c *calendar) deadlines(phrase string, year int, issued taizhang.Date) []milestone {
	f := hanzi.Fold(withoutClock(phrase))
	hits := c.hits(f.Text, context{year: year, issued: issued, value: true})
	dated := func(h hit) bool { return h.rule.kind != taizhang.Unspecified && !h.rule.has("weekday") }
	if slices.ContainsFunc(hits, dated) { // 3-12月进行不定期检查; 周日，2月10日
		hits = slices.DeleteFunc(hits, func(h hit) bool { return !dated(h) })
	}
	if len(hits) == 0 {
		if f.Text == "" {
			return nil
		}
		return []milestone{{Deadline: taizhang.Deadline{Kind: taizhang.Unspecified, Rule: "no-time"}, to: len(phrase)}}
	}
	out := make([]milestone, 0, len(hits))
	for i, h := range hits {
		m := h.milestone(issued, 0, len(phrase))
		stop := len(f.Text)
		if i+1 < len(hits) {
			stop = hits[i+1].start // a milestone is about what follows up to the next
		}
		said := f.Text[h.end:stop]
		switch {
		case strings.HasPrefix(strings.TrimSpace(said), ":"), h.full, h.rule.kind == taizhang.During, utf8.RuneCountInString(said) > mostAbout:
			m.from, m.to = f.Back(h.start, h.end) // 3-6月：完成设备更新
		case len(hits) > 1:
			m.from, m.to = f.Back(h.start, h.end+len(strings.TrimRight(said, "、,;，；。.并且和及"))) // 5月底取得阶段性成效并持续推进
		}
		m.What = strings.Trim(said, "、,;，；。.: \n")
		out = append(out, m)
	}
	return out
}

// mostAbout is how many characters behind an expression of time, which say what is done then, are printed with it.
const mostAbout = 24

// heads reports whether words [i, end) of a value say when: one that begins with its time may go on to tell of what is done
// then, and name years and feasts: 3月 总结2016年度考核, 全年 做好中秋国庆节日提醒. said is where the last expression ended.
func (r *timeRule) heads(s string, tokens []timeToken, i, end, said int, at context) bool {
	opens := heading(s, tokens, i, said)
	if i > 0 && said == i-1 && tokens[i-1].is("open") && (r.kind == taizhang.Relative || r.kind == taizhang.Unspecified) {
		return false // 6月（暑假前）
	}
	if r.prose == within {
		return opens || r.tells(tokens, i, end)
	}
	closes := end == len(tokens) || closing(s, tokens[end])
	if t := tokens[i]; t.class == "point" && t.value == "feast" && end == i+1 {
		return opens && closes
	} else if year := t.is("stretch") && !t.is("span"); t.is("when") && (!opens || i > 0 && year && !closes) && t.period.to.Year() < at.year {
		return false // 3月：2016年成果分析
	}
	return opens || closes
}

// heading reports whether what stands before word i of a value leaves it where one begins.
func heading(s string, tokens []timeToken, i, said int) bool {
	for i > 0 && tokens[i-1].class == "aim" {
		i--
	}
	if i == 0 || said == i {
		return true
	}
	switch t := tokens[i-1]; t.class {
	case "comma", "mark", "colon", "open", "stage":
		return true
	case "sep", "and":
		return said == i-1
	default:
		return i-1 < said || blank(s[t.start:t.end])
	}
}

// about is what of the words behind an expression says what kind of time it is: in a value a colon parts the time from what
// is done then, 4月：完成招标，启动建设.
func (at context) about(tokens []timeToken) []timeToken {
	if at.value {
		tokens = tokens[:min(len(tokens), clauseWords)]
		if k := slices.IndexFunc(tokens, func(t timeToken) bool { return t.is("colon") }); k >= 0 {
			return tokens[:k]
		}
	}
	return tokens
}

// closing reports whether a word of a value ends what stands before it.
func closing(s string, t timeToken) bool {
	switch t.class {
	case "comma", "mark", "colon", "open", "sep", "and":
		return true
	}
	return blank(s[t.start:t.end]) || s[t.start:t.end] == ")"
}

func blank(s string) bool { return strings.TrimFunc(s, unicode.IsSpace) == "" }
