package export

import "github.com/taizhang/taizhang"

// flatten calls f for each task of one ledger after the other, items first: what
// CSV and JSON lines are made of.
func flatten(src Source, f func(n *notice, e *entry) error) error {
	for i := range src.Len() {
		in, err := src.Load(i)
		if err != nil {
			return err
		}
		n := newNotice(in, numbers{})
		for e := range n.tasks {
			if err := f(n, e); err != nil {
				return err
			}
		}
	}
	return nil
}

// kindOf is the word for an entry in JSON.
func (e *entry) kindOf() string {
	if e.table == nil {
		return "item"
	}
	return "row"
}

// starts is the first day of the task's first deadline that has one.
func (e *entry) starts() taizhang.Date {
	for _, d := range e.task.Deadlines {
		if d.Start != "" {
			return d.Start
		}
	}
	return ""
}
