package reader

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
)

// damagedZIP makes n archives of a sound one, cycling through its members: each
// is still a ZIP, with one member cut, nested 5,000 deep, swollen to 300 MB, or
// left out.
func damagedZIP(data []byte, n int) (files []hostileFile) {
	sound, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil
	}
	for i := 0; len(files) < n && len(sound.File) > 0; i++ {
		victim := sound.File[i%len(sound.File)]
		kind := i / len(sound.File) % 6
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		var what string
		for _, f := range sound.File {
			if f != victim {
				if err := w.Copy(f); err != nil {
					return files
				}
				continue
			}
			what = damageMember(w, f, kind, i)
		}
		if w.Close() == nil {
			files = append(files, hostileFile{fmt.Sprintf("%s %s, %d", victim.Name, what, i), b.Bytes()})
		}
	}
	return files
}

func damageMember(w *zip.Writer, f *zip.File, kind, i int) string {
	if kind == 0 {
		return "left out"
	}
	r, err := f.Open()
	if err != nil {
		return "left out"
	}
	defer r.Close()
	body, _ := io.ReadAll(io.LimitReader(r, 16<<20)) // what is there
	out, err := w.Create(f.Name)
	if err != nil {
		return "left out"
	}
	half := len(body) / 2
	switch kind {
	case 1:
		out.Write(body[:len(body)*(i%7+1)/8])
		return "cut"
	case 2:
		out.Write(body[:half])
		io.WriteString(out, strings.Repeat("<x>", 5000))
		out.Write(body[half:])
		return "5,000 deep"
	case 3:
		out.Write(body[:half])
		blank := bytes.Repeat([]byte(" "), 1<<20)
		for range 300 {
			out.Write(blank)
		}
		out.Write(body[half:])
		return "of 300 MB"
	case 4:
		io.WriteString(out, `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`)
		out.Write(bytes.ReplaceAll(body, []byte(">"), []byte(">&b;")))
		return "with entities"
	}
	out.Write(bytes.Repeat(body, 1+(4<<20)/(len(body)+1)))
	return "repeated"
}
