package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/taizhang/taizhang"
)

// flat is a ledger as rows: the one form that is written, hashed and searched.
// The order of its fields is the order of writing: what is pointed at goes
// before what points at it.
type flat struct {
	notice, sources, texts, blocks, parts, fields, tables, columns,
	entries, nodes, rows, cells, assignments, deadlines, targets,
	links, findings, unclaimed record

	units  map[int64]taizhang.Assignment // by key; only Unit and Organ count
	unitID map[[2]string]int64           // by unit and organ
	index  buckets                       // what entries are found by
	id     int64                         // of the notice, once its keys are set

	ledger  *taizhang.Ledger
	place   map[string]int64 // of an entry, by id
	partOf  map[string]int64
	uid     func(id, kind, text string) string
	problem error
}

func (f *flat) records() []*record {
	return []*record{&f.sources, &f.texts, &f.blocks, &f.parts, &f.fields, &f.tables, &f.columns,
		&f.entries, &f.nodes, &f.rows, &f.cells, &f.assignments, &f.deadlines, &f.targets,
		&f.links, &f.findings, &f.unclaimed}
}

// flatten takes l apart. uid names an entry of that id, kind and text. It fails
// when an id in l leads nowhere, or an id names two entries.
func flatten(l *taizhang.Ledger, extractor string, uid func(id, kind, text string) string) (*flat, error) {
	f := &flat{
		notice: newRecord("notices", "key digest! title doc_number issuer issuers addressees signed_on published_at plan_year jurisdiction "+
			"runes runes_record runes_field runes_chrome runes_running runes_other"),
		sources:     newRecord("sources", "id+ notice_id* ord name sha256 bytes media_type charset reader extractor!"),
		texts:       newRecord("texts", "source_id+ text findings"),
		blocks:      newRecord("blocks", "source_id+ ord kind spans at grid"),
		parts:       newRecord("parts", "id+ notice_id* ord eid kind title source spans"),
		fields:      newRecord("fields", "notice_id* ord name value raw spans"),
		tables:      newRecord("tables", "id+ notice_id* part_id+ ord eid kind title"),
		columns:     newRecord("columns", "table_id+ ord name role spans"),
		entries:     newRecord("entries", "id+ notice_id* part_id+ ord eid uid kind number text spans at"),
		nodes:       newRecord("nodes", "entry_id+ parent_id+ level label label_spans title title_spans unit"),
		rows:        newRecord("rows", "entry_id+ table_id+"),
		cells:       newRecord("cells", "entry_id+ ord text spans"),
		assignments: newRecord("assignments", "entry_id+ ord unit_id mention role rule from_id+ spans"),
		deadlines: newRecord("deadlines", "entry_id+ ord raw kind start_on end_on due due_basis "+
			"repeat_every repeat_month repeat_day what rule spans"),
		targets:   newRecord("targets", "entry_id+ ord raw min_value max_value measure of_what comparison spans"),
		links:     newRecord("links", "notice_id* ord a_id+ b_id+ kind score"),
		findings:  newRecord("findings", "notice_id* ord code severity message spans entry_id+ second?"),
		unclaimed: newRecord("unclaimed", "notice_id* ord text spans at"),

		units:  make(map[int64]taizhang.Assignment),
		unitID: make(map[[2]string]int64),
		ledger: l,
		place:  make(map[string]int64),
		partOf: make(map[string]int64),
		uid:    uid,
	}
	f.addNotice()
	f.addSource(extractor)
	f.addParts()
	f.addNodes()
	f.addTables()
	f.index.end()
	f.addRest()
	if f.problem != nil {
		return nil, fmt.Errorf("ledger of %s: %w", l.Notice.Key, f.problem)
	}
	return f, nil
}

