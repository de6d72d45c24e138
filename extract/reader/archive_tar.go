package reader

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// isTar knows a TAR file by the checksum of its first header, which the oldest have too.
func isTar(data []byte) bool {
	if len(data) < 512 || data[0] == 0 {
		return false
	}
	want, err := strconv.ParseUint(strings.Trim(string(data[148:156]), " \x00"), 8, 32)
	if err != nil {
		return false
	}
	sum := uint64(8 * ' ')
	for i, c := range data[:512] {
		if i < 148 || i >= 156 {
			sum += uint64(c)
		}
	}
	return sum == want
}

func isGzip(data []byte) bool { return bytes.HasPrefix(data, []byte("\x1f\x8b\x08")) }

func (x *expander) tarFile(name string, data []byte, depth int) error {
	return x.tar(name, bytes.NewReader(data), depth)
}

// tar expands an archive as it comes, so that what lies before damage is read.
func (x *expander) tar(name string, r io.Reader, depth int) error {
	t := tar.NewReader(r)
	seen := map[string]int{}
	for !x.stop() {
		h, err := t.Next()
		if err == io.EOF {
			return nil
		}
		if errors.Is(err, errBomb) {
			return bomb(name)
		}
		if err != nil {
			return damaged(name, err)
		}
		within := entryName(h.Name)
		if h.Typeflag == tar.TypeDir || hiddenPath(within) {
			continue
		}
		within = unrepeated(seen, within)
		if h.Typeflag != tar.TypeReg {
			x.emit(Item{Name: name + inner + within, Skipped: "no ordinary file"})
			x.entries--
			continue
		}
		broken := false
		x.entry(name+inner+within, depth, func() ([]byte, error) {
			data, err := x.unpack(name+inner+within, t, 0)
			broken = errors.Is(err, errBomb) || err != nil && taizhang.KindOf(err) == taizhang.Malformed
			return data, err
		})
		if broken {
			return nil // the entry said so, and there is no way past it
		}
	}
	return nil
}

// gzip expands a TAR.GZ, or the one file that is packed.
func (x *expander) gzip(name string, data []byte, depth int) error {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return damaged(name, err)
	}
	l := x.opt.Limits
	bounded := &bombGuard{r: z, left: min(l.Expanded, max(1<<20, int64(len(data))*l.Ratio))}
	r := bufio.NewReader(bounded)
	if head, _ := r.Peek(512); isTar(head) {
		return x.tar(name, r, depth)
	}
	within := name[strings.LastIndexAny(name, `/\`)+1:]
	if s, ok := strings.CutSuffix(strings.ToLower(within), ".gz"); ok && s != "" {
		within = within[:len(s)]
	}
	x.entry(name+inner+within, depth, func() ([]byte, error) {
		return x.unpack(name+inner+within, r, int64(len(data)))
	})
	return nil
}

var errBomb = errors.New("it unpacks to far more than its size")

// bombGuard ends a stream that unpacks to more than a document can; skipping over
// an entry costs time as well.
type bombGuard struct {
	r    io.Reader
	left int64
}

func (g *bombGuard) Read(p []byte) (int, error) {
	if g.left <= 0 {
		return 0, errBomb
	}
	n, err := g.r.Read(p[:min(int64(len(p)), g.left)])
	g.left -= int64(n)
	return n, err
}

func bomb(name string) error {
	return &taizhang.Error{Kind: taizhang.TooLarge, Path: name, What: "not read to its end", Err: errBomb, Remedy: "check where it comes from"}
}
