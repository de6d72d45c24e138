package reader

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// walked is a path that the user named, such that a link to a folder is that folder.
func walked(path string) string {
	if info, err := os.Lstat(path); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return path + string(filepath.Separator)
	}
	return path
}

// folder expands each file under dir, in the order of their names.
func (x *expander) folder(dir string) {
	none, dir := true, walked(dir)
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		why, silent := "", false
		if path != dir {
			why, silent = x.noise(e.Name())
		}
		switch {
		case x.done || x.ctx.Err() != nil:
			return filepath.SkipAll
		case err != nil:
			none = false
			x.emit(Item{Name: path, Err: ioError(path, err)})
			return nil // what else there is goes on
		case e.IsDir() && silent:
			return filepath.SkipDir
		case e.IsDir() || silent:
			return nil
		}
		none = false
		if why == "" {
			why = irregular(path, e)
		}
		if why != "" {
			x.emit(Item{Name: path, Skipped: why})
			return nil
		}
		data, err := Load(path, nil)
		x.root(path, data, err)
		return nil
	})
	if none && err == nil && !x.done {
		x.emit(Item{Name: dir, Err: emptyContainer(dir)})
	}
}

// Beside returns the other files of the folder that a file lies in, in the order of their
// names, and of those what Expand would read.
func Beside(file string) (out []string) {
	dir := filepath.Dir(file)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if why, silent := noise(e.Name()); !e.IsDir() && !silent && why == "" && irregular(path, e) == "" && path != filepath.Clean(file) {
			out = append(out, path)
		}
	}
	return out
}

// Count is how many files Expand will find at path, at once as it opens none: an
// archive counts as one, whatever is in it.
func Count(path string) int {
	n := 0
	path = walked(path)
	filepath.WalkDir(path, func(at string, e fs.DirEntry, err error) error {
		silent := false
		if at != path {
			_, silent = noise(e.Name())
		}
		switch {
		case e != nil && e.IsDir() && silent:
			return filepath.SkipDir
		case e != nil && e.IsDir() && err == nil || silent:
			return nil
		}
		n++ // what can't be reached too: it is reported
		return nil
	})
	return max(n, 1) // - and addresses are no files, an empty folder is reported
}

// irregular says why what lies in a folder can't be read as a file: a link to a
// folder could lead in circles, a pipe never end.
func irregular(path string, e fs.DirEntry) string {
	if e.Type()&fs.ModeSymlink == 0 {
		if !e.Type().IsRegular() {
			return "no ordinary file"
		}
		return ""
	}
	switch info, err := os.Stat(path); {
	case err != nil:
		return "a link to nothing"
	case info.IsDir():
		return "a link to a folder"
	case !info.Mode().IsRegular():
		return "no ordinary file"
	}
	return ""
}

func (x *expander) noise(base string) (why string, silent bool) {
	if why, silent = noise(base); x.opt.All {
		why = ""
	}
	return why, silent
}

// noise says why a file in a folder or archive is no document; what programs
// leave behind is silent. A file that the user names is read whatever its name.
func noise(base string) (why string, silent bool) {
	lower := strings.ToLower(base)
	switch {
	case strings.HasPrefix(lower, "."), strings.HasPrefix(lower, "~$"), lower == "__macosx", lower == "thumbs.db", lower == "desktop.ini":
		return "", true
	}
	return noDocument[strings.TrimPrefix(filepath.Ext(lower), ".")], false
}

// noDocument says what files are that lie beside notices, by the end of their names.
var noDocument = func() map[string]string {
	m := map[string]string{}
	for why, ends := range map[string]string{
		"a picture":             "png jpg jpeg jfif gif bmp ico svg webp tif tiff psd wmf emf",
		"part of a web page":    "css js mjs map woff woff2 ttf otf eot json",
		"a film or sound":       "mp3 mp4 avi mov wmv flv wav m4a mkv",
		"a program":             "exe dll so dylib bat cmd ps1 sh msi class jar pyc lnk url",
		"a database":            "db sqlite db-wal db-shm mdb accdb",
		"a temporary file":      "tmp bak swp crdownload part",
		"a signature of a file": "p7s asc sig md5 sha256",
	} {
		for _, e := range strings.Fields(ends) {
			m[e] = why
		}
	}
	return m
}()
