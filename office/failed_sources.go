package office

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/store"
)

// Failed is a source that could not be read.
type Failed struct {
	Name  string
	Err   error
	There bool // its bytes are still where they were, to be read again
}

// Failed lists the sources that could not be read so far.
func (o *Office) Failed(ctx context.Context) (out []Failed, err error) {
	failed, err := o.Store.FailedSources(ctx)
	for _, f := range failed {
		out = append(out, Failed{Name: f.Name, Err: f.Err, There: stillThere(f)})
	}
	return out, err
}

// stillThere reports whether a source that failed can be read again where it lay: its
// path says where from anywhere, or leads from here to the very bytes. The name of an
// uploaded file leads nowhere, or by chance to another.
func stillThere(f store.SourceStatus) bool {
	path, _, inside := strings.Cut(f.Name, "!/")
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return false
	}
	if filepath.IsAbs(path) || inside {
		return filepath.IsAbs(path)
	}
	data, err := reader.Load(path, nil)
	return err == nil && reader.Sum(data) == f.Source
}
