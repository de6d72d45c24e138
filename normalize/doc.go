// Package normalize turns a Draft into a Ledger: it resolves the mentions of
// units to full legal names, reads expressions of time as deadlines and numbers
// as targets, and decides roles.
//
// # Units
//
// For look-up a mention is folded to one width, its twin (`hanzi.Script`: simplified characters of
// `traditional.tsv`, characters for radicals, no readings) without quotation marks; what is kept is as printed. Then the
// rules are tried in this order:
//
//  1. the whole mention is a form in `units.tsv` (named units, which prevail) or `organs.tsv` (organ types ×
//     level × year) for the notice's own region;
//  2. a class: it begins with a word of `classes.tsv` (各, 有关, 省直各…), or is a list of kinds of regions
//     (县(市、区)人民政府);
//  3. a form after a region's name (full, or 湘西州; short before a known form only) or a word for its level
//     (`levels.tsv`: 市 is the municipality, prefecture or county-level city that the notice is of or lies in,
//     never another);
//  4. a form with the region or level inside: 国家税务总局包头市税务局, 人行成都分行, 团省委;
//  5. a central organ that says so (国家…, a ministry) in a region's notice;
//  6. composed: region + what is printed, for a leading group, a party organ (中共… 委…), and a type of organ
//     that no table has. The last only where region or level is printed, the name ends in an `end` word of
//     `words.tsv` (局, 厅, 中心…; not 办, 管委会, 公司), and jieba finds no short form in it: words of `words.tsv`
//     marked `clipped`, or forms that are not full names. Names under six characters must be made of known
//     words altogether. So 县畜牧水产局 composes, and 县城管局, 县能源办, 市市政局 stay open. …委 of four characters and more
//     becomes …委员会;
//  7. a form cut in another way (发展和改革委, 资规局): mention and forms are compared as `shortenings.tsv` cuts both,
//     and count where one name is left;
//  8. the same without a bracket at the end (商务部（…办公室）); then a name one character away from a single form
//     (省知识产权, 省交通运偷厅).
//
// What the notice itself calls a unit (以下简称…, 简称…) comes before all of them, and what stays open is looked
// for among the names that the notice prints in full (市审批服务局 where 包头市行政审批服务局 stands in the text; companies).
// In a notice of nobody knows where, 发展改革委 stays open. Two names without a mark between (市商务局市司法局) are no
// name. A suggestion for what stays open has all characters of the mention, or is what a unit of another
// year, or a region of several, was or is called.
//
// A form means one name in a region and year (a test keeps it so); a form that may stand for several (金融办) is
// left out on purpose. A name of another year stays as printed, and the suggestions begin with what it was
// called then. Municipalities are level `d`: they have 委 and 局 where provinces have 厅. Each assignment names
// its rule: `organ`, `full-name`, `leading-group`, `government`, `shared-suffix`, `class`, `defined`,
// `composed`, `typo`, or `unresolved`, which keeps what is printed and leaves a finding. `plates.tsv` gives
// the organ behind a plate.
//
// # Lineage
//
// `lineage.tsv` has what became of units: `Normalizer.Lineage` leads from a full name on through renamings,
// mergers and splits up to a year, `Ancestry` back; duties that only moved (`function-moved`) are named and
// not followed.
//
// # Regions, jurisdiction, year
//
// Regions are GB/T 2260 (`regions.tsv`) and what stands beside it (`areas.tsv`): divisions that were, with
// their years, new areas (level `a`, governed by a committee) and the divisions of 兵团. Names of organs of a
// district begin with its city (南京市鼓楼区人民政府), and so does its path (江苏省南京市鼓楼区), since districts of several
// cities have one name; those of counties don't (石城县教育局).
//
// Jurisdiction is the first of issuers and title that begins with a region or is central; the document number
// decides between counties of one name (通州区). Where none does, whatever speaks of a region is weighed: a
// signature in the text, the title further on, the number (`docprefixes.tsv`, 广安府办发), the addressees, file
// and folder, regions that the text names, and most of all how many organs of its level the text speaks of
// (市教育局, 全市 for a city; ministries for the country). A sum that is too small names none, nor do two regions
// side by side.
//
// Plan year is the one that the title names, or a part's; else that of the date, the document number, a
// signature in the text, a table's title, the day of publication, the file's name, the year that most
// months and quarters in the text are of, or the folder's name.
//
// # Deadlines
//
// `timewords.tsv` gives words classes; numbers and units of time are joined into points (a day, month,
// quarter, half, year, five-year plan, closed by 底 or not); `deadlines.tsv` lists patterns over points and
// classes, tried in order. In prose only the rules marked so count, some only where they open a clause, and
// never inside 《》 or quotation marks, nor beside words by which a date is a fact's, a law's or a name's.
//
// # Roles
//
// Roles follow the verb and the notice's own convention (`conventions.tsv`). A heading that is an organ leads
// the items under it that state no lead of their own; what is inherited says from where.
//
// # The lexicon
//
//   - Most mentions are found by look-up alone; jieba cuts those that no table has. Its statistical model is
//     left out: a word that `seeds/` does not have stays single characters, and the rules decide.
//   - gojieba reads files and aborts on bad ones, so its dictionary files are written from checked words into
//     a temporary folder and removed once read. On Windows the path is shortened to ASCII, as C++ opens files
//     in the system's code page.
package normalize
