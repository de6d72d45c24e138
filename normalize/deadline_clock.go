package normalize

import "github.com/taizhang/taizhang/lazy"

// clockTime is the weekday and the time of day behind a date: (星期五)下午5时, 17:00.
var clockTime = lazy.NewPattern(`^(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?(?:(?:上午|下午)?下班|[,，·]?(?:上午|下午|晚上?|中午|早上?|凌晨)?[0-2]?\d(?:[:：][0-5]\d(?:[:：][0-5]\d)?|[时点](?:[0-5]?\d分|半|整)?)|上午|下午|晚上?|中午|早上?|凌晨)?`)

// clock returns the word behind the time of day at word i, i where none stands there.
func (p *pointReader) clock(i int) int {
	if i >= len(p.words) {
		return i
	}
	end := p.words[i].start + len(clockTime.FindString(p.text[p.words[i].start:]))
	for k := i; k < len(p.words) && p.words[k].start < end; k++ {
		if p.words[k].end == end {
			return k + 1
		}
	}
	return i
}

// mostLunar is how many words a bracket has at most that says a day again in the lunar calendar.
const mostLunar = 16

// lunar returns the word behind the bracket at word i, if that says a day again in the lunar calendar: (农历十二月廿一).
func (p *pointReader) lunar(i int) int {
	if p.is(i, "open") && p.is(i+1, "lunar") {
		for k := i + 2; k < min(len(p.words), i+mostLunar); k++ {
			if w := p.words[k]; p.text[w.start:w.end] == ")" {
				return k + 1
			}
		}
	}
	return i
}
