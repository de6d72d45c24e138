package ingest

import (
	"errors"
	"path/filepath"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
)

// Named names an item, and what is wrong with it, from a folder on, with slashes: where
// files lie for a moment says nothing about them. For an empty folder it stays as it is.
func Named(it reader.Item, folder string) reader.Item {
	if folder == "" {
		return it
	}
	it.Name = within(folder, it.Name)
	var e *taizhang.Error
	if errors.As(it.Err, &e) {
		named := *e
		named.Path = within(folder, e.Path)
		it.Err = &named
	}
	return it
}

func within(folder, name string) string {
	if rel, err := filepath.Rel(folder, name); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return name
}
