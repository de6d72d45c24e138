package reader

import "testing"

// TestPDFFootnotes: footnotes stand behind the paragraph that goes on over the page; small
// type in columns, or with a label, is none.
func TestPDFFootnotes(t *testing.T) {
	var b pdfBuilder
	b.page("", show(90, 760, 16, "一、推进第一类改革，建立健全各项工作机制，细"), show(90, 730, 16, "化任务分工，压实各方责任，加强督促检查，确保各"),
		show(90, 110, 9, "1指纳入第一批改革的试点单位，由市级另行公布，"), show(90, 98, 9, "并按季度更新。"), show(90, 86, 9, "② 以上均含本级。"))
	b.page("", show(90, 760, 16, "项任务落到实处，形成齐抓共管的良好工作局面，切"), show(90, 730, 16, "实见效。"), show(90, 110, 9, "1.小字的条目。"))
	wantPDF(t, readPDFBytes(t, b.bytes()),
		"paragraph page 1: 一、推进第一类改革，建立健全各项工作机制，细化任务分工，压实各方责任，加强督促检查，确保各项任务落到实处，形成齐抓共管的良好工作局面，切实见效。",
		"paragraph page 1: 1指纳入第一批改革的试点单位，由市级另行公布，并按季度更新。",
		"paragraph page 1: ② 以上均含本级。",
		"paragraph page 2: 1.小字的条目。")
}
