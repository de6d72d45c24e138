// Package reader turns the bytes of a published source into a Document: one
// file a format, chosen by content and not by extension.
//
// # Formats and child processes
//
// `extract/reader` has a row for each format in the table `formats`, which chooses by content. Text and web
// pages of up to 128 KB (`reader.Small`) are read in-process. All else is read in a child process of the same
// binary (the hidden command `read-child`): children are pooled, so that a batch of small files does not pay
// a start each; an over-run of time is `timeout`, of memory `too-large`, and a crash `malformed`, for that
// source alone, and a fresh child takes over. The parent trusts nothing a child answers: frames are bounded,
// spans and text are checked.
//
// Word and OFD are read from their XML, Excel's sheets too (excelize formats its numbers), PDF by pdfium
// compiled to WebAssembly, which needs no library on the machine; characters with their places become lines,
// paragraphs and tables in one mechanism that PDF and OFD share. Old Office files go through an installed
// LibreOffice in a throw-away profile, which from a child's second source on is kept running on Linux
// (`convert_kept.go`). `reader.Expand` walks folders, archives and mail.
//
// What a person can't see is no text, and a finding says so: struck through, hidden, white on white,
// `display: none`, in hidden rows and columns. A page's own style sheets are asked (`html_style.go`), for a wide screen; those
// elsewhere are not at hand, so a list item that carries a number of its own gets no second one. Where a page
// shows next to nothing of what it holds, its script opens it, and all is read.
//
// Word 2003 XML and flat OPC are read as the parts of a .docx, SpreadsheetML as the sheets of an .xlsx:
// without LibreOffice. Markdown is parsed by goldmark, HTML in it as a page is; `**` that its rules leave
// beside Chinese punctuation is taken out too. A page of a PDF is first looked at for gaps between
// columns of prose, and then read as several (`pdf_prose_columns.go`); footnotes are the smaller lines at its end (`pdf_notes.go`). With `--ocr` one page is drawn while
// tesseract reads another; how many at a time the memory limit says. A scan is set straight first, and a table
// that rules draw on it is taken out and its cells are read below each other (`ocr_straight.go`, `ocr_rules.go`, `ocr_cells.go`).
//
// What merged cells repeat is bounded by what a table prints (`grid.go`).
package reader
