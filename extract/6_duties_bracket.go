package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// bracket reads a bracket [open, end]: lists of units with a verb or label, or
// nothing but organs where a task's bracket stands; and beside them a time, or that alone.
func (w *work) bracket(p *passage, open, end int) ([]taizhang.Group, []taizhang.TimePhrase) {
	groups, times := w.region(p, open+1, end, "", "bracket")
	if len(groups) > 0 {
		return groups, times
	}
	n, sure, offices := w.bareOrgans(p, open+1, end)
	if (sure > 0 || offices == n && n >= w.fewOffices) && (w.closesTask(p, open, end) || w.amid(p, open, end, n)) {
		groups, times = w.region(p, open+1, end, taizhang.DutyResponsible, "bracket-organs")
		return oneList(groups), times
	}
	if w.stepBracket(p, open, end) {
		return nil, []taizhang.TimePhrase{w.timeAt(p, open+1, end, "")}
	}
	if k := strings.IndexByte(p.text[open:end], ':'); k > 0 {
		if _, kind, _ := w.labelAt(p.text, open+1, open+k); kind == timePiece {
			return nil, times // （完成时限：3月）
		}
	}
	return nil, nil
}

// stepBracket reports whether a bracket is the time of the step before it: 第一阶段（3月1日至31日）,
// 方案设计（3月）、系统开发（4—8月）; not a day's name (世界水日（3月22日）宣传) nor a title's years.
func (w *work) stepBracket(p *passage, open, end int) bool {
	if !w.times.Whole(p.text[open+1 : end]) {
		return false
	}
	if open == 0 || w.words.endsIn(p.text[:open], "stage") {
		return true
	}
	after, _ := utf8.DecodeRuneInString(p.text[end+1:])
	inside, last := p.text[open+1:end], end+1 == len(p.text) || after == '。'
	if strings.HasSuffix(p.text[:open], "前") && holds(inside, "-", "至") {
		return true // 麦收前（5月30日-6月4日）组织宣传
	}
	if last && !strings.ContainsFunc(inside, digit) && !holds(inside, "每", "年", "节", "月", "季", "周", "星期", "日") {
		return true // 巡查古树（常态化）
	}
	return (last || strings.ContainsRune("、;；", after)) && holds(inside, "月", "季") && (last && !w.words.titled(p.text[:open]) || !strings.Contains(inside, "年")) && !holds(inside, "前", "底", "末") && !strings.ContainsRune("日节周月年》”0123456789", lastRune(p.text[:open]))
}

// titled reports whether a folded text is the title of a document, whose bracket says of what time it is: 关于…的公告（2025年5月）.
func (v *vocabulary) titled(s string) bool {
	return (strings.HasPrefix(s, "关于") || strings.HasPrefix(s, "附件")) && (v.genreEnds(s) || v.endsIn(s, "table-title"))
}

// oneList joins groups that no verb parts: （市教育局；市财政局） is one list.
func oneList(groups []taizhang.Group) []taizhang.Group {
	for i := len(groups) - 1; i > 0; i-- {
		if a, b := &groups[i-1], groups[i]; a.Verb == "" && b.Verb == "" && a.Duty == b.Duty {
			a.Mentions, a.Others = append(a.Mentions, b.Mentions...), a.Others || b.Others
			groups = slices.Delete(groups, i, i+1)
		}
	}
	return groups
}

// closesTask reports whether a bracket stands behind a sentence and not behind a name.
func (w *work) closesTask(p *passage, open, end int) bool {
	if w.afterSentence(p, open) && !strings.ContainsRune("》”", lastRune(p.text[:open])) {
		return true
	}
	after, _ := utf8.DecodeRuneInString(p.text[end+1:])
	if end+1 < len(p.text) && !strings.ContainsRune("。;；", after) && !slices.Contains(p.ends, end+1) {
		return false
	}
	return open > 0 && !w.words.unit(p.text[w.clauseStart(p, 0, open):open], true)
}

