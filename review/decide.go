package review

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// decide records what a form settles, and leads back to where it stood.
func (s *Server) decide(r *http.Request) (answer, error) {
	r.PostFormValue("") // which reads the form
	get := filled(func(name string) string {
		if of, asked := strings.CutPrefix(name, "has "); asked {
			return map[bool]string{true: "1"}[r.PostForm.Has(of)]
		}
		return strings.Join(r.PostForm[name], "\n")
	})
	p, _, err := s.open(r, get("key"))
	if err != nil {
		return answer{}, err
	}
	ask, ok := map[string]func(*noticePage, filled, map[string]string) ([]decide.Decision, error){
		"task": s.decideTask, "second": s.decideSecond, "unit": s.decideUnit, "dismiss": s.decideFinding, "claim": s.decideClaim, "link": s.decideLink, "notice": s.decideNotice,
	}[get("action")]
	if !ok {
		return answer{}, fault{http.StatusBadRequest, "不知道要作什么决定。"}
	}
	seen := map[string]string{}
	ds, err := ask(p, get, seen)
	if err != nil {
		return answer{}, invalid(err)
	}
	if len(ds) == 0 {
		return answer{}, fault{http.StatusBadRequest, "没有改动，未作决定。"}
	}
	for i := range ds {
		ds[i].Who, ds[i].At, ds[i].Why = s.name(r), s.time(), strings.TrimSpace(get("why"))
	}
	ids, err := s.office.Decide(r.Context(), ds, seen)
	if err != nil {
		return answer{}, err
	}
	return s.back(r, "did", ids), nil
}

// builder makes decisions on a page's notice.
func (p *noticePage) builder() *decide.Builder {
	return &decide.Builder{Of: decide.Ledger{Ledger: p.ledger, UIDs: p.uids}, Skills: p.s.skills}
}

// decideTask settles what a task says, who does it and when.
func (s *Server) decideTask(p *noticePage, get filled, seen map[string]string) ([]decide.Decision, error) {
	e, ok := decide.EntryOf(decide.Ledger{Ledger: p.ledger, UIDs: p.uids}, get("task"))
	if !ok {
		return nil, fault{http.StatusConflict, "这项任务已不在通知中，请刷新页面。"}
	}
	seen[get("task")] = get("seen")
	if get("form") != "" {
		return p.decideOutline(e, get)
	}
	if to := get("shift"); to != "" {
		return p.decideShift(e, to)
	}
	return p.changes(e, get)
}

// decideUnit settles what a mention means, wherever it stands in its jurisdiction.
func (s *Server) decideUnit(p *noticePage, get filled, seen map[string]string) ([]decide.Decision, error) {
	name, mention := strings.TrimSpace(get("unit")), get("mention")
	if name == "" || mention == "" {
		return nil, fault{http.StatusBadRequest, "请选择或填写单位全称。"}
	}
	seen["mention:"+mention] = get("seen")
	b := p.builder()
	if list := s.skills.Listed(mention, &p.ledger.Notice); name == strings.Join(list, "、") && list != nil {
		return alone(b.List(mention, list))
	}
	if !slices.Contains(p.suggestions(mention), name) {
		if err := p.sure(get, name); err != nil {
			return nil, err
		}
	}
	return alone(b.Unit(mention, name))
}

// sure asks about names that no table has and nobody in the notice: they may be mistyped.
func (p *noticePage) sure(get filled, names ...string) error {
	if get("sure") != "" {
		return nil
	}
	for _, name := range names {
		used := slices.ContainsFunc(decide.Entries(p.ledger), func(e decide.Entry) bool {
			return slices.ContainsFunc(e.Assignments, func(a taizhang.Assignment) bool { return a.Unit == name || a.Mention == name })
		})
		if !used && !p.s.skills.Known(name, &p.ledger.Notice) {
			return fault{http.StatusBadRequest, "“" + name + "”不在单位表中，本通知也没有用过，是否写错？确要用这个名称，请勾选“确用此名”再保存。"}
		}
	}
	return nil
}

// decideFinding settles that a doubt needs nothing more.
func (s *Server) decideFinding(p *noticePage, get filled, _ map[string]string) ([]decide.Decision, error) {
	if get("every") != "" {
		return []decide.Decision{p.builder().DismissEvery(get("code"))}, nil
	}
	quote := decide.Quote{Exact: get("exact"), Before: get("before"), After: get("after")}
	return []decide.Decision{p.builder().Dismiss(get("code"), get("task"), quote)}, nil
}

