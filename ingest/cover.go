package ingest

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/taizhang/taizhang/extract/reader"
)

// withCovers puts annexes that are named alone (附件1.docx) behind their cover: the one
// other file named of their folder, else the one other file in it. joined are the paths
// of a cover and its annexes, which stand together in out.
func withCovers(paths []string) (out []string, joined map[string]bool) {
	named := map[string][]string{} // files by their folder
	for _, at := range paths {
		if info, err := os.Stat(at); err == nil && info.Mode().IsRegular() {
			named[filepath.Dir(at)] = append(named[filepath.Dir(at)], at)
		}
	}
	joined = map[string]bool{}
	for _, at := range paths {
		files := named[filepath.Dir(at)]
		switch {
		case joined[at]:
			continue
		case !slices.Contains(files, at) || !slices.ContainsFunc(files, isAnnex):
			out = append(out, at)
			continue
		}
		covers := slices.DeleteFunc(slices.Clone(files), isAnnex)
		if len(covers) == 0 {
			covers = besides(at)
		}
		if len(covers) != 1 {
			out = append(out, at)
			continue
		}
		for _, f := range append(covers, slices.DeleteFunc(slices.Clone(files), func(f string) bool { return !isAnnex(f) })...) {
			if !joined[f] {
				joined[f] = true
				out = append(out, f)
			}
		}
	}
	return out, joined
}

// mostBeside is how many files beside an annex are looked at for its cover.
const mostBeside = 16

// besides returns the files beside an annex that may be its cover: what this program
// wrote is none.
func besides(annex string) []string {
	covers := slices.DeleteFunc(reader.Beside(annex), isAnnex)
	if len(covers) > mostBeside {
		return nil
	}
	return slices.DeleteFunc(covers, func(f string) bool {
		data, err := reader.Load(f, nil)
		return err != nil || reader.Ours(data) != ""
	})
}

// isAnnex reports whether a file is named as what belongs to a cover.
func isAnnex(path string) bool { return attachment.MatchString(filepath.Base(path)) }