// afterSentence reports whether byte i stands behind the end of a sentence, of a clause or of what is quoted.
func (w *work) afterSentence(p *passage, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(p.text[:i])
	return i > 0 && strings.ContainsRune("。;；!?)”》,，", before)
}

// amid reports whether a bracket of n organs stands before a task, or several between two parts of
// one, and not behind a name: 抓好排查（市教育局、市公安局），迎接检查.
func (w *work) amid(p *passage, open, end, n int) bool {
	if open == 0 {
		return end+1 < len(p.text)
	}
	after, _ := utf8.DecodeRuneInString(p.text[end+1:])
	before := p.text[w.clauseStart(p, 0, open):open]
	return strings.ContainsRune(",，、", after) && !w.words.unit(before, true) && !w.words.bare(before) && (n > 1 || w.another(p, end))
}

// another reports whether a bracket of organs closes the sentence that byte i stands in: 新增学位（市教育局），
// 新增托位（市卫健委）.
func (w *work) another(p *passage, i int) bool {
	rest := p.text[i+1:]
	if k := strings.Index(rest, "。"); k >= 0 {
		rest = rest[:k]
	}
	open := strings.LastIndexByte(rest, '(')
	if open <= 0 {
		return false
	}
	open += i + 1
	end := p.closing(open)
	if end < 0 || !w.closesTask(p, open, end) {
		return false
	}
	_, sure, _ := w.bareOrgans(p, open+1, end)
	return sure > 0
}

// bareOrgans counts the organs in bytes [a, b), where nothing else stands there but times, and of
// them those that are organs beyond doubt, and offices.
func (w *work) bareOrgans(p *passage, a, b int) (n, sure, offices int) {
	if w.words.beginsWith(p.text[a:b], "aside") {
		return 0, 0, 0 // 含总部、分部和省公司
	}
	unknown := 0
	for _, c := range w.cutPieces(p, a, b) {
		text := p.text[c.start:c.end]
		if c.kind != plainPiece || a > 0 && p.text[a-1] == '(' && strings.ContainsRune(strings.Trim(text, "-"), '-') { // （县医院—乡镇卫生院）
			return 0, 0, 0
		}
		names, _ := w.words.names(text)
		for _, s := range names {
			name := text[s.Start:s.End]
			if w.times.Leading(name) || w.eventual(name) {
				continue
			}
			if !w.words.name(name) && !w.words.organ(name, true) && !w.words.region(name) {
				if unknown++; !w.words.short(name) || unknown > 1 {
					return 0, 0, 0
				}
			}
			if w.words.beginsWith(name, "no-name") && !w.words.name(name) {
				return 0, 0, 0 // 配合市公安局
			}
			plate := strings.HasSuffix(name, "中心") && !w.words.ofLevel(name) && !w.afterSentence(p, a-1) // 综合体（社区服务中心）
			if n++; w.words.organ(name, false) && !plate || w.words.group(name) {
				sure++
			} else if w.words.office(name) {
				offices++
			}
		}
	}
	if unknown > 0 && sure+offices < 2 {
		return 0, 0, 0 // one name of several may be like no other
	}
	return n, sure, offices
}

// eventual reports whether a part of a list is a time that an event sets: 旅游旺季前完成.
func (w *work) eventual(s string) bool {
	return (strings.HasSuffix(s, "前") || strings.HasSuffix(s, "前完成")) && !w.words.unit(s, true)
}

// whole returns where the items of the list at byte a end that are whole, in a text that is cut off.
func (p *passage) whole(a int) int {
	end := a
	for i := a; i < len(p.text); {
		r, n := utf8.DecodeRuneInString(p.text[i:])
		if r == '(' {
			k := p.closing(i)
			if k < 0 {
				break
			}
			i, n = k, 1
		} else if strings.ContainsRune(listMarks+"。", r) {
			end = i
		}
		i += n
	}
	return end
}
