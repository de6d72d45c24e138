package store_test

import (
	"cmp"
	"fmt"
	"math/rand"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/store"
)

// TestModel plays random sequences of puts, readings by other versions of the
// program, decisions and undos, and checks after each step what the store promises.
func TestModel(t *testing.T) { onBoth(t, testModel) }

func testModel(t *testing.T, on engine) {
	n := on.sequences
	if os.Getenv("TAIZHANG_SOAK") != "" {
		n = 20000
	}
	seed := time.Now().UnixNano()
	t.Logf("seed %d", seed)
	stores := [2]*store.Store{on.openMatching(t), on.openMatching(t)}
	for i := range n {
		s := seed + int64(i)
		if !t.Run(fmt.Sprint(s), func(t *testing.T) { playModel(t, s, false, true, stores) }) && !testing.Verbose() {
			t.FailNow() // one sequence is enough to look at
		}
	}
}

// TestModelSeeds plays the sequences that once found a defect, before there were claims
// and links, and after.
func TestModelSeeds(t *testing.T) { onBoth(t, testModelSeeds) }

func testModelSeeds(t *testing.T, on engine) {
	for _, seed := range []int64{1795386238396871988, 1795386248915476643, 1795386647649368298, 1795386660122269228, 1795386814011009525} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			playModel(t, seed, true, false, [2]*store.Store{on.openMatching(t), on.openMatching(t)})
		})
	}
}

// words are what the tasks of the model are made of.
var words = strings.Fields(`知识 产权 保护 专利 商标 执法 培训 宣传 统计 调查 报告 质量 安全 标准 企业 园区 试点 示范 平台 服务 数据 信息 资源 人才 资金 项目
	审批 监管 检查 整治 农村 城市 交通 水利 环境 生态 污染 防治 教育 卫生 医疗 就业 社保 养老 扶贫 旅游 文化 体育 科技 创新 金融 税收 外贸 投资 能源 电力 煤炭 钢铁`)

var units = strings.Fields(`省知产局 省科技局 省教育局 省财政局 省水利局`)

// said is one task as it is printed.
type said struct {
	measure, what, unit, due string
	missed                   bool // by versions before the second
}

func (t said) text() string {
	s := t.what + "，" + t.unit + "负责"
	if t.due != "" {
		s += "，" + t.due + "完成"
	}
	return s + "。"
}

func phrase(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(words[r.Intn(len(words))])
	}
	return b.String()
}

func newTask(r *rand.Rand) said {
	t := said{what: phrase(r, 8+r.Intn(8)), unit: units[r.Intn(len(units))]}
	if r.Intn(3) == 0 {
		t.what += "；" + phrase(r, 8+r.Intn(8))
	}
	if r.Intn(2) == 0 {
		t.due = fmt.Sprintf("%d月底前", 1+r.Intn(12))
	}
	if r.Intn(2) == 0 {
		t.measure = phrase(r, 8)
	}
	return t
}

func reword(r *rand.Rand, t said) said {
	switch r.Intn(3) {
	case 0:
		t.unit = units[r.Intn(len(units))]
	case 1:
		t.due = fmt.Sprintf("%d月底前", 1+r.Intn(12))
	default:
		w := []rune(t.what)
		at := r.Intn(len(w) / 2)
		t.what = string(w[:at]) + words[r.Intn(len(words))] + string(w[at:])
	}
	return t
}

// edition is one published source: a revision of a work, on some page.
type edition struct {
	work, site int
	published  string
	unnumbered bool // the page leaves the document number out
	lateNumber bool // and versions before the second do not see it
	tasks      []said
	table      bool
	more       bool // with text that no version reads, and links
}

