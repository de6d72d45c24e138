package reader

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"github.com/taizhang/taizhang"
)

// isPDF looks for the signature, before which other programs may have left bytes.
func isPDF(data []byte) bool {
	head := data[:min(len(data), 1024)]
	magic := []byte("%PDF-")
	return bytes.HasPrefix(bytes.TrimLeft(head, "\xef\xbb\xbf\r\n\t "), magic) ||
		bytes.Contains(head, magic) && bytes.Contains(data, []byte(" obj"))
}

// pdfFile is an open PDF.
type pdfFile struct {
	src   taizhang.Source
	opt   Options
	lib   pdfium.Pdfium
	doc   references.FPDF_DOCUMENT
	pages []*pdfPage

	unseen unseen
}

// readPDF reads the pages' characters and rules, and makes of them what the pages
// show: paragraphs, tables, and apart from these page numbers and running heads.
func readPDF(in input) (*taizhang.Document, error) {
	pool, err := pdfEngine()
	if err != nil {
		return nil, &taizhang.Error{Kind: taizhang.IO, Path: in.src.Name, What: "the PDF library does not start", Err: err,
			Remedy: "free some memory and try again"}
	}
	lib, err := pool.GetInstanceWithContext(context.Background())
	if err != nil {
		return nil, &taizhang.Error{Kind: taizhang.IO, Path: in.src.Name, What: "the PDF library does not start", Err: err,
			Remedy: "free some memory and try again"}
	}
	// A trap may have left the sandbox in any state: it is thrown away, not closed.
	defer func() { _ = lib.Kill() }()
	return (&pdfFile{src: in.src, opt: in.opt, lib: lib}).read(in.data)
}

func (f *pdfFile) read(data []byte) (doc *taizhang.Document, err error) {
	defer func() {
		if p := recover(); p != nil {
			doc, err = nil, f.malformed("", fmt.Errorf("%v", p))
		}
	}()
	n, err := f.open(data)
	if err != nil {
		return nil, err
	}
	pictures, unreadable := 0, false
	for i := range n {
		page, err := f.page(i)
		if err != nil {
			return nil, f.malformed(fmt.Sprintf("page %d", i+1), err)
		}
		if page.garbled = !page.picture && garbled(page.chars); page.garbled {
			unreadable = true
			if f.opt.OCR {
				page.picture, page.chars = true, nil
			}
		}
		if page.picture {
			pictures++
		}
		f.pages = append(f.pages, page)
	}
	if pictures > 0 && f.opt.OCR {
		if err := f.recognize(); err != nil {
			return nil, err
		}
	} else if pictures > 0 && !f.hasText() {
		return nil, needsOCR(f.src.Name, "the pages are pictures without text")
	}
	if unreadable && !f.opt.OCR && !f.hasText() {
		return nil, needsOCR(f.src.Name, "its fonts do not say which characters they draw, so its text is none")
	}
	return f.layout()
}

// open opens the document and returns the number of its pages.
func (f *pdfFile) open(data []byte) (int, error) {
	d, err := f.lib.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return 0, &taizhang.Error{Kind: taizhang.Encrypted, Path: f.src.Name, What: "the PDF is protected by a password",
			Remedy: "open it with the password and save it without one"}
	case err != nil:
		return 0, f.malformed("", err)
	}
	f.doc = d.Document
	count, err := f.lib.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: f.doc})
	if err != nil {
		return 0, f.malformed("", err)
	}
	if count.PageCount > f.opt.Limits.Pages {
		return 0, &taizhang.Error{Kind: taizhang.TooLarge, Path: f.src.Name,
			What:   fmt.Sprintf("%d pages, more than %d", count.PageCount, f.opt.Limits.Pages),
			Remedy: "a notice has far fewer: split the file, or check that it is the right one"}
	}
	if count.PageCount <= 0 {
		return 0, f.malformed("", errors.New("it has no pages"))
	}
	return count.PageCount, nil
}

func (f *pdfFile) malformed(at string, err error) error {
	return &taizhang.Error{Kind: taizhang.Malformed, Path: f.src.Name, At: at, What: "the PDF can't be read", Err: err,
		Remedy: "download it again, or open it and print it to a new PDF"}
}

// hasText reports whether any page shows text of its own: more than a watermark.
func (f *pdfFile) hasText() bool {
	for _, p := range f.pages {
		if !p.picture && !p.garbled && len(p.chars) > 0 {
			return true
		}
	}
	return false
}
