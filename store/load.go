package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/taizhang/taizhang"
)

func noticeID(ctx context.Context, tx Tx, key string) (int64, error) {
	h, err := metadataOfKey(ctx, tx, key)
	return h.id, err
}

// loader puts a ledger together from its rows; the inverse of flatten.
type loader struct {
	ctx      context.Context
	tx       Tx
	id       int64
	from, to int64 // the keys of what hangs on the notice
	l        *taizhang.Ledger
	parts    []string // ids by place
	eids     []string // ids of the entries by place
	marks    []*taizhang.Marks
	uids     map[string]string
	err      error
}

func load(ctx context.Context, tx Tx, key string) (*taizhang.Ledger, map[string]string, error) {
	id, err := noticeID(ctx, tx, key)
	if err != nil {
		return nil, nil, err
	}
	ld := &loader{ctx: ctx, tx: tx, id: id, l: &taizhang.Ledger{}, uids: make(map[string]string)}
	ld.from, ld.to = keyRange(id)
	for _, step := range []func(){ld.notice, ld.unclaimed, ld.source, ld.blocks, ld.partsOf, ld.fields, ld.nodes, ld.tables, ld.rows, ld.assignments, ld.deadlines, ld.targets, ld.rest} {
		step()
		if ld.err != nil {
			return nil, nil, fmt.Errorf("notice %s: %w", key, ld.err)
		}
	}
	return ld.l, ld.uids, nil
}

// each runs a query about the notice, $1.
func (ld *loader) each(query string, row func(Row)) {
	ld.run(query, row, ld.id)
}

// eachIn runs a query about the keys from $1 to $2 that hang on the notice.
func (ld *loader) eachIn(query string, row func(Row)) {
	ld.run(query, row, ld.from, ld.to)
}

func (ld *loader) run(query string, row func(Row), args ...any) {
	if ld.err != nil {
		return
	}
	err := ld.tx.Query(ld.ctx, query, func(r Row) error { row(r); return ld.err }, args...)
	if ld.err == nil {
		ld.err = err
	}
}

// keep keeps what is wrong with a stored value: only damage makes it so.
func (ld *loader) keep(err error) {
	if ld.err == nil && err != nil {
		damage := damaged
		damage.At, damage.Err = "notice "+ld.l.Notice.Key, err
		ld.err = &damage
	}
}

func (ld *loader) spans(s string) taizhang.Spans {
	ss, err := parseSpans(s)
	ld.keep(err)
	return ss
}

// place turns a key into the place in the notice; -1 for null and for a key of
// another notice, which only a damaged database has.
func (ld *loader) place(r Row, i, n int) int {
	key, ok := r[i].(int64)
	if !ok {
		return -1
	}
	if at := key - ld.from; at >= 0 && at < int64(n) {
		return int(at)
	}
	ld.keep(fmt.Errorf("key %d leads out of the notice", key))
	return -1
}

func (ld *loader) name(r Row, i int, names []string) string {
	if at := ld.place(r, i, len(names)); at >= 0 {
		return names[at]
	}
	return ""
}

func (ld *loader) notice() {
	n, c := &ld.l.Notice, &ld.l.Coverage
	ld.each(`SELECT key, title, doc_number, issuer, issuers, addressees, signed_on, published_at, plan_year, jurisdiction,
		runes, runes_record, runes_field, runes_chrome, runes_running, runes_other FROM notices WHERE id = $1`, func(r Row) {
		*n = taizhang.Notice{Key: r.Text(0), Title: r.Text(1), DocNumber: r.Text(2), Issuer: r.Text(3),
			SignedOn: taizhang.Date(r.Text(6)), PublishedAt: r.Text(7), PlanYear: int(r.Int(8)), Jurisdiction: r.Text(9)}
		ld.keep(parseList(r.Text(4), &n.Issuers))
		ld.keep(parseList(r.Text(5), &n.Addressees))
		c.Runes = int(r.Int(10))
		c.Claimed = taizhang.Claimed{Record: int(r.Int(11)), Field: int(r.Int(12)), Chrome: int(r.Int(13)),
			Running: int(r.Int(14)), Other: int(r.Int(15))}
	})
}

