package review

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
	"github.com/taizhang/taizhang/temp"
)

// What a form may send at once, where [Options] don't say otherwise.
const (
	uploadBytes = 2 << 30
	uploadFiles = 20_000
	sameName    = 1000 // of them under one name
)

// upload is what a form sent: its files, in a folder of their own, and its fields.
type upload struct {
	dir   string
	files []string // in dir, with slashes
	form  url.Values
}

func (u *upload) discard() { os.RemoveAll(u.dir) }

// receive takes a form with files, part by part, onto the disk. The caller discards it.
func (s *Server) receive(r *http.Request) (u *upload, err error) {
	most := cmp.Or(s.opt.UploadBytes, uploadBytes)
	tooLarge := fault{http.StatusRequestEntityTooLarge, "所选文件合计超过 " + size(most) + "，请分批。"}
	if r.ContentLength > most {
		return nil, tooLarge
	}
	r.Body = http.MaxBytesReader(nil, r.Body, most)
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, fault{http.StatusBadRequest, "表单未能读入。"}
	}
	u = &upload{form: make(url.Values)}
	if u.dir, err = os.MkdirTemp("", temp.Name("")); err != nil {
		return nil, diskError(err)
	}
	temp.Sweep(u.dir)
	root, err := os.OpenRoot(u.dir)
	if err != nil {
		u.discard()
		return nil, diskError(err)
	}
	defer root.Close()
	defer func() {
		if over := new(http.MaxBytesError); errors.As(err, &over) {
			err = tooLarge
		}
		if err != nil {
			u.discard()
		}
	}()
	fields := int64(formBytes)
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			r.PostForm = u.form
			return u, nil
		}
		if err != nil {
			return u, broken(err)
		}
		_, param, _ := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
		name, isFile := param["filename"] // with its folders, which part.FileName cuts off
		switch {
		case !isFile:
			b, err := io.ReadAll(io.LimitReader(part, fields+1))
			if err != nil {
				return u, broken(err)
			}
			if fields -= int64(len(b)); fields < 0 {
				return u, formTooLarge
			}
			u.form.Add(param["name"], string(b))
			continue
		case name == "": // nothing was chosen
			continue
		}
		name, ok := safeName(name)
		switch {
		case !ok:
			return u, badName(param["filename"])
		case leftBehind(path.Base(name)):
			continue
		case len(u.files) == cmp.Or(s.opt.UploadFiles, uploadFiles):
			return u, fault{http.StatusRequestEntityTooLarge, "所选文件超过 " + strconv.Itoa(len(u.files)) + " 个，请分批，或打成压缩包。"}
		}
		if err := u.keep(root, name, part); err != nil {
			return u, err
		}
	}
}

// keep writes a file under its name, or under one beside it where that is taken.
func (u *upload) keep(root *os.Root, name string, from io.Reader) error {
	if err := root.MkdirAll(filepath.FromSlash(path.Dir(name)), 0o700); err != nil {
		return diskError(err)
	}
	ext := path.Ext(name)
	as := name
	for n := 2; ; n++ {
		f, err := root.OpenFile(filepath.FromSlash(as), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, fs.ErrExist) && n == sameName {
			return fault{http.StatusRequestEntityTooLarge, "名为“" + name + "”的文件超过 " + strconv.Itoa(sameName-1) + " 个，所有文件均未读入。请改名，或分批。"}
		}
		if errors.Is(err, fs.ErrExist) {
			as = strings.TrimSuffix(name, ext) + "(" + strconv.Itoa(n) + ")" + ext
			continue
		}
		if err != nil && len(path.Base(as)) > 255 { // bytes: more than any disk takes
			return badName(name)
		}
		if err != nil {
			return diskError(err)
		}
		w := &written{w: f}
		_, err = io.Copy(w, from)
		w.err = errors.Join(w.err, f.Close())
		u.files = append(u.files, as)
		if w.err != nil {
			return diskError(w.err)
		}
		return broken(err)
	}
}

// written keeps apart what goes wrong on the disk from what goes wrong on the way to it.
type written struct {
	w   io.Writer
	err error
}

func (w *written) Write(p []byte) (n int, err error) {
	n, w.err = w.w.Write(p)
	return n, w.err
}

// broken says that a form ended before its end; an upload that is too large stays what it is.
func broken(err error) error {
	if over := new(http.MaxBytesError); err == nil || errors.As(err, &over) {
		return err
	}
	return fault{http.StatusBadRequest, "上传中断，文件未读入，请再试一次。"}
}

func diskError(err error) error {
	return &taizhang.Error{Kind: taizhang.IO, What: "a file can't be kept in the temporary folder", Err: err,
		Remedy: "check the free space there, and that the names are not too long"}
}

// device is a name that Windows takes for a device, whatever its ending.
var device = lazy.NewPattern(`(?i)^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)`)

// safeName is a file's name as it may be kept in a folder of ours, with slashes; false
// for one that leads out of it, or that is no file everywhere.
func safeName(name string) (string, bool) {
	name = strings.ReplaceAll(name, `\`, "/")
	if !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) || strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':' {
		return "", false
	}
	for p := range strings.SplitSeq(name, "/") {
		if p == ".." || device.MatchString(p) {
			return "", false
		}
	}
	name = path.Clean(name)
	return name, name != "." && filepath.IsLocal(filepath.FromSlash(name))
}

func badName(name string) error {
	return fault{http.StatusBadRequest, "文件名“" + name + "”不能使用，所有文件均未读入。请改名后再试。"}
}

// leftBehind reports whether a file is what programs leave beside others.
func leftBehind(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$")
}

// size is a number of bytes in words.
func size(n int64) string {
	switch {
	case n >= 1<<30:
		return strconv.FormatInt(n>>30, 10) + " GB"
	case n >= 1<<20:
		return strconv.FormatInt(n>>20, 10) + " MB"
	}
	return strconv.FormatInt(n>>10, 10) + " KB"
}
