package decide

// away takes out what should not be there: out of counts, lists, exports and later runs of
// the same source. Undone, it is back as it was.
type away struct{}

// What is taken away. Quote.Exact names it: a notice by the hash of its source.
const (
	AwayNotice = "notice"
	AwayRound  = "round"
	AwayFile   = "file" // a source that failed
)

var awayWords = map[string]string{AwayNotice: "通知", AwayRound: "下发轮次", AwayFile: "未能读入的文件"}

// Away takes something away; name is what a person calls it.
func Away(what, exact, name string) Decision {
	return Decision{Kind: KindAway, Code: what, Quote: Quote{Exact: exact}, Set: Settled{Name: name}}
}

func (away) word() string                 { return "移出" }
func (away) said(s *Settled) string       { return s.Name }
func (away) once() bool                   { return false }
func (away) settles(*Decision) string     { return "" }
func (away) apply(*work, *Decision) State { return Applied }

func (away) check(d *Decision) (what, remedy string) {
	if awayWords[d.Code] == "" || d.Quote.Exact == "" {
		return "“" + d.Code + "” is nothing that can be taken away", "name a notice, a round or a file"
	}
	return "", ""
}

func (away) same(d, other *Decision) bool {
	return d.Kind == other.Kind && d.Code == other.Code && d.Quote.Exact == other.Quote.Exact
}

// AwayWord is what is taken away, in Chinese.
func (d *Decision) AwayWord() string { return awayWords[d.Code] }
