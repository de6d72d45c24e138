package reader

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"math"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klippa-app/go-pdfium/requests"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/temp"
)

const (
	ocrDPI    = 300
	ocrPixels = 40 << 20 // of one page: more, and it is read more coarsely
	ocrPoor   = 60       // of 100: a page that tesseract is less sure of is poor

	// Memory of a page at work: what drawing and reading it takes, and tesseract.
	ocrReader    = 192 << 20
	ocrTesseract = 176 << 20
)

func needsOCR(path, what string) error {
	return &taizhang.Error{Kind: taizhang.NeedsOCR, Path: path, What: what,
		Remedy: "install tesseract with its data for simplified Chinese (Debian: tesseract-ocr tesseract-ocr-chi-sim), then read it with --ocr"}
}

// recognize has tesseract read the pages that are pictures: as many at a time as
// memory allows, while the next page is drawn. It runs in a folder of its own, which
// is removed after.
func (f *pdfFile) recognize() error {
	program, err := exec.LookPath("tesseract")
	if err != nil {
		return needsOCR(f.src.Name, "the pages are pictures, and tesseract is not installed")
	}
	dir, err := os.MkdirTemp("", temp.Name(""))
	if err != nil {
		return ioError(f.src.Name, err)
	}
	defer os.RemoveAll(dir)
	temp.Sweep(dir)
	cores := max(runtime.GOMAXPROCS(0), 1)
	several := int(max(1, min(int64(cores), (f.opt.Limits.Memory-f.opt.Limits.Memory/16-ocrReader)/ocrTesseract)))
	t := &tesseract{program: program, dir: dir, limit: f.opt.Limits.Time, threads: max(cores/several, 1)}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	todo := 0
	for _, p := range f.pages {
		if p.picture {
			todo++
		}
	}
	var read atomic.Int32
	var wait sync.WaitGroup
	slots := make(chan struct{}, several)
	failed := make([]error, len(f.pages))
	for i, p := range f.pages {
		if !p.picture || ctx.Err() != nil {
			continue
		}
		scan, err := f.render(p)
		debug.FreeOSMemory() // each page's picture is large, and tesseract wants the memory
		if err != nil {
			cancel()
			wait.Wait()
			return f.malformed(fmt.Sprintf("page %d", p.number), err)
		}
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			lines, cells, err := t.readScan(ctx, scan)
			if err != nil {
				failed[i] = err
				cancel()
				return
			}
			p.recognized(lines, cells)
			if n := read.Add(1); f.opt.Recognized != nil {
				f.opt.Recognized(f.src.Name, int(n), todo)
			}
		})
	}
	wait.Wait()
	for i, err := range failed {
		if err == nil || errors.Is(err, context.Canceled) {
			continue
		}
		var known *taizhang.Error
		if errors.As(err, &known) {
			known.Path, known.At = f.src.Name, fmt.Sprintf("page %d", i+1)
			return known
		}
		return f.malformed(fmt.Sprintf("page %d", i+1), err)
	}
	return nil
}

// scan is a page as tesseract is to read it: the page as a PNG file, which may be empty,
// and its tables' cells below each other in another.
type scan struct {
	page, stack []byte
	cells       []scanCell
	scale       float64 // points a pixel
}

// render draws a page, levels its lines and takes its tables out.
func (f *pdfFile) render(p *pdfPage) (s scan, err error) {
	dpi := float64(f.opt.OCRDPI)
	if dpi <= 0 {
		dpi = ocrDPI
	}
	if inches := p.width * p.height / 72 / 72; inches*dpi*dpi > ocrPixels {
		dpi = max(math.Floor(math.Sqrt(ocrPixels/inches)), 1)
	}
	s.scale = 72 / dpi
	seals := f.seals(p, int(dpi))
	drawn, err := f.lib.RenderPageInDPI(&requests.RenderPageInDPI{Page: f.pageOf(p), DPI: int(dpi), ImageFormat: requests.RenderImageFormatGrayscale})
	if err != nil {
		return s, err
	}
	defer drawn.Cleanup()
	page := drawn.Result.RenderedImage
	if gray, ok := page.(*image.Gray); ok {
		for _, seal := range seals {
			draw.Draw(gray, seal.Rect, seal, seal.Rect.Min, draw.Src)
		}
		if !p.garbled { // what was drawn by a program is straight, and its rules are known
			gray = straight(gray, int(dpi))
			p.rules = scannedRules(gray, int(dpi))
			whiten(gray)
		}
		if s.cells = scannedCells(gray, tableFrames(p.rules), s.scale); len(s.cells) > 0 {
			if s.stack, err = asPNG(stacked(gray, s.cells)); err != nil {
				return s, err
			}
			for _, c := range s.cells {
				blank(gray, c.at)
			}
			if !inked(gray, gray.Rect) {
				return s, nil
			}
		}
		page = gray
	}
	s.page, err = asPNG(page)
	return s, err
}

func asPNG(picture image.Image) ([]byte, error) {
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, picture)
	return b.Bytes(), err
}

// tesseract is the program, run in dir, with a time limit for each page.
type tesseract struct {
	program, dir string
	limit        time.Duration
	threads      int
}

// readScan returns the lines of a page, and those of its cells, at their places on it.
func (t *tesseract) readScan(ctx context.Context, s scan) (lines, cells []ocrLine, err error) {
	if len(s.page) > 0 {
		table, err := t.read(ctx, s.page, "3")
		if err != nil {
			return nil, nil, err
		}
		lines = ocrLines(table, s.scale)
	}
	if len(s.stack) > 0 {
		table, err := t.read(ctx, s.stack, "6") // one block of text
		if err != nil {
			return nil, nil, err
		}
		cells = s.unstacked(ocrLines(table, s.scale))
	}
	return lines, cells, nil
}

// read returns the table of words that tesseract finds in a picture, taken for a page (3)
// or a block of text (6).
func (t *tesseract) read(ctx context.Context, picture []byte, mode string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, t.limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, t.program, "-", "-", "-l", "chi_sim", "--psm", mode, "tsv")
	cmd.Dir = t.dir
	cmd.Env = append(os.Environ(), "TMPDIR="+t.dir, "TEMP="+t.dir, "TMP="+t.dir, "OMP_THREAD_LIMIT="+strconv.Itoa(t.threads), "OMP_WAIT_POLICY=passive")
	cmd.WaitDelay = time.Second
	cmd.Stdin = bytes.NewReader(picture)
	var out, report bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &report
	err := cmd.Run()
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return "", &taizhang.Error{Kind: taizhang.Timeout, What: fmt.Sprintf("tesseract took longer than %v", t.limit),
			Remedy: "split the file, or read it on a faster machine"}
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil && strings.Contains(report.String(), "chi_sim"):
		return "", needsOCR("", "tesseract has no data for simplified Chinese (chi_sim)")
	case err != nil:
		return "", fmt.Errorf("tesseract: %w: %.200s", err, strings.TrimSpace(report.String()))
	}
	return out.String(), nil
}
