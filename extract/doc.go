// Package extract turns a Document into a Draft: its printed fields, its parts,
// the outline of numbered blocks, and its tables, each with the raw mentions of
// units and expressions of time that stand in it.
//
// # Stage by stage
//
// Each stage works on the lines that those before it left (`Extractor.Extract`); files are named by the
// number of the step they belong to. What they read is the document's twin (`hanzi.Script`), of one script and without
// readings, so that no rule has to know of traditional characters; at the end the draft gets its words as
// they are printed (`6_printed.go`).
//
//  1. lines — the document's paragraphs and grids, in reading order. Before anything else is read, tables
//     become grids: lines whose cells are parted by bars, tabs or blanks, are a line each with a bar behind
//     (`4_table_printed*.go`), say their column's word before it (`4_table_cards.go`), or begin under those of a header (`4_table_aligned.go`), tables glued into one line and,
//     once lines cut at one width (`1_unwrap.go`) and torn sentences (`1_torn.go`) are joined, tables flattened to one
//     cell a paragraph (`4_table_*.go`). Then goes what is no text of its own: an article that the page holds twice,
//     page numbers inside long lines, running heads (`1_heads.go`). Lines are cut before the numbered blocks that begin inside them, where the layout search finds them
//     (`layout_search.go`): a label may stand anywhere, that a line begins there is evidence and no gate, and
//     the cheapest path through all candidates decides; the prices are rows of `layout.tsv`. Last, lines that lost their line ends are cut where a
//     title, number, addressee, signature or date begins (`1_zones.go`).
//  2. chrome and fields — what the page adds behind the notice, told from its last lines up by what kinds of
//     lines they are (`2_foot.go`); what it puts around the notice: menus, metadata (发文机关：…, in lines or tables),
//     repeated titles; then what is printed once: title, 发文字号, addressees, signature and date, time stamp,
//     printing line.
//  3. parts — the cover notice and what is attached: a part begins at 附件, or where lines joined are a title
//     the cover quotes.
//  4. tables — every grid, be it a true one or made in the first stage: titles above it, what its columns
//     hold, its rows, who answers for them and until when. One cut in two by a page is joined.
//  5. outline — labels and levels: the layout search again, part by part, over the lines that no table took. A heading
//     without a number is a section where counts begin anew below it and the next one (`layout_heads.go`); organs and a colon answer for the count below them.
//  6. duties — lists of units with the verb that governs them, values of time; prose is read for times once, by normalize,
//     where the year is known.
//  7. coverage — every visible rune is claimed by something, or listed as unclaimed.
//
// A flattened table is found by trial: from lines that may head one, each likely number of columns is
// searched on the first rows, and the path that gains most over the reading as prose wins. A dynamic program
// puts each line into a column in reading order; what a line gains in a column is how likely its looks are
// there against anywhere, by the header's words at first, then learned from the path found. So a missing
// cell, a cell of two paragraphs and a column that is empty all the way down are absorbed where they stand,
// and the table ends where the path does; a cell that fits badly becomes a finding. It takes time in
// proportion to the lines; trials are bounded.
//
// A printed table enters the same search with what is known of its edges as prices: a cell goes on over a blank, less
// gladly over a wide one, hardly over a tab or bar; a row begins where a line does. Where all rows have as many cells there is
// nothing to search. A header of fewer words than columns is put over them by what stands in these: a word over one
// column, several, or as many as words of a second level stand below it.
//
// A table glued into one line is searched in the same way, character by character (`4_table_glued_*.go`): what may be a
// value at each is a candidate with a price. A name's is that of its parts — a region or a level, a listed organ, words
// of organs' names, and whether it stands again behind something else —, for nothing printed says where it begins.
//
// Columns get their roles from header words — listed ones, else a stem and a noun (`headerwords.tsv`: 主抓 +
// 单位) — and from their cells: a column of organs answers for what stands beside it, a column of times dates
// it, quarters or months as headers date what stands under them.
//
// Phrases are read over a node's whole text, joined over line ends, in one pass (`extract/6_duties_*.go`):
// brackets, lists behind a label wherever one stands, sentences that are lists with their verbs, and
// sentences whose subject is organs and whose predicate is 牵头 or 负责. Labels are a product of stems and nouns,
// endings of modifiers and stems (`verbs.tsv`); a joint such as 和 parts two names only where both sides are
// names. A subject counts only where no bracket or label states who is responsible; 由… always does.
package extract
