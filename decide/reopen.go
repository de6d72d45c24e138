package decide

import (
	"strconv"

	"github.com/taizhang/taizhang"
)

// reopen puts a conflict of what came back, which was settled, before a person again: what
// was taken of it is what it was before. Undone, it is settled as it was.
type reopen struct{}

// Reopened is how a conflict was settled, and what is put back with it.
type Reopened struct {
	How string             `json:"how"` // "returned" or "present"
	Who string             `json:"who,omitempty"`
	At  string             `json:"at,omitempty"`
	Was *taizhang.Progress `json:"was,omitempty"` // what was taken, where it still was what is known
	Now *taizhang.Progress `json:"now,omitempty"` // what stands in its place; nil: nothing
}

// Reopen reopens a settled conflict, by its number.
func Reopen(conflict int64) Decision {
	return Decision{Kind: KindReopen, Code: strconv.FormatInt(conflict, 10)}
}

func (reopen) word() string                 { return "重开冲突" }
func (reopen) once() bool                   { return false }
func (reopen) settles(*Decision) string     { return "" }
func (reopen) apply(*work, *Decision) State { return Applied }

func (reopen) said(s *Settled) string {
	if s.Reopened == nil {
		return ""
	}
	return "此前定为" + SettledWords[s.Reopened.How] + "，重新待定"
}

// SettledWords say how a conflict was decided.
var SettledWords = map[string]string{"returned": "采用反馈", "present": "保留现有"}

func (reopen) check(d *Decision) (what, remedy string) {
	if n, err := strconv.ParseInt(d.Code, 10, 64); err != nil || n < 1 {
		return "“" + d.Code + "” is no number of a conflict", "look it up with `taizhang rounds conflicts`"
	}
	if d.Why == "" {
		return "a settled conflict is reopened for a reason", "say why with --why"
	}
	return "", ""
}

func (reopen) same(d, other *Decision) bool { return d.Kind == other.Kind && d.Code == other.Code }

// Everywhere reports whether decisions of the kind are about no notice: they hold wherever they stand.
func (k Kind) Everywhere() bool { return k == KindAway || k == KindReopen || k == KindWork }
