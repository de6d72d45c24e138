package review

import (
	"cmp"
	"slices"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// The queue of units' names: what is printed, in all notices of a region at once.
type (
	// mentionGroup is a name in doubt with all places where it stands.
	mentionGroup struct {
		mention
		ID, Next string // its article, and the one to go on with
		Nth      string // 3 / 20
		Where    []place
		Rest     int // places that are not listed
	}
	// place is an entry that prints a name.
	place struct{ Key, UID, Number, Text string }
	// doubtfulName is a name in doubt in one notice.
	doubtfulName struct {
		Text   string
		Weight int // twice the entries that it is given to, and one more where it leads
		Where  []place
	}
	// nameAt is where a name is printed, as far as it decides what the name may mean.
	nameAt struct {
		text, region string
		year         int
	}
)

// mostPlaces is how many places of a name are listed.
const mostPlaces = 50

// doubtfulNames are the names in doubt in a notice, with the entries that print them themselves.
func doubtfulNames(l *taizhang.Ledger, uids map[string]string) (out []doubtfulName) {
	at := make(map[string]int)
	for i := range l.Findings {
		if f := &l.Findings[i]; queueOf(f) == "unit" {
			name := decide.QuoteFinding(l, f).Exact
			if _, ok := at[taizhang.FoldString(name)]; !ok {
				at[taizhang.FoldString(name)] = len(out)
				out = append(out, doubtfulName{Text: name})
			}
		}
	}
	if len(out) == 0 {
		return nil
	}
	for _, e := range decide.Entries(l) {
		in := make(map[int]bool)
		for _, a := range e.Assignments {
			i, ok := at[taizhang.FoldString(a.Mention)]
			if !ok {
				continue
			}
			if out[i].Weight += 2; a.Role == taizhang.Lead {
				out[i].Weight++
			}
			if a.From == "" && !in[i] {
				in[i] = true
				out[i].Where = append(out[i].Where, place{l.Notice.Key, uids[e.ID], labelOf(&e), saidOf(&e)})
			}
		}
	}
	return out
}

// names groups the names in doubt by what is printed and where it is in force, the most
// useful first, and says how many names are left out.
func (s *Server) names(notices []*indexed, decisions []decide.Decision) (out []mentionGroup, more int) {
	type group struct {
		*mentionGroup
		head   *taizhang.Notice
		weight *int
	}
	groups := make(map[[2]string]group)
	for _, in := range notices {
		for _, name := range in.Names {
			id := [2]string{taizhang.FoldString(name.Text), in.Head.Jurisdiction}
			g, ok := groups[id]
			if !ok {
				g = group{&mentionGroup{mention: mention{Key: in.Key, Text: name.Text, Region: in.Head.Jurisdiction}, ID: doubtID("unit", id[0], id[1])}, &in.Head, new(int)}
				groups[id] = g
			}
			g.Places += len(name.Where)
			*g.weight += name.Weight
			g.Where = append(g.Where, name.Where[:min(len(name.Where), mostPlaces-len(g.Where))]...)
		}
	}
	all := make([]group, 0, len(groups))
	for _, g := range groups {
		all = append(all, g)
	}
	slices.SortFunc(all, func(a, b group) int {
		return cmp.Or(cmp.Compare(*b.weight, *a.weight), cmp.Compare(a.Text, b.Text), cmp.Compare(a.Region, b.Region))
	})
	if more = max(0, len(all)-mostDoubts); more > 0 {
		all = all[:mostDoubts]
	}
	for _, g := range all {
		g.Rest = g.Places - len(g.Where)
		g.Suggestions = s.suggest(g.Text, g.head)
		g.Seen = decide.UnitSeen(decisions, g.Text, g.Region)
		out = append(out, *g.mentionGroup)
	}
	return out, more
}

// suggestions are what a name printed in the notice may mean, found once.
func (p *noticePage) suggestions(text string) []string {
	at := nameAt{text, p.ledger.Notice.Jurisdiction, p.ledger.Notice.PlanYear}
	out, ok := p.suggested[at]
	if !ok {
		out = p.s.suggest(text, &p.ledger.Notice)
		p.suggested[at] = out
	}
	return out
}

// Itself is the name in doubt, for a template.
func (g mentionGroup) Itself() mention { return g.mention }

// mostNames bounds the names that a page offers to complete one from.
const mostNames = 3000

// unitNames adds the units of a notice's region and year, and those already used, to names.
func (s *Server) unitNames(l *taizhang.Ledger, names []string) []string {
	if len(names) > mostNames {
		return names
	}
	names = append(names, s.office.Units(&l.Notice)...)
	for _, t := range l.Tasks() {
		for _, a := range t.Assignments {
			if a.Rule != "unresolved" {
				names = append(names, a.Unit)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
