package export

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"encoding/xml"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

const contentTypes = "[Content_Types].xml"

// wholePart is up to what size a part waits to be compressed beside the others; a
// larger one is compressed as it comes, so that memory stays bounded.
const wholePart = 1 << 20

// canonicalZip collects a workbook's parts and writes them in one order with one
// time: excelize's own order follows Go's maps.
type canonicalZip struct {
	w     io.Writer
	parts []*zipPart
	open  *zipPart
}

// zipPart is one file of the archive: whole in raw, or compressed through fw.
type zipPart struct {
	name string
	raw  bytes.Buffer
	fw   *flate.Writer
	buf  bytes.Buffer
	crc  uint32
	size uint64
}

// compressors are costly to make, so they are kept.
var compressors = sync.Pool{New: func() any {
	fw, err := flate.NewWriter(nil, flate.BestSpeed)
	if err != nil {
		panic(err) // the level is ours
	}
	return fw
}}

func newCanonicalZip(w io.Writer) *canonicalZip { return &canonicalZip{w: w} }

// Create starts a part; the one before is then complete.
func (z *canonicalZip) Create(name string) (io.Writer, error) {
	if err := z.open.finish(false); err != nil {
		return nil, err
	}
	z.open = &zipPart{name: name}
	z.parts = append(z.parts, z.open)
	return z.open, nil
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
	p.fw.Reset(&p.buf)
	raw := p.raw.Bytes()
	p.raw = bytes.Buffer{}
	p.crc, p.size = crc32.ChecksumIEEE(raw), uint64(len(raw))
	_, err := p.fw.Write(raw)
	return err
}

// finish ends a part that is being compressed; with whole, also one that waits.
func (p *zipPart) finish(whole bool) error {
	if p == nil || p.fw == nil && !whole {
		return nil
	}
	if err := p.compress(); err != nil {
		return err
	}
	err := p.fw.Close()
	compressors.Put(p.fw)
	p.fw = nil
	return err
}

// AddFS is part of excelize's interface; nothing here uses it.
func (z *canonicalZip) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the archive: content types and package relations first, as
// programs that sniff for a workbook expect, then by name.
func (z *canonicalZip) Close() error {
	if err := z.compressAll(); err != nil {
		return err
	}
	rank := func(p *zipPart) int { return slices.Index([]string{"_rels/.rels", contentTypes}, p.name) }
	slices.SortFunc(z.parts, func(a, b *zipPart) int {
		return cmp.Or(cmp.Compare(rank(b), rank(a)), cmp.Compare(a.name, b.name))
	})
	out := zip.NewWriter(z.w)
	for _, p := range z.parts {
		//lint:ignore SA1019 CreateRaw writes this field as it stands, and not Modified
		h := &zip.FileHeader{Name: p.name, Method: zip.Deflate, ModifiedDate: 1<<5 | 1, // 1980-01-01, the first a ZIP knows
			CRC32: p.crc, UncompressedSize64: p.size, CompressedSize64: uint64(p.buf.Len())}
		if p.size > 1<<32-1 {
			return errors.New("a sheet is larger than 4 GB; export fewer notices at once")
		}
		w, err := out.CreateRaw(h)
		if err != nil {
			return err
		}
		if _, err := w.Write(p.buf.Bytes()); err != nil {
			return err
		}
		p.buf = bytes.Buffer{}
	}
	return out.Close()
}

// compressAll ends every part, as many at a time as there are processors.
func (z *canonicalZip) compressAll() error {
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
				if p := z.parts[i]; p == z.open || p.raw.Len() > 0 || p.size == 0 {
					errs[i] = p.finish(true)
				}
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
