package extract

import (
	"io/fs"
	"slices"

	"github.com/taizhang/taizhang"
)

// Version is part of the key of a source that was read. Raise it whenever a
// Draft changes for the same Document.
const Version = "extract/7"

// Extractor holds the compiled reference tables; it is safe for concurrent use.
type Extractor struct {
	words *vocabulary
	times taizhang.TimeFinder
}

// New compiles the reference tables in seeds. Errors name file and line.
func New(seeds fs.FS, times taizhang.TimeFinder) (*Extractor, error) {
	w, err := compile(seeds)
	if err != nil {
		return nil, err
	}
	return &Extractor{w, times}, nil
}

// Extract reads the whole document. It never fails: what it can't place is a
// finding or is listed as unclaimed.
func (e *Extractor) Extract(doc *taizhang.Document) *taizhang.Draft {
	twin := *doc
	twin.Text = e.words.script.Twin(doc.Text)
	w := &work{
		Extractor: &Extractor{e.words, taizhang.Remember(e.times)},
		text:      twin.Text,
		draft:     &taizhang.Draft{Doc: &twin, FirstLeadsFrom: -1},
		kinds:     make(map[string]kind),
		headers:   make(map[string]header),
		passages:  make(map[int]*passage),
	}
	w.lines = unwrap(w.text, w.joinTorn(w.text, joinDates(w.text, fold(w.text, w.glued(w.spaced(w.printedTables(w.aligned(split(&twin)))))))))
	w.flattened()
	w.pageLabels()
	w.numberSeries()
	w.draft.Findings = append(w.draft.Findings, doc.Findings...)
	w.conventions()
	w.repeats()
	w.pageMarks()
	w.cutBlocks()
	w.signedBehind()
	w.zones()
	w.page()
	w.fields()
	w.pageFields()
	w.parts()
	w.tables()
	w.outline()
	w.duties()
	slices.SortStableFunc(w.draft.Fields, func(a, b taizhang.Field) int { return a.Spans.Start() - b.Spans.Start() })
	w.draft.Doc = doc
	w.asPrinted()
	w.text = doc.Text
	w.cover()
	return w.draft
}

// work is the state of one extraction.
type work struct {
	*Extractor
	text       string
	lines      []line
	draft      *taizhang.Draft
	cut        []taizhang.Span        // text of conventions, which is part of no unit
	include    []included             // units that a note adds to later lists
	stated     stated                 // who leads in a list, by the notice's word
	leadsNoted bool                   // the first of a list leads, as a note says
	otherwise  taizhang.Spans         // who answers for what has no list of its own
	heads      []charge               // lines of organs over blocks
	spread     []part                 // the parts, by their lines
	odd        []oddRow               // rows of tables to report
	passages   map[int]*passage       // what was read of the text, by where it begins
	series     map[rune][]series      // the words that number blocks, by their first character
	onPage     []pageField            // what the page prints about the notice
	fewOffices int                    // how many offices a bracket has at least that assigns without an organ
	kinds      map[string]kind        // what cells read as, by their folded text
	headers    map[string]header      // what headers mean that no table lists
	unreads    int                    // headers from which no table could be read
	lastUnread taizhang.Span          // the last of them
	gluesFound int                    // how many glued tables were found
	gluesVain  int                    // and looked for in vain
	tried      int                    // how often a flattened table was looked for in earnest
	headless   int                    // and how often one without a header
	above      map[style]int          // the last headings' numbers above a flattened table
	below      int8                   // the answer of namedBelow: 1 yes, -1 no
	endsAt     struct{ from, to int } // the last answer of tableEnd
}

func (w *work) find(code string, sev taizhang.Severity, msg string, spans taizhang.Spans, task string) {
	w.draft.Findings = append(w.draft.Findings, taizhang.Finding{Code: code, Severity: sev, Message: msg, Spans: spans, Task: task})
}

// second gives the last finding the reading that came next.
func (w *work) second(of, value, rule string, margin float64) {
	w.draft.Findings[len(w.draft.Findings)-1].Second = &taizhang.Second{Of: of, Value: value, Rule: rule, Margin: margin}
}

func (w *work) field(name, value string, spans taizhang.Spans) {
	w.draft.Fields = append(w.draft.Fields, taizhang.Field{Name: name, Value: value, Raw: spans.Cut(w.text), Spans: spans})
}
