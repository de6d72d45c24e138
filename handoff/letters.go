package handoff

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/export"
)

// File is a letter or a list of messages, and the name it is written under.
type File struct {
	Kind  FileKind
	Organ string // to whom it is; empty: to all, or to nobody
	Name  string
	Write func(io.Writer) error
}

// FileKind says what is written of a round.
type FileKind string

// The kinds of what is written, in the order in which it is.
const (
	AssignFile   FileKind = "assign"   // 交办单
	ChaseFile    FileKind = "chase"    // 督办单
	MessageFile  FileKind = "message"  // 短信
	BulletinFile FileKind = "bulletin" // 情况通报
	DoneFile     FileKind = "done"     // 销号清单
	MailFile     FileKind = "mail"     // a draft of a mail
)

// Letters are what a supervising office sends in a round, as Word documents: to each unit
// the tasks it was handed (交办单) and, in three colours, those it is chased for (督办单);
// to all the state of the round (情况通报); for the file what is done (销号清单). And the
// texts of messages, a line a unit and colour, and a mail a unit with its letters and its
// workbook: from books, or as [RollUp.Book] makes it. They read no clock.
func (r *RollUp) Letters(w Wording, within int, contacts []taizhang.Contact, books Attach) []File {
	o := r.Overview()
	l := letters{w: w, o: o, r: r, office: r.office(), names: fileNames{}, of: map[string][]File{}}
	l.assignments()
	l.chases(Chases(o, within))
	l.bulletin()
	l.done()
	l.mails(contacts, books)
	return l.files
}

// office is who hands out: whose book is the 总册.
func (r *RollUp) office() string {
	for i := range r.Handouts {
		if strings.HasSuffix(r.Handouts[i].File, whole+extension) {
			return r.Handouts[i].Organ
		}
	}
	return unnamed
}

type letters struct {
	w      Wording
	o      *taizhang.Overview
	r      *RollUp
	office string
	names  fileNames
	files  []File
	of     map[string][]File // of these, a unit's own
}

// facts are what wordings may have filled in.
func (l *letters) facts(organ string, tasks int) map[string]string {
	returned := 0
	for i := range l.o.Organs {
		if l.o.Organs[i].Receipt != nil {
			returned++
		}
	}
	by := "通知要求的时间"
	if l.o.Round.ReplyBy != "" {
		by = export.Day(l.o.Round.ReplyBy)
	}
	n := strconv.Itoa
	return map[string]string{"单位": organ, "轮次": roundWords(l.o.Round.Name), "期限": by, "今日": export.Day(l.o.AsOf), "办公室": l.office, "任务数": n(tasks),
		"已完成": n(l.o.ByStatus[taizhang.Done]), "逾期": n(l.o.Overdue), "临期": n(l.o.Soon), "滞后": n(l.o.ByStatus[taizhang.Behind]), "单位数": n(len(l.o.Organs)), "已反馈": n(returned)}
}

// letter words a letter around its tables.
func (l *letters) letter(kind string, facts map[string]string, color string, blocks ...export.LetterBlock) *export.Letter {
	say := func(part string) string { return l.w.say(kind, part, facts) }
	out := &export.Letter{Banner: say("banner"), Color: color, Title: say("title"), To: say("to"), Sign: l.office, Date: l.o.AsOf}
	for _, part := range []string{"body1", "body2", "body3"} {
		if s := say(part); s != "" {
			out.Blocks = append(out.Blocks, export.LetterBlock{Text: s})
		}
	}
	out.Blocks = append(out.Blocks, blocks...)
	if s := say("end"); s != "" {
		out.Blocks = append(out.Blocks, export.LetterBlock{Text: s})
	}
	return out
}

func (l *letters) add(kind FileKind, name, organ string, letter *export.Letter) {
	f := File{kind, organ, l.names.takeAs(name, ".docx"), letter.Write}
	l.files = append(l.files, f)
	l.of[organ] = append(l.of[organ], f)
}

// assignments are the tasks of each unit, as they were handed out.
func (l *letters) assignments() {
	for i := range l.o.Organs {
		organ := l.o.Organs[i].Organ
		t := &export.LetterTable{Head: []string{"序号", "任务内容", "年度目标", "角色", "完成时限"}, Shares: []int{3, 18, 11, 5, 7}}
		for k := range l.r.Handouts {
			if h := &l.r.Handouts[k]; h.Organ == organ && h.Child == "" && h.Role != "" {
				t.Rows = append(t.Rows, []string{strconv.Itoa(len(t.Rows) + 1), h.Text, h.Result, catalog.Word(h.Role), h.DeadlineRaw})
			}
		}
		l.add(AssignFile, "交办单_"+organ, organ, l.letter("assign", l.facts(organ, len(t.Rows)), "", export.LetterBlock{Table: t}))
	}
}

