package office

import "github.com/taizhang/taizhang/store"

// Counts are how many sources came to which end, and how many tasks were read.
type Counts struct {
	Added     int `json:"added"`
	Revised   int `json:"revised"`
	Duplicate int `json:"duplicate"`
	Replaced  int `json:"replaced"`
	Unchanged int `json:"unchanged"`
	Skipped   int `json:"skipped"`
	Failed    int `json:"failed"`
	Tasks     int `json:"tasks"`
}

// Add counts what became of a source.
func (c *Counts) Add(r Read) {
	c.Tasks += r.Tasks()
	switch {
	case r.Skipped != "":
		c.Skipped++
	case r.Err != nil:
		c.Failed++
	case r.Outcome == string(store.Added):
		c.Added++
	case r.Outcome == string(store.Replaced):
		c.Replaced++
	case r.Outcome == string(store.Revised):
		c.Revised++
	case r.Outcome == string(store.Duplicate):
		c.Duplicate++
	default:
		c.Unchanged++
	}
}

// Stored are the sources that are in the database now.
func (c *Counts) Stored() int { return c.Sources() - c.Skipped - c.Failed }

// Sources are all of them.
func (c *Counts) Sources() int {
	return c.Added + c.Revised + c.Duplicate + c.Replaced + c.Unchanged + c.Skipped + c.Failed
}
