package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"iter"
	"os"
	"strings"

	"github.com/taizhang/taizhang/extract/reader"
)

// Item is a file of a notice.
type Item = reader.Item

// Notice is the files of one notice, the cover first. Guessed says that only the
// names of the files put them together.
type Notice struct {
	Items   []Item
	Guessed bool
}

// Name is the name of the cover.
func (n Notice) Name() string { return n.Items[0].Name }

// Sum is the key of a notice's bytes: that of its one file, or of the files joined.
func (n Notice) Sum() string {
	if len(n.Items) == 1 {
		return reader.Sum(n.Items[0].Data)
	}
	sum := sha256.New()
	for _, it := range n.Items {
		sum.Write([]byte(reader.Sum(it.Data)))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// together is how many files of one folder are looked at for a notice of several.
const together = 64

// togetherData is how many bytes they may have: what is looked at is held in memory.
const togetherData = 32 << 20

// Notices expands the paths and gives the notices in them, in order. One without
// files comes with the result of a file that gives none: an error, or why it was skipped.
func (p *Pipeline) Notices(ctx context.Context, paths []string, stdin io.Reader, opt Options) iter.Seq2[Notice, Result] {
	return func(yield func(Notice, Result) bool) {
		var items []Item
		held := 0 // bytes of items
		flush := func() bool {
			for _, n := range group(items, opt.AsOne) {
				if len(n.Items) > 0 && !yield(n, Result{}) {
					return false
				}
			}
			items, held = nil, 0 // they belong to the notices now
			return true
		}
		joined := map[string]bool{}
		if !opt.AsOne {
			paths, joined = withCovers(paths)
		}
		for _, at := range paths {
			info, err := os.Stat(at)
			folder := err == nil && info.IsDir()
			if !joined[at] && !opt.AsOne && !flush() {
				return
			}
			for it := range reader.Expand(ctx, at, untilDone{ctx, stdin}, opt.Reader) {
				if it.Err == nil && it.Skipped == "" && it.Name != at { // what the user names is read
					it.Skipped = reader.Ours(it.Data)
				}
				it = Named(it, opt.Folder)
				it.Name = strings.ToValidUTF8(it.Name, "�") // as databases and pages can say it
				// Only what lies in one place may be one notice, and a folder of many files is
				// a collection: what is at hand goes on its way.
				stays := (folder || joined[at] || strings.Contains(it.Name, "!/")) && len(items) < together && held+len(it.Data) <= togetherData &&
					(len(items) == 0 || place(it.Name) == place(items[0].Name))
				if (!stays || it.Err != nil || it.Skipped != "") && !opt.AsOne && !flush() {
					return
				}
				if it.Err != nil || it.Skipped != "" {
					if !yield(Notice{}, Result{Source: it.Name, Err: it.Err, Skipped: it.Skipped}) {
						return
					}
					continue
				}
				items = append(items, it)
				held += len(it.Data)
			}
		}
		flush()
	}
}
