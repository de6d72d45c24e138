package reader

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"

	"github.com/taizhang/taizhang"
)

// Item is one source that a path expands to. Of Data, Skipped and Err exactly one
// is set: the bytes, why it is no document and was left out, or why it can't be
// read (a *taizhang.Error).
type Item struct {
	Name    string // as a person finds it: "folder/a.zip!/附件/表.docx", "mail.eml!/body.html"
	Data    []byte
	Skipped string
	Err     error
}

// Expand gives the sources behind a path, one at a time: a file is itself, a
// folder its files in sorted order, a ZIP, TAR, RAR, gzip file or mail its contents,
// nested ones too; - is standard input, http(s)://… is fetched. What each is, its
// content says, not its name. A container that breaks off gives what came before
// and then an Item with Err. Once ctx is done no more items come.
func Expand(ctx context.Context, path string, stdin io.Reader, opt Options) iter.Seq[Item] {
	opt.Limits = opt.Limits.orDefault()
	return func(yield func(Item) bool) {
		x := &expander{ctx: ctx, opt: opt, yield: yield}
		if isAddress(path) {
			name, data, err := Fetch(ctx, path, opt)
			x.root(name, data, err)
			return
		}
		if info, err := os.Stat(path); path != "-" && err == nil && info.IsDir() {
			x.folder(path)
			return
		}
		if opt.Records != nil {
			x.collection(path, stdin)
			return
		}
		data, err := Load(path, stdin)
		x.root(path, data, err)
	}
}

// expander carries what one call of Expand has spent.
type expander struct {
	ctx     context.Context
	opt     Options
	yield   func(Item) bool
	left    int64 // bytes that may still be unpacked from the file at hand
	entries int   // files that may still come out of it
	full    bool  // the file at hand went over a limit: nothing more of it
	done    bool  // the caller wants no more
}

// inner separates a container's name from that of what is in it.
const inner = "!/"

// root expands a file that is in no other, with limits of its own.
func (x *expander) root(name string, data []byte, err error) {
	l := x.opt.Limits
	x.left, x.entries, x.full = l.Expanded, l.Entries, false
	if err == nil && int64(len(data)) > l.FileBytes {
		err = overSize(name, l.FileBytes)
	}
	if err != nil {
		x.emit(Item{Name: name, Err: err})
		return
	}
	x.source(name, data, 0)
}

// source expands data, which lies in depth containers.
func (x *expander) source(name string, data []byte, depth int) {
	open := containerOf(data)
	if open == nil {
		x.emit(Item{Name: name, Data: data})
		return
	}
	if depth >= x.opt.Limits.Depth {
		x.emit(Item{Name: name, Err: &taizhang.Error{Kind: taizhang.TooLarge, Path: name,
			What:   fmt.Sprintf("archives in archives, more than %d deep", x.opt.Limits.Depth),
			Remedy: "unpack it and give the files"}})
		return
	}
	before := x.entries
	if err := open(x, name, data, depth+1); err != nil {
		x.emit(Item{Name: name, Err: err})
	} else if x.entries == before && !x.stop() {
		x.emit(Item{Name: name, Err: emptyContainer(name)})
	}
}

// containerOf tells how to open data, or nil when it is one source by itself.
func containerOf(data []byte) func(x *expander, name string, data []byte, depth int) error {
	switch {
	case isZip(data):
		if isZipDocument(data) {
			return nil
		}
		return (*expander).zip
	case isGzip(data):
		return (*expander).gzip
	case isTar(data):
		return (*expander).tarFile
	case isRAR(data):
		return (*expander).rar
	case isMbox(data):
		return (*expander).mbox
	case isMail(data):
		return (*expander).mail
	case isMSG(data):
		return (*expander).msg
	}
	return nil
}