// digest hashes the content of the notice: no keys of this database, nothing
// that the run added.
func (f *flat) digest() string {
	h := sha256.New()
	b := f.notice.hash(h, make([]byte, 0, 1<<16))
	for _, r := range f.records() {
		b = r.hash(h, b)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (f *flat) fail(format string, args ...any) {
	if f.problem == nil {
		f.problem = fmt.Errorf(format, args...)
	}
}

func (f *flat) addNotice() {
	n, c := &f.ledger.Notice, &f.ledger.Coverage
	if n.Key == "" {
		f.fail("the notice has no key")
	}
	f.notice.add(n.Key, "", n.Title, n.DocNumber, n.Issuer, jsonList(n.Issuers), jsonList(n.Addressees),
		textOrNull(string(n.SignedOn)), textOrNull(n.PublishedAt), intOrNull(n.PlanYear), n.Jurisdiction,
		int64(c.Runes), int64(c.Claimed.Record), int64(c.Claimed.Field), int64(c.Claimed.Chrome),
		int64(c.Claimed.Running), int64(c.Claimed.Other))
	for i, u := range c.Unclaimed {
		f.unclaimed.add(nil, int64(i), u.Text, u.Spans.String(), u.At)
	}
}

func (f *flat) addSource(extractor string) {
	const id = int64(0) // the tables could hold several, and a ledger has one
	d := f.ledger.Doc
	if d == nil {
		if len(f.ledger.Nodes)+len(f.ledger.Tables) > 0 {
			f.fail("entries, but no document")
		}
		return
	}
	s := &d.Source
	f.sources.add(id, nil, id, s.Name, s.SHA256, s.Bytes, s.MediaType, s.Charset, d.Reader, extractor)
	f.texts.add(id, d.Text, jsonList(d.Findings))
	f.blocks.reserve(len(d.Blocks))
	for j := range d.Blocks {
		b := &d.Blocks[j]
		f.blocks.add(id, int64(j), string(b.Kind), b.Spans.String(), b.At, gridJSON(b.Grid))
	}
}

func (f *flat) addParts() {
	for i, p := range f.ledger.Parts {
		if _, twice := f.partOf[p.ID]; twice {
			f.fail("two parts have the id %q", p.ID)
		}
		f.partOf[p.ID] = int64(i)
		f.parts.add(int64(i), nil, int64(i), p.ID, string(p.Kind), p.Title, p.Source, p.Spans.String())
	}
	for i, d := range f.ledger.Notice.Fields {
		f.fields.add(nil, int64(i), d.Name, d.Value, d.Raw, d.Spans.String())
	}
}

// addRest adds what points at entries from outside of them.
func (f *flat) addRest() {
	for i, k := range f.ledger.Links {
		f.links.add(nil, int64(i), f.entry(k.A, "a link"), f.entry(k.B, "a link"), k.Kind, k.Score)
	}
	for i, d := range f.ledger.Findings {
		f.findings.add(nil, int64(i), d.Code, string(d.Severity), d.Message, d.Spans.String(), f.entryOrNull(d.Task, "a finding"), secondJSON(d.Second))
	}
}

// entry returns the place of the entry with that id, which who points at.
func (f *flat) entry(id, who string) any {
	at, ok := f.place[id]
	if !ok {
		f.fail("%s points at %q, which is no entry", who, id)
	}
	return at
}

func (f *flat) entryOrNull(id, who string) any {
	if id == "" {
		return nil
	}
	return f.entry(id, who)
}

func (f *flat) part(id, who string) any {
	if id == "" {
		return nil
	}
	at, ok := f.partOf[id]
	if !ok {
		f.fail("%s is in part %q, which there is not", who, id)
	}
	return at
}

func textOrNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func intOrNull(n int) any {
	if n == 0 {
		return nil
	}
	return int64(n)
}

func realOrNull(f *float64) any {
	if f == nil {
		return nil
	}
	return *f
}

// jsonList writes a list that is only ever read whole.
func jsonList[T any](list []T) string {
	if len(list) == 0 {
		return "[]"
	}
	b, err := json.Marshal(list)
	if err != nil {
		panic(err) // strings and findings always marshal
	}
	return string(b)
}

// secondJSON writes the other reading that a finding has, null where it has none.
func secondJSON(s *taizhang.Second) any {
	if s == nil {
		return nil
	}
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a margin that is no number
	}
	return string(b)
}
