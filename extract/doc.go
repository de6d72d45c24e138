// # Stage by stage
//
//  1. lines — the document's paragraphs and grids, in reading order.
//  2. chrome and fields — what the page puts around the notice: menus, metadata (发文机关：…, in lines or tables),
//     repeated titles; then what is printed once: title, 发文字号, addressees, signature and date, time stamp,
//     printing line.
//  3. parts — the cover notice and what is attached: a part begins at 附件, or where lines joined are a title
//     the cover quotes.
//  4. table — true grids, schedules and other tables flattened to one cell a paragraph, and tables in the text
//     of a PDF; titles above them; one cut in two by a page is joined.
//  5. outline — labels and levels; a style that is open is a sibling of its last use, a new one is one level
//     deeper.
//  6. duties — lists of units with the verb that governs them, expressions of time.
//  7. coverage — every visible rune is claimed by something, or listed as unclaimed.
//
// A flattened schedule is rebuilt as the cheapest path through its lines: a dynamic program puts each line
// into a column in reading order, and a path costs what header, running numbers and the kinds of the cells
// (number, units, time, prose) disagree with it. So a number inside a cell, a missing cell or a cell of two
// paragraphs is absorbed where it stands and shifts nothing; a cell that fits badly becomes a finding. It
// takes time in proportion to the lines.
package extract