// entry takes one file out of a container. read is called when it is wanted; its
// error is the entry's alone.
func (x *expander) entry(name string, depth int, read func() ([]byte, error)) {
	base := name[strings.LastIndexByte(name, '/')+1:]
	why, silent := x.noise(base)
	if silent {
		x.entries-- // it counts, so that millions of them end too
		return
	}
	if x.entries--; x.entries < 0 {
		x.full = true
		container := name[:strings.LastIndex(name, inner)]
		x.emit(Item{Name: container, Err: &taizhang.Error{Kind: taizhang.TooLarge, Path: container,
			What: fmt.Sprintf("more than %d files in it; the rest was not read", x.opt.Limits.Entries), Remedy: "unpack it and give the folder"}})
		return
	}
	if why != "" {
		x.emit(Item{Name: name, Skipped: why})
		return
	}
	data, err := read()
	if err != nil {
		x.emit(Item{Name: name, Err: err})
		return
	}
	x.source(name, data, depth)
}

// unpack reads one entry whole, within the limits. packed is what it takes in its
// container, or 0 when that can't be told.
func (x *expander) unpack(name string, r io.Reader, packed int64) ([]byte, error) {
	l := x.opt.Limits
	bound := min(l.FileBytes, x.left)
	if packed > 0 {
		bound = min(bound, max(1<<20, packed*l.Ratio))
	}
	data, err := io.ReadAll(io.LimitReader(r, bound+1))
	x.left -= int64(len(data))
	switch {
	case int64(len(data)) > bound && x.left < 0:
		x.full = true
		return nil, &taizhang.Error{Kind: taizhang.TooLarge, Path: name,
			What: fmt.Sprintf("with it the archive unpacks to more than %d MB; the rest was not read", l.Expanded>>20), Remedy: "unpack it and give the folder"}
	case int64(len(data)) > bound && bound < l.FileBytes:
		return nil, &taizhang.Error{Kind: taizhang.TooLarge, Path: name,
			What: fmt.Sprintf("it unpacks to more than %d times its size, as no document does", l.Ratio), Remedy: "check where it comes from"}
	case int64(len(data)) > bound:
		return nil, overSize(name, l.FileBytes)
	case errors.Is(err, errBomb):
		return nil, bomb(name)
	case err != nil:
		return nil, damaged(name, err)
	}
	return data, nil
}

func (x *expander) emit(it Item) {
	if !x.done && (x.ctx.Err() != nil || !x.yield(it)) {
		x.done = true
	}
}

// stop reports whether the container at hand is to be left.
func (x *expander) stop() bool {
	x.done = x.done || x.ctx.Err() != nil
	return x.done || x.full
}

func emptyContainer(name string) error {
	return &taizhang.Error{Kind: taizhang.Empty, Path: name, What: "there is no file in it", Remedy: "check that it is the right one"}
}

func overSize(name string, limit int64) error {
	return &taizhang.Error{Kind: taizhang.TooLarge, Path: name, What: fmt.Sprintf("larger than %d MB", limit>>20),
		Remedy: "a notice is far smaller: split the file, or check that it is the right one"}
}

func damaged(name string, err error) error {
	return &taizhang.Error{Kind: taizhang.Malformed, Path: name, What: "the archive is damaged here", Err: err,
		Remedy: "download it again, or unpack it and give the files"}
}

// isContainer knows what Expand opens. Given to Read by itself it is no source.
func isContainer(data []byte) bool {
	return isZip(data) || isGzip(data) || isTar(data) || isRAR(data) || isMbox(data) || isMail(data) || isMSG(data)
}

func refuseContainer(in input) (*taizhang.Document, error) {
	what := "this is an archive of files"
	if isZip(in.data) {
		if _, err := openZip(in.src.Name, in.data, in.opt.Limits); err != nil {
			return nil, err
		}
		if isZipDocument(in.data) {
			what = "this is a kind of document that is not read (such as .pptx, .odp, .epub)"
		}
	} else if isMbox(in.data) || isMail(in.data) || isMSG(in.data) {
		what = "this is a mail, with what is attached"
	}
	return nil, unsupported(in.src.Name, what)
}
