package taizhang

// Coverage accounts for every visible rune of a document: claimed by what, or
// not claimed by anything.
type Coverage struct {
	Runes     int         `json:"runes"`
	Claimed   Claimed     `json:"claimed"`
	Unclaimed []Unclaimed `json:"unclaimed"`
}

// Claimed counts visible runes by what claims them. Other is text with a name
// of its own that is no entry: a preamble, a closing formula.
type Claimed struct {
	Record  int `json:"record"`
	Field   int `json:"field"`
	Chrome  int `json:"chrome"`
	Running int `json:"running"`
	Other   int `json:"other"`
}

// Unclaimed is a stretch of visible text that nothing accounts for.
type Unclaimed struct {
	Text  string `json:"text"`
	Spans Spans  `json:"spans"`
	At    string `json:"at"`
}
