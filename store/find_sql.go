package store

import (
	"fmt"
	"strconv"
	"strings"
)

// The statements of Find. What may be found at all is said in sqlFindNotices.
const (
	// sqlFindNotices gives the notices to look through, in the order of hits.
	sqlFindNotices = `SELECT n.id FROM notices n WHERE n.standing = 'current'`
	sqlFindOrder   = ` ORDER BY coalesce(n.plan_year, 0) DESC, n.key`
	sqlFindYear    = ` AND n.plan_year = ?`
	// With a filter that may let few through, notices with none of them are left out
	// at once; the key of what hangs on a notice begins with the notice's.
	sqlFindNoticeDue  = ` AND EXISTS (SELECT 1 FROM deadlines d WHERE d.entry_id >= n.id * 16777216 AND d.entry_id < (n.id + 1) * 16777216`
	sqlFindNoticeRole = ` AND EXISTS (SELECT 1 FROM assignments a WHERE a.entry_id >= n.id * 16777216 AND a.entry_id < (n.id + 1) * 16777216`

	// CROSS JOIN has SQLite read the assignments of an entry and then their units; it
	// would rather begin with all that a unit is assigned.
	//
	// sqlFindEntries gives the entries in a span of keys that a word and a unit may be
	// of: what LIKE lets through is compared in full.
	sqlFindEntries = `SELECT e.id FROM entries e LEFT JOIN nodes o ON o.entry_id = e.id WHERE e.id >= ? AND e.id < `
	sqlFindTasks   = ` AND e.kind IN ('item', 'task')`
	sqlFindDue     = ` AND EXISTS (SELECT 1 FROM deadlines d WHERE d.entry_id = e.id`
	sqlFindRoles   = ` AND EXISTS (SELECT 1 FROM assignments a WHERE a.entry_id = e.id`
	sqlFindUnit    = ` AND EXISTS (SELECT 1 FROM assignments a CROSS JOIN units u WHERE u.id = a.unit_id AND a.entry_id = e.id`
	sqlFindWord    = ` AND (e.text LIKE ? OR o.title LIKE ? OR o.unit LIKE ?
		OR EXISTS (SELECT 1 FROM cells c WHERE c.entry_id = e.id AND c.text LIKE ?)
		OR EXISTS (SELECT 1 FROM assignments a CROSS JOIN units u WHERE u.id = a.unit_id AND a.entry_id = e.id` + sqlFindNamed + `))`
	// coalesce has SQLite read the few rows of one notice or entry; for a bare column
	// it would first make an index of the whole table, at every search.
	sqlFindKind   = ` AND coalesce(d.kind, '') = ?`
	sqlFindBefore = ` AND d.due < ?`
	sqlFindRole   = ` AND coalesce(a.role, '') = ?`
	sqlFindNamed  = ` AND (a.mention LIKE ? OR u.name LIKE ? OR u.organ LIKE ?)`

	// What a hit tells, and an entry is found by.
	sqlFindEntry = `SELECT n.key, n.title, n.doc_number, n.plan_year, e.eid, e.uid, e.kind, coalesce(o.label, e.number), e.text, o.title, o.unit,
		coalesce((SELECT s.name FROM sources s WHERE s.notice_id = n.id ORDER BY s.ord LIMIT 1), '')
		FROM entries e JOIN notices n ON n.id = e.notice_id LEFT JOIN nodes o ON o.entry_id = e.id WHERE e.id = $1`
	sqlFindCells       = `SELECT text FROM cells WHERE entry_id = $1 ORDER BY ord`
	sqlFindAssignments = `SELECT a.mention, u.name, u.organ, a.role FROM assignments a JOIN units u ON u.id = a.unit_id
		WHERE a.entry_id = $1 ORDER BY a.ord`
	sqlFindDeadlines = `SELECT raw, kind, due FROM deadlines WHERE entry_id = $1 ORDER BY ord`
)

// statement is one that is put together, with its arguments. Each part has one:
// every ? of it.
type statement struct {
	sql  strings.Builder
	args []any
}

func (s *statement) add(part string) { s.sql.WriteString(part) }

func (s *statement) with(part string, arg any) {
	s.args = append(s.args, arg)
	s.add(strings.ReplaceAll(part, "?", "$"+strconv.Itoa(len(s.args))))
}

// due adds the filters of deadlines, after a part that asks for one.
func (f *finder) due(s *statement, part string) {
	if f.q.Kind == "" && f.q.Before == "" {
		return
	}
	s.add(part)
	if f.q.Kind != "" {
		s.with(sqlFindKind, string(f.q.Kind))
	}
	if f.q.Before != "" {
		s.with(sqlFindBefore, string(f.q.Before))
	}
	s.add(")")
}

// notices is the statement that gives the notices to look through.
func (f *finder) notices() *statement {
	s := &statement{}
	s.add(sqlFindNotices)
	if f.q.Year != 0 {
		s.with(sqlFindYear, int64(f.q.Year))
	}
	f.due(s, sqlFindNoticeDue)
	if f.q.Role != "" {
		s.add(sqlFindNoticeRole)
		s.with(sqlFindRole, string(f.q.Role))
		s.add(")")
	}
	s.add(sqlFindOrder)
	return s
}

// entries is the statement that gives the entries to compare, in a span of keys
// that is set later.
func (f *finder) entries() *statement {
	s := &statement{}
	s.with(sqlFindEntries, nil)
	s.with("?", nil)
	if f.tasks {
		s.add(sqlFindTasks)
	}
	f.due(s, sqlFindDue)
	if len(f.unit) > 0 {
		s.add(sqlFindUnit)
		s.with(sqlFindNamed, likely(f.unit))
	} else if f.q.Role != "" {
		s.add(sqlFindRoles)
	}
	if f.q.Role != "" {
		s.with(sqlFindRole, string(f.q.Role))
	}
	if len(f.unit) > 0 || f.q.Role != "" {
		s.add(")")
	}
	for _, w := range f.words[:min(len(f.words), maxLikely)] {
		s.with(sqlFindWord, likely(w))
	}
	s.add(" ORDER BY e.id")
	return s
}

// maxLikely bounds the words that a statement looks at: SQLite takes no expression
// of any depth.
const maxLikely = 16

// likely is a pattern of LIKE that any text with a folded word meets: its Han
// characters, which no folding changes, in their order.
func likely(word []rune) string {
	var b strings.Builder
	b.WriteByte('%')
	for _, r := range word {
		if r >= 0x4E00 && r <= 0x9FFF && b.Len() < 200 {
			fmt.Fprintf(&b, "%c%%", r)
		}
	}
	return b.String()
}
