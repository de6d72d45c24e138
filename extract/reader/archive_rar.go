package reader

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/nwaples/rardecode/v2"

	"github.com/taizhang/taizhang"
)

// rarDictionary bounds the memory that an archive may ask for: WinRAR's default is 32 MB.
const rarDictionary = 64 << 20

func isRAR(data []byte) bool { return bytes.HasPrefix(data, []byte("Rar!\x1a\x07")) }

// rar expands a RAR archive in the order of its entries.
func (x *expander) rar(name string, data []byte, depth int) (err error) {
	defer func() {
		if r := recover(); r != nil { // the library meets bytes of anybody's making
			err = damaged(name, fmt.Errorf("%v", r))
		}
	}()
	r, err := rardecode.NewReader(bytes.NewReader(data), rardecode.MaxDictionarySize(rarDictionary))
	if err != nil {
		return rarError(name, err)
	}
	seen := map[string]int{}
	for !x.stop() {
		h, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return rarError(name, err)
		}
		within := entryName(h.Name)
		if h.IsDir || hiddenPath(within) {
			continue
		}
		within = unrepeated(seen, within)
		packed := h.PackedSize
		if h.Solid {
			packed = 0 // it leans on the entries before it
		}
		x.entry(name+inner+within, depth, func() ([]byte, error) {
			if h.Encrypted || h.HeaderEncrypted {
				return nil, rarError(name+inner+within, rardecode.ErrArchivedFileEncrypted)
			}
			return x.unpack(name+inner+within, r, packed)
		})
	}
	return nil
}

func rarError(name string, err error) error {
	switch {
	case errors.Is(err, rardecode.ErrArchiveEncrypted), errors.Is(err, rardecode.ErrArchivedFileEncrypted), errors.Is(err, rardecode.ErrBadPassword):
		return &taizhang.Error{Kind: taizhang.Encrypted, Path: name, What: "the archive holds it encrypted",
			Remedy: "unpack the archive with its password and give the files"}
	case errors.Is(err, rardecode.ErrDictionaryTooLarge):
		return &taizhang.Error{Kind: taizhang.TooLarge, Path: name, What: fmt.Sprintf("unpacking it takes more than %d MB of memory", rarDictionary>>20),
			Remedy: "unpack the archive and give the folder"}
	}
	return damaged(name, err)
}