func (ld *loader) unclaimed() {
	c := &ld.l.Coverage
	ld.each("SELECT text, spans, at FROM unclaimed WHERE notice_id = $1 ORDER BY ord", func(r Row) {
		c.Unclaimed = append(c.Unclaimed, taizhang.Unclaimed{Text: r.Text(0), Spans: ld.spans(r.Text(1)), At: r.Text(2)})
	})
}

func (ld *loader) source() {
	ld.each(`SELECT s.name, s.sha256, s.bytes, s.media_type, s.charset, s.reader, t.text, t.findings
		FROM sources s JOIN texts t ON t.source_id = s.id WHERE s.notice_id = $1 ORDER BY s.ord`, func(r Row) {
		src := taizhang.Source{Name: r.Text(0), SHA256: r.Text(1), Bytes: r.Int(2), MediaType: r.Text(3), Charset: r.Text(4)}
		d := &taizhang.Document{Source: src, Reader: r.Text(5), Text: r.Text(6)}
		ld.keep(parseList(r.Text(7), &d.Findings))
		if ld.l.Doc != nil {
			ld.keep(errors.New("it has more than one source"))
		}
		ld.l.Doc = d
	})
}

func (ld *loader) blocks() {
	docs := ld.l.Sources()
	ld.eachIn("SELECT source_id, kind, spans, at, grid FROM blocks WHERE source_id >= $1 AND source_id < $2 ORDER BY source_id, ord", func(r Row) {
		at := ld.place(r, 0, len(docs))
		if at < 0 {
			return
		}
		b := taizhang.Block{Kind: taizhang.BlockKind(r.Text(1)), Spans: ld.spans(r.Text(2)), At: r.Text(3)}
		if r[4] != nil {
			var err error
			b.Grid, err = parseGrid(r.Text(4))
			ld.keep(err)
		}
		ld.l.Doc.Blocks = append(ld.l.Doc.Blocks, b)
	})
}

func (ld *loader) partsOf() {
	ld.each("SELECT eid, kind, title, source, spans FROM parts WHERE notice_id = $1 ORDER BY ord", func(r Row) {
		ld.parts = append(ld.parts, r.Text(0))
		ld.l.Parts = append(ld.l.Parts, taizhang.Part{ID: r.Text(0), Kind: taizhang.PartKind(r.Text(1)), Title: r.Text(2),
			Source: r.Text(3), Spans: ld.spans(r.Text(4))})
	})
}

func (ld *loader) fields() {
	ld.each("SELECT name, value, raw, spans FROM fields WHERE notice_id = $1 ORDER BY ord", func(r Row) {
		ld.l.Notice.Fields = append(ld.l.Notice.Fields, taizhang.Field{Name: r.Text(0), Value: r.Text(1), Raw: r.Text(2), Spans: ld.spans(r.Text(3))})
	})
}

// rest loads what points at entries from outside of them.
func (ld *loader) rest() {
	ld.each("SELECT a_id, b_id, kind, score FROM links WHERE notice_id = $1 ORDER BY ord", func(r Row) {
		k := taizhang.Link{A: ld.name(r, 0, ld.eids), B: ld.name(r, 1, ld.eids), Kind: r.Text(2)}
		if f := r.Real(3); f != nil {
			k.Score = *f
		}
		ld.l.Links = append(ld.l.Links, k)
	})
	ld.each("SELECT code, severity, message, spans, entry_id, second FROM findings WHERE notice_id = $1 ORDER BY ord", func(r Row) {
		ld.l.Findings = append(ld.l.Findings, taizhang.Finding{Code: r.Text(0), Severity: taizhang.Severity(r.Text(1)), Message: r.Text(2),
			Spans: ld.spans(r.Text(3)), Task: ld.name(r, 4, ld.eids), Second: ld.second(r.Text(5))})
	})
}

// second reads the other reading of a finding, nil where it has none.
func (ld *loader) second(s string) *taizhang.Second {
	if s == "" {
		return nil
	}
	out := new(taizhang.Second)
	ld.keep(json.Unmarshal([]byte(s), out))
	return out
}

func parseList[T any](s string, list *[]T) error {
	if s == "[]" {
		return nil
	}
	return json.Unmarshal([]byte(s), list)
}
