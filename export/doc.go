// Package export writes ledgers as what a person or a program reads: a workbook
// in Chinese, CSV, JSON lines, a Word document, a web page. The same ledgers always give the same bytes.
//
// An `export.Source` gives ledgers one at a time, and csv, jsonl, docx and parquet take one after the other;
// html takes each twice, for its table of contents. A workbook takes each two or three times: the first look
// (`export/survey.go`) finds out which columns are filled, on which row every entry will stand — links point
// forwards — and what the sheets that count have to say, and keeps 4 bytes an entry and a few words a notice;
// then the rows are written. excelize makes everything but the rows; those are written as XML
// (`export/cells.go`) straight into their parts of the archive, which is put together in one order with one
// time, so that the same ledgers give the same bytes. What is written to a file is of one moment of the
// database (`Store.View`), so others who write wait that long; standard output is read by who knows whom, and
// holds nobody up.
//
// docx and html show a notice as an annex (`export/annex.go`): parts, headings and tasks in one order. The
// Word document is written as XML, without a library, and is read back by our own reader in a test: the same
// tasks, units and dates. The page is an `html/template`, so nothing in a notice can become markup.
//
// Parquet is written by parquet-go (Apache-2.0), 50,000 rows at a time in memory. The library, with its codecs
// and the protocol buffers it knows, is 7 MB of the binary's 41 and 0.4 ms of a start; a format of that many
// encodings is nothing to write again.
package export
