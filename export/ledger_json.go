package export

import (
	"encoding/json"
	"io"

	"github.com/taizhang/taizhang"
)

// LedgerJSON writes one ledger as in the public contract: the outline as sections and items,
// no null lists, null for what the notice does not say.
func LedgerJSON(w io.Writer, l *taizhang.Ledger) error {
	sections, items := []taizhang.Node{}, []taizhang.Node{}
	for _, n := range l.Nodes {
		n.Parents, n.Marks = orEmpty(n.Parents), noNulls(n.Marks)
		if n.Section {
			sections = append(sections, n)
		} else {
			items = append(items, n)
		}
	}
	tables := make([]taizhang.Table, len(l.Tables))
	for i, t := range l.Tables {
		t.Columns = orEmpty(t.Columns)
		rows := make([]taizhang.Row, len(t.Rows))
		for j, r := range t.Rows {
			r.Cells, r.Marks = orEmpty(r.Cells), noNulls(r.Marks)
			rows[j] = r
		}
		t.Rows = rows
		tables[i] = t
	}
	cov := l.Coverage
	cov.Unclaimed = orEmpty(cov.Unclaimed)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(struct {
		Notice   noticeJSON         `json:"notice"`
		Sources  []taizhang.Source  `json:"sources"`
		Parts    []taizhang.Part    `json:"parts"`
		Sections []taizhang.Node    `json:"sections"`
		Items    []taizhang.Node    `json:"items"`
		Tables   []taizhang.Table   `json:"tables"`
		Links    []taizhang.Link    `json:"links"`
		Coverage taizhang.Coverage  `json:"coverage"`
		Findings []taizhang.Finding `json:"findings"`
	}{newNoticeJSON(&l.Notice), orEmpty(l.Sources()), orEmpty(l.Parts), sections, items, tables, orEmpty(l.Links), cov, orEmpty(l.Findings)})
}

// noticeJSON is a notice in the contract.
type noticeJSON struct {
	Key          string           `json:"key"`
	Title        any              `json:"title"`
	DocNumber    any              `json:"doc_number"`
	Issuer       any              `json:"issuer"`
	Issuers      []string         `json:"issuers"`
	Addressees   []string         `json:"addressees"`
	SignedOn     taizhang.Date    `json:"signed_on"`
	PublishedAt  any              `json:"published_at"`
	PlanYear     any              `json:"plan_year"`
	Jurisdiction any              `json:"jurisdiction"`
	Fields       []taizhang.Field `json:"fields"`
}

func newNoticeJSON(n *taizhang.Notice) noticeJSON {
	return noticeJSON{n.Key, orNull(n.Title), orNull(n.DocNumber), orNull(n.Issuer), orEmpty(n.Issuers), orEmpty(n.Addressees),
		n.SignedOn, orNull(n.PublishedAt), orNull(n.PlanYear), orNull(n.Jurisdiction), orEmpty(n.Fields)}
}

func noNulls(m taizhang.Marks) taizhang.Marks {
	return taizhang.Marks{Assignments: orEmpty(m.Assignments), Deadlines: orEmpty(m.Deadlines), Targets: orEmpty(m.Targets)}
}

// orNull is for what a notice may not say, orEmpty for lists.
func orNull[T comparable](v T) any {
	if v == *new(T) {
		return nil
	}
	return v
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
