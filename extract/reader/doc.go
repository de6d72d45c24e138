// # Formats and child processes
//
// `extract/reader` has a row for each format in the table `formats`, which chooses by content. Text and web
// pages are read in-process. Every other format is read in a child process of the same binary (the hidden
// command `read-child`): children are pooled, so that a batch of small files does not pay a start each; an
// over-run of time is `timeout`, of memory `too-large`, and a crash `malformed`, for that source alone, and a
// fresh child takes over. The parent trusts nothing a child answers: frames are bounded, spans and text are
// checked.
//
// Word and OFD are read from their XML, Excel's sheets too (excelize formats its numbers), PDF by pdfium
// compiled to WebAssembly, which needs no library on the machine; characters with their places become lines,
// paragraphs and tables in one mechanism that PDF and OFD share. Old Office files go through an installed
// LibreOffice in a throw-away profile. `reader.Expand` walks folders, archives and mail.
//
// One notice, several files (`ingest/group.go`): the documents are joined into one, text after text, so that
// every later stage sees a single text with its spans; `Document.Members` says where each file begins, and a
// file that was joined begins a part.
package reader
