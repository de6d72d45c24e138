package main

import (
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/store"
)

// of adds the flags that say how sources are read.
func (f *flags) of(r *office.Reading) {
	f.planYear(r)
	f.BoolVar(&r.AsOne, "as-one", false, "all sources are one notice: a cover page and its attachments")
}

func (f *flags) planYear(r *office.Reading) {
	f.IntVar(&r.PlanYear, "plan-year", 0, "the `YEAR` of the plan, where the notice does not say it")
}

// pictures adds the flags that say how pictures of text are read.
func (f *flags) pictures(r *office.Reading) {
	f.ocr(&r.OCR)
	f.IntVar(&r.DPI, "ocr-dpi", 0, "`POINTS` an inch at which --ocr draws pages (default 300)")
}

func (f *flags) ocr(on *bool) {
	f.BoolVar(on, "ocr", false, "read pictures of text with tesseract, which must be installed")
}

// again adds the flags that say what is read once more.
func (f *flags) again(r *office.Reading) {
	f.BoolVar(&r.Force, "force", false, "read sources again that were stored before")
	f.BoolVar(&r.Retry, "retry-failed", false, "read sources again that failed before; all of them, when no source is named")
}

// records are the flags that say which fields of a collection's records hold a notice.
func (f *flags) records() func() (*reader.Records, error) {
	r := &reader.Records{SQLite: store.Collection}
	f.StringVar(&r.Text, "text-field", "", "sources are JSON lines, CSV or SQLite of a crawl, and the text or page is in this `FIELD`")
	f.StringVar(&r.Title, "title-field", "", "… the title in this `FIELD`")
	f.StringVar(&r.URL, "url-field", "", "… the address in this `FIELD`")
	f.StringVar(&r.ID, "id-field", "", "… what to name a record by in this `FIELD`; else its address, else its number")
	return func() (*reader.Records, error) {
		switch {
		case r.Text != "":
			return r, nil
		case r.Title+r.URL+r.ID != "":
			return nil, usage("name the field that holds the text as well: --text-field FIELD")
		}
		return nil, nil
	}
}
