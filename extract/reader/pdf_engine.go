package reader

import (
	"context"
	"embed"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// pdfFonts is the sandbox's file system, with one font. pdfium drops a character
// whose font is not in the PDF where it finds no glyph to take the size from; this
// font has a box for every character, under a name that pdfium asks for.
//
//go:embed pdffont
var pdfFonts embed.FS

// pdfPages of 64 KB are what one document may take inside the sandbox: 384 MB.
const pdfPages = 6144

// pdfEngine compiles pdfium once per process, when the first PDF is read: 3 s,
// or a tenth of a second from the cache in the user's cache folder. The sandbox
// sees no file but that font, so that a document is read alike everywhere.
var pdfEngine = sync.OnceValues(func() (pdfium.Pool, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling). // pdfium's setjmp
		WithMemoryLimitPages(pdfPages)
	if cache, _, err := pdfCache(); err == nil { // without one the start is slow, and that is all
		config = config.WithCompilationCache(cache)
	}
	fonts, err := fs.Sub(pdfFonts, "pdffont")
	if err != nil {
		return nil, err
	}
	return webassembly.Init(webassembly.Config{
		Context: context.Background(), MaxTotal: 64, RuntimeConfig: config,
		FSConfig: wazero.NewFSConfig().WithFSMount(fonts, "/"), Stdout: io.Discard, Stderr: io.Discard, RandomSource: zeros{},
	})
})

// pdfCache opens the folder that keeps compiled code; the temporary folder serves
// where the user has no cache folder.
func pdfCache() (cache wazero.CompilationCache, dir string, err error) {
	var errs []error
	own, err := os.UserCacheDir()
	if err != nil {
		errs, own = append(errs, err), os.TempDir()
	}
	for _, d := range []string{own, os.TempDir()} {
		dir = filepath.Join(d, "taizhang", "wazero")
		if cache, err = wazero.NewCompilationCacheWithDir(dir); err == nil {
			return cache, dir, nil
		}
		errs = append(errs, err)
	}
	return nil, "", errors.Join(errs...)
}

// zeros is the sandbox's randomness: the same bytes give the same document.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