// decideClaim settles what a stretch of unclaimed text is, or that other text is a task or
// a field after all: the whole of it, or what was selected, given as the browser counts or
// as its words.
func (s *Server) decideClaim(p *noticePage, get filled, _ map[string]string) ([]decide.Decision, error) {
	as := decide.Claim(get("as"))
	stretch, may := trimText(get("stretch")), decide.Claimable(p.ledger, as)
	i := slices.IndexFunc(may, func(u taizhang.Unclaimed) bool {
		return u.Spans.Start()+1 == number(get("start")) && taizhang.Plain(u.Text) == taizhang.Plain(stretch)
	})
	if i < 0 {
		return nil, &decide.ChangedError{}
	}
	u := &may[i]
	cut := u.Spans.Cut(p.ledger.Text())
	from, to := 0, len(cut)
	switch said := trimText(get("text")); {
	case get("to") != "":
		var ok bool
		if from, to, ok = utf16Range(cut, number(get("from")), number(get("to"))); !ok {
			return nil, fault{http.StatusBadRequest, "所选文字不在这段未归类的文字之内。"}
		}
	case said != "" && said != stretch:
		if from = strings.Index(cut, said); from < 0 {
			return nil, fault{http.StatusBadRequest, "所写文字不是这段未归类文字的一部分，请原样选取。"}
		}
		to = from + len(said)
	}
	name := ""
	if as == decide.ClaimField {
		name = get("name")
	}
	return alone(p.builder().Claim(u.Spans.Slice(from, to), as, name, nil))
}

// decideLink settles whether two entries are one task.
func (s *Server) decideLink(p *noticePage, get filled, _ map[string]string) ([]decide.Decision, error) {
	var a, b, said string
	if _, err := fmt.Sscan(get("pair"), &a, &b, &said); err != nil { // which of two, and 1 or 0
		return nil, fault{http.StatusBadRequest, "不知道是哪两项任务。"}
	}
	of := decide.Ledger{Ledger: p.ledger, UIDs: p.uids}
	e, ok := decide.EntryOf(of, a)
	if _, there := decide.EntryOf(of, b); !ok || !there {
		return nil, &decide.ChangedError{}
	}
	return []decide.Decision{p.builder().Link(e, b, said == "1")}, nil
}

// alone is a decision alone.
func alone(d decide.Decision, err error) ([]decide.Decision, error) {
	return []decide.Decision{d}, err
}

// invalidWords are what is said of what makes no decision.
var invalidWords = map[decide.Problem]string{
	decide.NoText:       "任务内容不能为空。",
	decide.NoUnits:      "请至少写一个责任单位。",
	decide.NoTime:       "“%s”读不出一个时限，请写成“2017年6月底前”“每季度末”“持续实施”或“2017-06-30”这样的话。",
	decide.NoRegion:     "这份通知的适用地区不明，请改在任务中逐项修改单位。",
	decide.NoName:       "请写明要素的名称，如“备注”。",
	decide.NotClaimed:   "请说明这段文字是什么。",
	decide.NotDate:      "“%s”读不出日期，请写成 2017-02-04 或 2017年2月4日。",
	decide.NotYear:      "“%s”不是年份，请写成 2017。",
	decide.NotRegion:    "没有“%s”这个地区，请写全称，如 四川省、福建省龙岩市，或 中央。",
	decide.NotPart:      "这项任务的文字中没有“%s”，或它就在开头，请照原文写后一项开头的几个字。",
	decide.NotCut:       "章节和文字已由人改写的任务不能拆分；请先撤销改写。",
	decide.NotBefore:    "前面没有可以并入的一项。",
	decide.NotUnder:     "只能移到这项任务前面的章节之下。",
	decide.NoTarget:     "“%s”读不出一个量化目标，请写成“80%以上”“5—8个”“新增50家企业”这样的话，一处一个。",
	decide.NotRow:       "它不是表中的行，或不是这一种行。",
	decide.NoTaskColumn: "这张表还没有写任务的一栏，请先在“这张表”中说明各栏是什么。",
	decide.NotColumns:   "请说明每一栏是什么。",
	decide.NotCell:      "这一栏没有可以改动或移动的内容。",
	decide.NotHeading:   "它已是标题，或没有文字，或下面没有内容。",
	decide.NotTable:     "这段文字读不成 %s 栏的表：须一行一格，或行内各格以制表符、竖线或两个以上空格隔开。",
	decide.NoHeader:     "这张表没有表头。",
	decide.NotPartKind:  "请说明这一部分是什么。",
	decide.NotPrinted:   "通知中没有写着“%s”的这个要素。",
	decide.NotThere:     "这里没有“%s”。",
}

// invalid says to a person why nothing was decided.
func invalid(err error) error {
	if e, ok := errors.AsType[*decide.InvalidError](err); ok && invalidWords[e.Problem] != "" {
		return fault{http.StatusBadRequest, strings.ReplaceAll(invalidWords[e.Problem], "%s", e.What)}
	}
	return err
}
