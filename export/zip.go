package export

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"encoding/xml"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/taizhang/taizhang/temp"
)

const contentTypes = "[Content_Types].xml"

// wholePart is up to what size a part waits to be compressed beside the others; a
// larger one is compressed as it comes, so that memory stays bounded.
const wholePart = 1 << 20

// canonicalZip collects a document's parts and writes them in one order with one
// time: excelize's own order follows Go's maps.
type canonicalZip struct{ parts []*zipPart }

// zipPart is one file of the archive: whole in raw, or compressed through fw.
type zipPart struct {
	name string
	raw  bytes.Buffer
	fw   *flate.Writer
	out  temp.Buffer
	crc  uint32
	size uint64
	rest []byte // what follows all that is written; see divide
}

// compressors are costly to make, so they are kept.
var compressors = sync.Pool{New: func() any {
	fw, err := flate.NewWriter(nil, flate.BestSpeed)
	if err != nil {
		panic(err) // the level is ours
	}
	return fw
}}

// Create starts a part.
func (z *canonicalZip) Create(name string) (io.Writer, error) {
	p := &zipPart{name: name}
	z.parts = append(z.parts, p)
	return p, nil
}

// divide returns a small part to be written on behind the first mark in it.
func (z *canonicalZip) divide(name, mark string) (*zipPart, error) {
	for _, p := range z.parts {
		if at := bytes.Index(p.raw.Bytes(), []byte(mark)); p.name == name && at >= 0 {
			at += len(mark)
			p.rest = bytes.Clone(p.raw.Bytes()[at:])
			p.raw.Truncate(at)
			return p, nil
		}
	}
	return nil, fmt.Errorf("there is no %s in %s", mark, name) // excelize writes otherwise
}

// Write adds to a part.
func (p *zipPart) Write(b []byte) (int, error) {
	if p.fw == nil && p.raw.Len()+len(b) <= wholePart {
		return p.raw.Write(b)
	}
	if err := p.compress(); err != nil {
		return 0, err
	}
	p.crc = crc32.Update(p.crc, crc32.IEEETable, b)
	p.size += uint64(len(b))
	return p.fw.Write(b)
}

// compress sends what waits, and what follows, through a compressor.
func (p *zipPart) compress() error {
	if p.fw != nil {
		return nil
	}
	p.fw = compressors.Get().(*flate.Writer)
	p.fw.Reset(&p.out)
	raw := p.raw.Bytes()
	p.raw = bytes.Buffer{}
	p.crc, p.size = crc32.ChecksumIEEE(raw), uint64(len(raw))
	_, err := p.fw.Write(raw)
	return err
}

// finish ends a part.
func (p *zipPart) finish() error {
	_, err := p.Write(p.rest)
	if err == nil {
		err = p.compress()
	}
	if err != nil {
		return err
	}
	err = p.fw.Close()
	compressors.Put(p.fw)
	p.fw = nil
	return err
}

// AddFS is part of excelize's interface; nothing here uses it.
func (z *canonicalZip) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close is excelize's word that it has no more; the archive is written by write.
func (z *canonicalZip) Close() error { return nil }

// write ends all parts and writes the archive: content types and package relations
// first, as programs that sniff for a workbook expect, then by name.
func (z *canonicalZip) write(w io.Writer) error {
	if err := z.finishAll(); err != nil {
		return err
	}
	rank := func(p *zipPart) int { return slices.Index([]string{"_rels/.rels", contentTypes}, p.name) }
	slices.SortFunc(z.parts, func(a, b *zipPart) int {
		return cmp.Or(cmp.Compare(rank(b), rank(a)), cmp.Compare(a.name, b.name))
	})
	out := zip.NewWriter(w)
	for _, p := range z.parts {
		//lint:ignore SA1019 CreateRaw writes this field as it stands, and not Modified
		h := &zip.FileHeader{Name: p.name, Method: zip.Deflate, ModifiedDate: 1<<5 | 1, // 1980-01-01, the first a ZIP knows
			CRC32: p.crc, UncompressedSize64: p.size, CompressedSize64: uint64(p.out.Size())}
		if p.size > 1<<32-1 {
			return errors.New("a sheet is larger than 4 GB; export fewer notices at once")
		}
		w, err := out.CreateRaw(h)
		if err != nil {
			return err
		}
		if err := p.out.CopyTo(w); err != nil {
			return err
		}
	}
	return out.Close()
}

// discard removes what the parts have on disk.
func (z *canonicalZip) discard() error {
	var errs []error
	for _, p := range z.parts {
		errs = append(errs, p.out.Discard())
	}
	return errors.Join(errs...)
}

// finishAll ends every part, as many at a time as there are processors.
func (z *canonicalZip) finishAll() error {
	for _, p := range z.parts {
		if p.name == contentTypes {
			if err := p.sortTypes(); err != nil {
				return err
			}
		}
	}
	errs := make([]error, len(z.parts))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(z.parts)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(z.parts); i = int(next.Add(1)) - 1 {
				errs[i] = z.parts[i].finish()
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// sortTypes puts the content types, which are few, in order.
func (p *zipPart) sortTypes() error {
	type def struct {
		Extension   string `xml:"Extension,attr"`
		ContentType string `xml:"ContentType,attr"`
	}
	type override struct {
		PartName    string `xml:"PartName,attr"`
		ContentType string `xml:"ContentType,attr"`
	}
	var types struct {
		XMLName  xml.Name   `xml:"http://schemas.openxmlformats.org/package/2006/content-types Types"`
		Default  []def      `xml:"Default"`
		Override []override `xml:"Override"`
	}
	if err := xml.Unmarshal(p.raw.Bytes(), &types); err != nil {
		return err
	}
	slices.SortFunc(types.Default, func(a, b def) int { return cmp.Compare(a.Extension, b.Extension) })
	slices.SortFunc(types.Override, func(a, b override) int { return cmp.Compare(a.PartName, b.PartName) })
	body, err := xml.Marshal(types)
	if err != nil {
		return err
	}
	p.raw.Reset()
	p.raw.WriteString(xml.Header)
	p.raw.Write(body)
	return nil
}
