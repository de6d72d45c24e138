package ingest

import (
	"errors"
	"path/filepath"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
)

// named names an item, and what is wrong with it, from [Options.Folder] on: where files
// lie for a moment says nothing about them.
func (o *Options) named(it reader.Item) reader.Item {
	if o.Folder == "" {
		return it
	}
	it.Name = o.within(it.Name)
	var e *taizhang.Error
	if errors.As(it.Err, &e) {
		named := *e
		named.Path = o.within(e.Path)
		it.Err = &named
	}
	return it
}

func (o *Options) within(name string) string {
	if rel, err := filepath.Rel(o.Folder, name); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return name
}
