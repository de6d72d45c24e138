package export

import (
	"io"

	"github.com/taizhang/taizhang"
)

// Formats are how notices leave, by the name that people give them.
var Formats = map[string]func(io.Writer, Source) error{
	"xlsx":    XLSX,
	"csv":     CSV,
	"jsonl":   JSONL,
	"docx":    DOCX,
	"html":    HTML,
	"parquet": Parquet,
}

// Comparisons are how a comparison leaves.
var Comparisons = map[string]func(io.Writer, *taizhang.Comparison) error{
	"text": CompareText,
	"xlsx": CompareXLSX,
	"json": CompareJSON,
}