// chases are the letters to units that are late, and the messages.
func (l *letters) chases(all []Chase) {
	var messages []string
	for _, colour := range Colours {
		var organs []string
		for _, c := range all {
			if c.Colour == colour && !slices.Contains(organs, c.Organ) {
				organs = append(organs, c.Organ)
			}
		}
		for _, organ := range organs {
			t := &export.LetterTable{Head: []string{"序号", "任务内容", "完成时限", "时间", "填报状态"}, Shares: []int{3, 22, 8, 6, 5}}
			for _, c := range all {
				if c.Colour != colour || c.Organ != organ {
					continue
				}
				when := ""
				switch {
				case c.Overdue > 0:
					when = "逾期" + strconv.Itoa(c.Overdue) + "天"
				case c.Soon:
					when = "还有" + strconv.Itoa(c.Left) + "天"
				}
				due := c.Task.Given.DeadlineRaw
				if d := export.Day(c.Task.Given.Due); d != "" && d != due {
					due = strings.TrimPrefix(due+"\n"+d, "\n")
				}
				t.Rows = append(t.Rows, []string{strconv.Itoa(len(t.Rows) + 1), c.Task.Given.Text, due, when, c.Status})
			}
			facts := l.facts(organ, len(t.Rows))
			l.add(ChaseFile, "督办单（"+strings.Split(colour.Word(), "·")[0]+"）_"+organ, organ, l.letter(string(colour), facts, colour.paint(), export.LetterBlock{Table: t}))
			if s := l.w.say("message", string(colour), facts); s != "" {
				messages = append(messages, s)
			}
		}
	}
	if len(messages) > 0 {
		text := strings.Join(messages, "\r\n") + "\r\n"
		l.files = append(l.files, File{MessageFile, "", "短信.txt", func(w io.Writer) error { _, err := io.WriteString(w, "\ufeff"+text); return err }})
	}
}

// bulletin says where the round stands: by unit, by section, and what is overdue.
func (l *letters) bulletin() {
	n := func(k int) string {
		if k == 0 {
			return ""
		}
		return strconv.Itoa(k)
	}
	statuses := []string{taizhang.Done, taizhang.UnderWay, taizhang.Behind, taizhang.NotBegun, taizhang.NotReported}
	charts := newLetterCharts(l.o)
	counted := func(name string, c *taizhang.Counts) []string {
		row := []string{name, n(c.Total())}
		for _, s := range statuses {
			row = append(row, n(c.ByStatus[s]))
		}
		return append(row, n(c.Overdue))
	}
	head := append(append([]string{"单位", "任务"}, statuses...), "逾期")
	shares := []int{13, 4, 5, 5, 4, 5, 5, 4}
	units := &export.LetterTable{Head: append(slices.Clone(head), "反馈"), Shares: append(slices.Clone(shares), 5)}
	for i := range l.o.Organs {
		s := &l.o.Organs[i]
		back := "未反馈"
		switch {
		case s.Receipt != nil && s.Receipt.Partly:
			back = "部分未能读取"
		case s.Receipt != nil:
			back = "已反馈"
		}
		units.Rows = append(units.Rows, append(counted(s.Organ, &s.Counts), back))
	}
	sections, order := map[string]*taizhang.Counts{}, []string{}
	late := &export.LetterTable{Head: []string{"序号", "任务内容", "责任单位", "完成时限", "逾期"}, Shares: []int{3, 20, 10, 7, 4}}
	for i := range l.o.Tasks.Len() {
		t := l.o.Tasks.At(i)
		// 本单位计划 and 他单位计划 are the same section, seen by two units.
		_, section, found := strings.Cut(t.Given.Section, "\n")
		if !found {
			section = t.Given.Section
		}
		if sections[section] == nil {
			sections[section] = &taizhang.Counts{}
			order = append(order, section)
		}
		sections[section].Add(t.Status, t.Timeliness)
		if t.Overdue > 0 {
			late.Rows = append(late.Rows, []string{strconv.Itoa(len(late.Rows) + 1), t.Given.Text, l.responsible(t), export.Day(t.Given.Due), strconv.Itoa(t.Overdue) + "天"})
		}
	}
	parts := &export.LetterTable{Head: append([]string{"部分"}, head[1:]...), Shares: shares}
	for _, s := range order {
		parts.Rows = append(parts.Rows, counted(s, sections[s]))
		charts.section(s, sections[s])
	}
	blocks := []export.LetterBlock{{Charts: charts.whole()}, {Heading: "一、各单位完成和反馈情况"}, {Charts: charts.units()}, {Table: units},
		{Heading: "二、各部分完成情况"}, {Charts: charts.sections()}, {Table: parts}}
	if len(late.Rows) > 0 {
		blocks = append(blocks, export.LetterBlock{Heading: "三、逾期未完成的任务"}, export.LetterBlock{Charts: charts.late()}, export.LetterBlock{Table: late})
	}
	l.add(BulletinFile, "情况通报", "", l.letter("bulletin", l.facts("", l.o.Total()), "", blocks...))
}

// responsible names the units that answer for a task.
func (l *letters) responsible(t *taizhang.TaskStanding) string {
	var names []string
	for _, p := range t.Organs {
		if p.Answers {
			names = append(names, p.Organ)
		}
	}
	return strings.Join(names, "、")
}

// done lists what was completed, with its evidence.
func (l *letters) done() {
	t := &export.LetterTable{Head: []string{"序号", "任务内容", "责任单位", "完成情况", "佐证材料"}, Shares: []int{3, 15, 9, 12, 8}}
	for i := range l.o.Tasks.Len() {
		task := l.o.Tasks.At(i)
		if task.Status != taizhang.Done {
			continue
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(len(t.Rows) + 1), task.Given.Text, l.responsible(task),
			l.last(task, taizhang.Quarter4, taizhang.Quarter3, taizhang.Quarter2, taizhang.Quarter1), l.last(task, taizhang.Evidence)})
	}
	if len(t.Rows) > 0 {
		l.add(DoneFile, "销号清单", "", l.letter("done", l.facts("", len(t.Rows)), "", export.LetterBlock{Table: t}))
	}
}

// last is what those who answer for a task said in the first of the columns that says something.
func (l *letters) last(t *taizhang.TaskStanding, fields ...taizhang.ReportField) string {
	var lines []string
	for _, p := range t.Organs {
		for _, f := range fields {
			if v := p.Said[f].Value; p.Answers && v != "" {
				lines = append(lines, v)
				break
			}
		}
	}
	return strings.Join(lines, "\n")
}