// universe makes works of several revisions, each on one page or more.
func universe(r *rand.Rand) (out []edition) {
	for work := range 1 + r.Intn(2) {
		var tasks []said
		for range 2 + r.Intn(4) {
			tasks = append(tasks, newTask(r))
		}
		table, late, month := r.Intn(3) == 0, r.Intn(4) == 0, 1
		for range 1 + r.Intn(3) {
			for page := range 1 + r.Intn(2) {
				e := edition{work: work, site: len(out), published: fmt.Sprintf("2017-%02d-%02d", month, 1+page), tasks: slices.Clone(tasks), table: table, lateNumber: late}
				e.unnumbered = r.Intn(4) == 0
				if r.Intn(5) == 0 {
					e.published = ""
				}
				out = append(out, e)
			}
			month += 2
			for range 1 + r.Intn(2) {
				switch at := r.Intn(len(tasks)); r.Intn(5) {
				case 0:
					tasks = append(tasks, newTask(r))
				case 1:
					if len(tasks) > 1 {
						tasks = slices.Delete(tasks, at, at+1)
					}
				default:
					tasks[at] = reword(r, tasks[at])
				}
			}
		}
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func (e edition) sha() string { return taizhang.TextDigest(fmt.Sprintf("%d/%d", e.work, e.site)) }

// read is what a version of the program makes of the edition. The second splits
// tasks and names entries otherwise, the third numbers them otherwise.
func (e edition) read(version int) *taizhang.Ledger {
	p := &page{}
	var strays []taizhang.Unclaimed
	stray := func(s string) {
		strays = append(strays, taizhang.Unclaimed{Text: s, Spans: p.block(taizhang.Paragraph, s), At: p.blocks[len(p.blocks)-1].At})
	}
	p.block(taizhang.Chrome, fmt.Sprintf("首页 > 网站%d", e.site))
	number := fmt.Sprintf("川知领〔2017〕%d号", e.work+1)
	l := &taizhang.Ledger{Parts: []taizhang.Part{{ID: "p", Kind: taizhang.PlanPart, Source: "通知.html"}}}
	l.Notice = taizhang.Notice{Key: "领导小组|" + number, Title: fmt.Sprintf("2017年第%d号工作计划", e.work+1), DocNumber: number, Issuer: "领导小组",
		PublishedAt: e.published, PlanYear: 2017, Jurisdiction: "四川省"}
	if e.unnumbered || e.lateNumber && version < 2 {
		l.Notice.Key, l.Notice.DocNumber, l.Notice.Issuer = fmt.Sprintf("%s|%s", l.Notice.Title, e.published), "", ""
	}
	marks := func(ss taizhang.Spans, text, id string) (m taizhang.Marks) {
		for _, u := range units {
			if at := strings.Index(text, u); at >= 0 {
				at := ss.Slice(at, at+len(u))
				m.Assignments = append(m.Assignments, taizhang.Assignment{Mention: u, Unit: u, Organ: u, Role: taizhang.Lead, Rule: "unresolved", Spans: at})
				l.Findings = append(l.Findings, taizhang.Finding{Code: "unit-unknown", Severity: taizhang.Warning, Message: "未能确定" + u, Spans: at, Task: id})
			}
		}
		if end := strings.Index(text, "月底前"); end >= 0 {
			from := strings.LastIndex(text[:end], "，") + len("，")
			raw := text[from : end+len("月底前")]
			month := 0
			fmt.Sscanf(raw, "%d月", &month)
			due := taizhang.Date(fmt.Sprintf("2017-%02d-28", month))
			m.Deadlines = append(m.Deadlines, taizhang.Deadline{Raw: raw, Kind: taizhang.By, End: due, Due: due, Rule: "month", Spans: ss.Slice(from, end+len("月底前"))})
		}
		return m
	}
	head := p.block(taizhang.Heading, "一、省知产局")
	organ := p.sub(head, "省知产局")
	section := taizhang.Node{ID: "p/一", Part: "p", Label: "一、", Level: 1, Title: "省知产局", TitleSpans: organ, Unit: "省知产局", Section: true}
	section.Assignments = []taizhang.Assignment{{Mention: "省知产局", Unit: "省知产局", Organ: "省知产局", Role: taizhang.Lead, Rule: "heading", Spans: organ}}
	inherited := section.Assignments[0]
	inherited.From, inherited.Role = section.ID, taizhang.Support
	l.Nodes = append(l.Nodes, section)
	var rows []taizhang.Row
	for i, t := range e.tasks {
		name := fmt.Sprintf("v%d/%d", version/2, i+1)
		label := []string{"%d.", "%d.", "%d.", "（%d）"}[version]
		text := t.text()
		if e.table {
			id := "p/t1/r" + name
			var cells []taizhang.Cell
			for _, c := range []string{fmt.Sprintf(label, i+1), text, t.measure} {
				cell := taizhang.Cell{Text: c}
				if c != "" {
					cell.Spans = p.put(c)
				}
				cells = append(cells, cell)
			}
			rows = append(rows, taizhang.Row{ID: id, Number: fmt.Sprint(i + 1), Kind: taizhang.TaskRow, Cells: cells, Marks: marks(cells[1].Spans, text, id)})
			continue
		}
		if t.missed && version < 2 {
			stray(text)
			continue
		}
		ss := p.block(taizhang.Paragraph, text)
		pieces := []int{0, len(text)}
		if at := strings.Index(text, "；"); version == 2 && at >= 0 {
			pieces = []int{0, at + len("；"), len(text)}
		}
		for k := 1; k < len(pieces); k++ {
			id := fmt.Sprintf("p/一/%s.%d", name, k)
			part := ss.Slice(pieces[k-1], pieces[k])
			said := part.Cut(p.text.String())
			n := taizhang.Node{ID: id, Part: "p", Label: fmt.Sprintf(label, i+1), Number: fmt.Sprint(i + 1), Level: 2, Parents: []string{section.ID}, Text: said, Spans: part,
				Marks: marks(part, said, id)}
			n.Assignments = append(n.Assignments, inherited)
			l.Nodes = append(l.Nodes, n)
		}
	}
	if e.table {
		l.Tables = []taizhang.Table{{ID: "p/t1", Part: "p", Kind: taizhang.ScheduleTable, Rows: rows, Columns: []taizhang.Column{
			{Name: "序号", Role: taizhang.ColNumber}, {Name: "重点任务", Role: taizhang.ColTask}, {Name: "具体措施", Role: taizhang.ColTask}}}}
	}
	for _, m := range []string{"附件一未能读入", "附件二未能读入"} {
		l.Findings = append(l.Findings, taizhang.Finding{Code: "attachment-unread", Severity: taizhang.Fault, Message: m})
	}
	if e.more {
		stray(fmt.Sprintf("联系人：办公室，第%d处。 打印本页", e.work))
		stray(fmt.Sprintf("以上计划由第%d号网站转载。", e.site))
		ids := decide.Entries(l)[1:]
		for i := 0; i+1 < min(len(ids), 4); i += 2 {
			l.Links = append(l.Links, taizhang.Link{A: ids[i].ID, B: ids[i+1].ID, Kind: "overlap", Score: .8})
		}
	}
	text := p.text.String()
	l.Coverage = taizhang.Coverage{Runes: visible(text), Claimed: taizhang.Claimed{Record: visible(text)}, Unclaimed: strays}
	for _, u := range strays {
		l.Coverage.Claimed.Record -= visible(u.Text)
		l.Findings = append(l.Findings, taizhang.Finding{Code: "unclaimed", Severity: taizhang.Warning, Message: "未归入", Spans: u.Spans})
	}
	src := taizhang.Source{Name: "通知.html", SHA256: e.sha(), Bytes: int64(len(text))}
	l.Doc = &taizhang.Document{Source: src, Reader: "text 1", Text: text, Blocks: p.blocks}
	return l
}

func visible(s string) (n int) {
	for _, r := range s {
		if !taizhang.Blank(r) {
			n++
		}
	}
	return n
}

// model is a store, and what was done to it.
type model struct {
	*testing.T
	r        *rand.Rand
	more     *rand.Rand // of claims and links; nil for none
	s, other *store.Store
	editions []edition
	version  map[int]int // of the program that read an edition last
	puts     []reading
	made     []decided
	log      []string
}

// reading is a put of an edition as a version of the program reads it.
type reading struct{ edition, version int }

// decided is a decision, the text of its entry as it was read, and on which edition.
type decided struct {
	decide.Decision
	text, source string
	undone       bool
}

func (e engine) openMatching(t *testing.T) *store.Store {
	return e.openWith(t, store.Options{Carry: match.Carry})
}

// playModel plays a sequence, and looks at every step of it, or at some and the last.
func playModel(t *testing.T, seed int64, every, more bool, stores [2]*store.Store) {
	r := rand.New(rand.NewSource(seed))
	m := &model{T: t, r: r, s: stores[0], other: stores[1], editions: universe(r), version: map[int]int{}}
	if more {
		m.more = rand.New(rand.NewSource(seed))
		m.miss()
	}
	m.wipe(m.s)
	defer func() {
		if t.Failed() {
			t.Logf("played:\n%s", strings.Join(m.log, "\n"))
		}
	}()
	next, steps, look := 0, 5+r.Intn(8), rand.New(rand.NewSource(seed))
	for step := 0; step < steps && !t.Failed(); step++ {
		switch op := r.Intn(10); {
		case next == 0 || op < 3 && next < len(m.editions):
			m.put(reading{next, 1 + r.Intn(2)*r.Intn(3)})
			next++
		case op < 4:
			m.put(reading{r.Intn(next), 1 + r.Intn(3)})
		case op < 9:
			m.decide()
		default:
			m.undo(r.Intn(max(1, len(m.made))))
		}
		if every || look.Intn(4) == 0 {
			m.invariants()
		}
	}
	m.invariants()
	if t.Failed() {
		return
	}
	m.unchanged()
	for _, i := range r.Perm(len(m.made)) {
		m.undo(i)
	}
	m.wipe(m.other)
	for _, p := range m.puts {
		m.putInto(m.other, p, int64(p.edition+1))
	}
	if got, want := digest(t, m.s), digest(t, m.other); got != want {
		t.Error("all undone, the digest is another than without decisions")
	}
	m.anyOrder()
}

func (m *model) wipe(s *store.Store) {
	if err := s.Wipe(ctx); err != nil {
		m.Fatal(err)
	}
}

func (m *model) logf(format string, args ...any) { m.log = append(m.log, fmt.Sprintf(format, args...)) }

func (m *model) putInto(s *store.Store, p reading, seen int64) (out store.Stored) {
	m.Helper()
	ready, err := store.Prepare(m.editions[p.edition].read(p.version), fmt.Sprint(p.version))
	if err != nil {
		m.Fatal(err)
	}
	ready.Seen = seen
	if err := s.Update(ctx, func(b *store.Batch) (err error) { out, err = b.Put(ctx, ready); return err }); err != nil {
		m.Fatalf("put of %+v: %v", p, err)
	}
	return out
}

func (m *model) put(p reading) {
	e := m.editions[p.edition]
	m.logf("put %d (work %d, site %d, %s, unnumbered %v, late %v) by version %d", p.edition, e.work, e.site, e.published, e.unnumbered, e.lateNumber, p.version)
	before := m.uids()
	out := m.putInto(m.s, p, int64(p.edition+1))
	m.logf("  %s %s", out.Outcome, out.Key)
	m.puts = append(m.puts, p)
	m.version[p.edition] = p.version
	if out.Outcome == store.Replaced {
		return
	}
	for at, uid := range m.uids() { // hand-outs lie on desks under these
		if was, ok := before[at]; ok && was != uid {
			m.Errorf("a put of another source changed the uid of %s from %s to %s", at, was, uid)
		}
	}
}

// uids are those of all entries, by source and id.
func (m *model) uids() map[string]string {
	out := map[string]string{}
	if err := m.s.Rows(ctx, "SELECT n.source, e.eid, e.uid FROM entries e JOIN notices n ON n.id = e.notice_id", func(r store.Row) error {
		out[r.Text(0)+" "+r.Text(1)] = r.Text(2)
		return nil
	}); err != nil {
		m.Fatal(err)
	}
	return out
}

// decide decides something about an entry or a finding of some notice.
func (m *model) decide() {
	notices, err := m.s.Notices(ctx)
	if err != nil {
		m.Fatal(err)
	}
	n := notices[m.r.Intn(len(notices))]
	if m.r.Intn(3) > 0 {
		n = notices[slices.IndexFunc(notices, func(n store.NoticeInfo) bool { return n.Standing == "current" })]
	}
	l, uids, err := m.s.Load(ctx, n.Key)
	if err != nil {
		m.Fatal(err)
	}
	machine, _, err := m.s.Machine(ctx, n.Key)
	if err != nil {
		m.Fatal(err)
	}
	text := l.Text()
	entries, read := decide.Entries(l), m.texts(machine, l)
	at := m.r.Intn(len(entries))
	e := entries[at]
	k := len(m.made) + 1
	d := decided{Decision: decide.Decision{Notice: n.Key, Task: uids[e.ID], Who: "王", At: "2017-03-01T08:00:00+08:00"}, text: read[e.ID], source: l.Doc.Source.SHA256}
	if m.more != nil && m.more.Intn(2) == 0 {
		m.claimOrLink(l, uids, d)
		return
	}
	kind := m.r.Intn(6)
	if len(l.Findings) == 0 {
		kind %= 5
	}
	switch kind {
	case 0:
		d.Decision.Kind, d.Notice, d.Task = decide.KindUnit, "", ""
		d.Quote.Exact = units[m.r.Intn(len(units))]
		d.Set.Unit = fmt.Sprintf("四川省第%d局", k)
		d.Set.Organ = d.Set.Unit
		d.Region = []string{"四川省", "", "云南省"}[m.r.Intn(3)]
	case 1:
		s := fmt.Sprintf("由人改写的第%d条任务。", k)
		if strings.Contains(e.Text, "\n") && m.r.Intn(2) == 0 {
			s = e.Text + s
		}
		d.Decision.Kind, d.Set.Text = decide.KindTask, &s
	case 2:
		u := fmt.Sprintf("四川省第%d厅", k)
		d.Decision.Kind, d.Set.Assignments = decide.KindTask, []taizhang.Assignment{{Mention: u, Unit: u, Organ: u, Role: taizhang.Lead, Rule: decide.RuleDecided}}
	case 3, 4:
		d.Decision.Kind = decide.KindDeadline
		if len(e.Deadlines) > 0 {
			x := e.Deadlines[m.r.Intn(len(e.Deadlines))]
			if d.Quote = decide.QuoteOf(text, x.Spans); len(x.Spans) == 0 {
				d.Quote.Exact = x.Raw
			}
		}
		if d.Quote.Exact == "" || m.r.Intn(4) > 0 {
			due := taizhang.Date(fmt.Sprintf("20%02d-01-01", 20+k))
			d.Set.Deadline = &taizhang.Deadline{Raw: string(due), Kind: taizhang.By, End: due, Due: due}
		}
	default:
		f := l.Findings[m.r.Intn(len(l.Findings))]
		d.Decision.Kind, d.Task, d.Code, d.Quote = decide.KindFinding, uids[f.Task], f.Code, decide.QuoteFinding(l, &f)
		d.text = read[f.Task]
	}
	m.record(d)
}

func (m *model) record(d decided) {
	id, state, err := m.s.Decide(ctx, d.Decision)
	if err != nil {
		m.Fatalf("decide %+v: %v", d, err)
	}
	d.ID = id
	m.made = append(m.made, d)
	m.logf("decision %d: %s on %s %s %s about %q %q: %s", id, d.Kind, d.Notice, d.Task, d.Set.Other, d.Code+string(d.Set.Claim), d.Quote.Exact, state)
}

func (m *model) undo(i int) {
	if i >= len(m.made) || m.made[i].undone {
		return
	}
	m.logf("undo %d", m.made[i].ID)
	if err := m.s.Undo(ctx, m.made[i].ID, "2017-04-01T08:00:00+08:00", "李"); err != nil {
		m.Fatal(err)
	}
	m.made[i].undone = true
}

func (m *model) invariants() {
	m.Helper()
	clean(m.T, m.s)
	count := func(query, what string) {
		if err := m.s.Rows(ctx, query, func(r store.Row) error { m.Errorf("%s: %s", what, r.Text(0)); return nil }); err != nil {
			m.Error(err)
		}
	}
	count("SELECT work FROM notices WHERE standing <> 'duplicate' GROUP BY work HAVING count(CASE WHEN standing = 'current' THEN 1 END) <> 1", "not one current revision")
	count("SELECT n.key || ' ' || e.uid FROM entries e JOIN notices n ON n.id = e.notice_id GROUP BY n.id, e.uid HAVING count(*) > 1", "one uid twice in a notice")
	ds, err := m.s.Decisions(ctx)
	if err != nil {
		m.Fatal(err)
	}
	notices, err := m.s.Notices(ctx)
	if err != nil {
		m.Fatal(err)
	}
	for _, n := range notices {
		l, _, err := m.s.Load(ctx, n.Key)
		if err != nil {
			m.Fatal(err)
		}
		m.unitsDecided(l, ds)
		m.covered(l)
		machine, _, err := m.s.Machine(ctx, n.Key)
		if err != nil {
			m.Fatal(err)
		}
		if want := m.asRead(l.Doc.Source.SHA256); !reflect.DeepEqual(plainly(machine), plainly(want)) {
			m.Errorf("%s: what was read does not come back", n.Key)
		}
	}
	for i, d := range m.made {
		if !d.undone && d.Kind != decide.KindUnit {
			m.kept(d, ds[i], ds[i+1:])
		}
	}
}

// asRead is the ledger that the edition of that source was read as last.
func (m *model) asRead(source string) *taizhang.Ledger {
	i := slices.IndexFunc(m.editions, func(e edition) bool { return e.sha() == source })
	return m.editions[i].read(m.version[i])
}

// plainly is a ledger but for its key, without the difference between no list and an empty one.
func plainly(l *taizhang.Ledger) string {
	c := *l
	c.Notice.Key = ""
	b, err := c.MarshalJSON()
	if err != nil {
		panic(err)
	}
	return string(b)
}

// unitsDecided checks that a notice has the units that were decided last for its mentions.
func (m *model) unitsDecided(l *taizhang.Ledger, ds []decide.Decision) {
	m.Helper()
	want := map[string]string{}
	for _, d := range ds {
		if d.Kind == decide.KindUnit && d.UndoneAt == "" && (d.Region == "" || d.Region == l.Notice.Jurisdiction) {
			want[d.Quote.Exact] = d.Set.Unit
		}
	}
	for _, e := range decide.Entries(l) {
		for _, a := range e.Assignments {
			if a.Rule != decide.RuleDecided && a.Unit != cmp.Or(want[a.Mention], a.Mention) {
				m.Errorf("%s %s: %s is %s", l.Notice.Key, e.ID, a.Mention, a.Unit)
			}
		}
	}
	for _, n := range l.Nodes {
		if n.Unit != "" && n.Unit != cmp.Or(want[n.Title], n.Title) {
			m.Errorf("%s: the heading of %s is of %s", l.Notice.Key, n.Title, n.Unit)
		}
	}
}

// kept checks that a decision holds on the current revision where its text still
// stands, and is listed there where it can't be applied. now is how it is stored.
func (m *model) kept(d decided, now decide.Decision, later []decide.Decision) {
	m.Helper()
	if d.Kind == decide.KindClaim || d.Kind == decide.KindLink {
		m.keptWhole(d, now, later)
		return
	}
	for _, x := range later { // of two about one thing, or that became one, the later counts
		if x.Kind == d.Kind && x.UndoneAt == "" && (x.Task == now.Task || x.Digest == now.Digest || x.Notice != now.Notice) && (x.Set.Text == nil) == (d.Set.Text == nil) {
			return
		}
	}
	if slices.ContainsFunc(later, func(x decide.Decision) bool { return strings.HasPrefix(x.Code, "decision-") }) {
		return // that it is listed was dismissed, maybe
	}
	for _, x := range m.made { // it may be about what another had decided
		if x.undone && x.ID < d.ID {
			return
		}
	}
	key := m.shownFor(now.Notice)
	l, _, err := m.s.Load(ctx, key)
	if err != nil {
		m.Fatal(err)
	}
	machine, _, err := m.s.Machine(ctx, key)
	if err != nil {
		m.Fatal(err)
	}
	listed := slices.ContainsFunc(l.Findings, func(f taizhang.Finding) bool {
		return strings.Contains(f.Message, fmt.Sprintf("人工决定 %d（", d.ID))
	})
	stands, applied, traceless := false, false, false
	for _, e := range decide.Entries(machine) {
		stands = stands || e.Text == d.text
	}
	if d.Kind == decide.KindFinding {
		of := func(id string) string {
			for _, e := range decide.Entries(machine) {
				if e.ID == id {
					return e.Text
				}
			}
			return ""
		}
		for _, f := range l.Findings {
			if f.Code == d.Code && of(f.Task) == d.text && decide.QuoteFinding(l, &f) == d.Quote {
				m.Errorf("decision %d dismissed %s, and it is there: %s", d.ID, f.Code, f.Message)
			}
		}
		return
	}
	for _, e := range decide.Entries(l) {
		switch {
		case d.Set.Text != nil:
			applied = applied || e.Text == *d.Set.Text || strings.HasSuffix(e.Text, "省知产局\n"+*d.Set.Text)
		case d.Set.Assignments != nil:
			applied = applied || len(e.Assignments) == 1 && e.Assignments[0].Unit == d.Set.Assignments[0].Unit
		case d.Set.Deadline != nil:
			applied = applied || slices.ContainsFunc(e.Deadlines, func(x taizhang.Deadline) bool { return x.Due == d.Set.Deadline.Due })
		default:
			applied, traceless = true, true // a deadline that is not there
		}
	}
	switch {
	case stands && !applied:
		m.Errorf("decision %d (%s on %q) is not applied, and its text stands in %s", d.ID, d.Kind, d.text, key)
	case !applied && !listed:
		m.Errorf("decision %d (%s on %q) is neither applied nor listed in %s", d.ID, d.Kind, d.text, key)
	}
	if want := now.State == decide.Applied || now.State == decide.Changed; applied != want && !traceless {
		m.Errorf("decision %d is %s, and applied is %v in %s", d.ID, now.State, applied, key)
	}
}

// shownFor is the key of the notice that a work is read under.
func (m *model) shownFor(work string) string {
	m.Helper()
	source, version := "", ""
	if err := m.s.Rows(ctx, `SELECT n.source, x.extractor FROM notices n JOIN sources x ON x.notice_id = n.id WHERE n.work = $1
		ORDER BY n.standing = 'current'`, func(r store.Row) error { source, version = r.Text(0), r.Text(1); return nil }, work); err != nil {
		m.Fatal(err)
	}
	key, ok, err := m.s.Known(ctx, source, version)
	if err != nil || !ok {
		m.Fatalf("the work %s is not there: %v", work, err)
	}
	return key
}

// unchanged reads everything again.
func (m *model) unchanged() {
	before := m.marks()
	for i := range m.editions {
		if v, ok := m.version[i]; ok {
			if out := m.putInto(m.s, reading{i, v}, int64(i+1)); out.Outcome != store.Unchanged {
				m.Errorf("read again by the same version, edition %d is %s", i, out.Outcome)
			}
		}
	}
	if m.marks() != before {
		m.Error("reading everything again changed something")
	}
}

func (m *model) marks() string {
	marks, err := m.s.Marks(ctx)
	if err != nil {
		m.Fatal(err)
	}
	return marks
}

// anyOrder puts what is there in two orders into fresh stores.
func (m *model) anyOrder() {
	var digests []string
	orders := [][]int{nil, m.r.Perm(len(m.editions))}
	for i := range m.editions {
		orders[0] = append(orders[0], i)
	}
	for _, order := range orders {
		s := m.other
		m.wipe(s)
		for _, i := range order {
			if v, ok := m.version[i]; ok {
				m.putInto(s, reading{i, v}, int64(i+1))
			}
		}
		clean(m.T, s)
		digests = append(digests, digest(m.T, s))
	}
	if digests[0] != digests[1] {
		m.Errorf("put in the order %v, the digest is another", orders[1])
	}
}
