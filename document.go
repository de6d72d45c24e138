package taizhang

// Source names one input and says what its bytes were.
type Source struct {
	Name      string `json:"name"`
	SHA256    string `json:"sha256"`
	Bytes     int64  `json:"bytes"`
	MediaType string `json:"media_type"`
	Charset   string `json:"charset"`
}

// BlockKind says what a block of a document is on the page.
type BlockKind string

// The kinds of block.
const (
	Paragraph BlockKind = "paragraph"
	Heading   BlockKind = "heading"
	TableGrid BlockKind = "table"
	Chrome    BlockKind = "chrome"  // what the page puts around the notice
	Running   BlockKind = "running" // page numbers, running heads
)

// Block is a piece of a document's text with a place a person can find:
// p[12], table[1], page 3. Grid is set for [TableGrid] alone.
type Block struct {
	Kind  BlockKind
	Spans Spans
	At    string
	Grid  *Grid
	Level int // how many lists around that of its label print theirs alike (1. under 1.); 0 elsewhere
}

// Grid is a true table: every row has the same number of cells, and a cell
// covered by a merged one repeats that one's spans and place.
type Grid struct{ Rows [][]GridCell }

// GridCell is one cell of a grid. Spans has one span a line of the cell.
type GridCell struct {
	Spans   Spans
	At      string
	Covered bool // by a merged cell to the left or above
}

// Document is what a reader makes of one source, and never changes after.
// Text is valid UTF-8 with LF line ends and no NUL; blocks are spans of it.
type Document struct {
	Source   Source
	Reader   string // name and version of the reader: spans hold for it alone
	Text     string
	Blocks   []Block
	Findings []Finding
	Members  []Member // the files a document was joined from, in order; nil for one
}

// Member is one file of a document that was joined from several; its text begins
// at byte Start.
type Member struct {
	Source Source
	Start  int
}
