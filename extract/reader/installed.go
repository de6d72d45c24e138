package reader

import (
	"context"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// Office returns the program that old office files are read by way of.
func Office() (program string, err error) { return findOffice(officePlaces()) }

// Tesseract returns the program that pictures of text are read with. The error is of
// type *taizhang.Error: it is not there, or has no data for simplified Chinese.
func Tesseract(ctx context.Context) (program string, err error) {
	program, err = exec.LookPath("tesseract")
	if err != nil {
		return "", needsOCR("", "tesseract is not installed")
	}
	cmd := exec.CommandContext(ctx, program, "--list-langs")
	cmd.WaitDelay = time.Second
	out, err := cmd.CombinedOutput() // older ones list on standard error
	if err != nil {
		return program, needsOCR("", "tesseract does not start: "+err.Error())
	}
	if !slices.Contains(strings.Fields(string(out)), "chi_sim") {
		return program, needsOCR("", "tesseract has no data for simplified Chinese (chi_sim)")
	}
	return program, nil
}

// PDFCache returns the folder in which the PDF engine is kept compiled, made if need
// be. Without one each process that reads a PDF starts 3 s later.
func PDFCache(ctx context.Context) (dir string, err error) {
	cache, dir, err := pdfCache()
	if err != nil {
		return "", err
	}
	return dir, cache.Close(ctx)
}
