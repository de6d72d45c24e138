package queue

import (
	"bytes"
	"cmp"
	"compress/flate"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/ingest"
)

// waiting is a notice that waits, as its tables hold it.
type waiting struct {
	ingest.Notice
	source, name   string // name is the cover's
	seen, planYear int64
	force          bool
}

// insert keeps a notice and its files until it is stored. Where it is there already, as it
// failed before, its place in the order stays.
func (w *waiting) insert(batch *pgx.Batch, byPath bool) error {
	batch.Queue(`INSERT INTO queue_notices (source, seen, guessed, plan_year, force) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (source) DO UPDATE SET guessed = EXCLUDED.guessed, plan_year = EXCLUDED.plan_year, force = EXCLUDED.force`,
		w.source, w.seen, w.Guessed, w.planYear, w.force)
	for i, it := range w.Items {
		var path *string
		if byPath {
			path = shared(it.Name)
		}
		var data []byte
		deflated := false
		if path == nil {
			var err error
			if data, deflated, err = pack(it.Data); err != nil {
				return err
			}
		}
		batch.Queue(`INSERT INTO queue_files (source, ord, name, sha256, path, deflated, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (source, ord) DO UPDATE SET name = EXCLUDED.name, path = EXCLUDED.path, deflated = EXCLUDED.deflated, bytes = EXCLUDED.bytes`,
			w.source, i, printable(it.Name), sum(it.Data), path, deflated, data)
	}
	return nil
}

// printable is a name as a database holds it.
func printable(name string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(name, "\x00", "\ufffd"), "\ufffd")
}

// shared is the path of a source that is a file, and so found again under it; nil for
// what lies in an archive, was fetched, or came from standard input.
func shared(name string) *string {
	path, err := filepath.Abs(name)
	if err != nil || !utf8.ValidString(path) {
		return nil
	}
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	return &path
}

// pack deflates data, where that makes it smaller.
func pack(data []byte) ([]byte, bool, error) {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.DefaultCompression)
	if err != nil {
		return nil, false, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, false, err
	}
	if err := w.Close(); err != nil {
		return nil, false, err
	}
	if b.Len() < len(data) {
		return b.Bytes(), true, nil
	}
	return data, false, nil
}

// load reads a notice that waits, with its name also where a file can't be read.
func (q *Queue) load(ctx context.Context, source string) (w waiting, err error) {
	w.source = source
	rows, err := q.pool.Query(ctx, `SELECT n.seen, n.guessed, n.plan_year, n.force, f.name, f.sha256, f.path, f.deflated, f.bytes
		FROM queue_notices n JOIN queue_files f ON f.source = n.source WHERE n.source = $1 ORDER BY f.ord`, source)
	if err != nil {
		return w, q.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name, want string
		var path *string
		var deflated bool
		var data []byte
		if err := rows.Scan(&w.seen, &w.Guessed, &w.planYear, &w.force, &name, &want, &path, &deflated, &data); err != nil {
			return w, q.explain(err)
		}
		w.name = cmp.Or(w.name, name)
		switch {
		case path != nil:
			data, err = fetch(name, *path, want)
		case deflated:
			data, err = io.ReadAll(flate.NewReader(bytes.NewReader(data)))
		}
		if err != nil {
			return w, err
		}
		w.Items = append(w.Items, ingest.Item{Name: name, Data: data})
	}
	return w, q.explain(rows.Err())
}

// fetch reads a file that was submitted by its path.
func fetch(name, path, want string) ([]byte, error) {
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, &taizhang.Error{Kind: taizhang.IO, Path: name, What: fmt.Sprintf("there is no %s on this machine", path), Err: err,
			Remedy: "mount the folder where every worker finds it under this path, or submit without --by-path"}
	case err != nil:
		return nil, &taizhang.Error{Kind: taizhang.IO, Path: name, What: fmt.Sprintf("can't read %s on this machine", path), Err: err,
			Remedy: "give the worker the right to read it, or submit without --by-path"}
	case sum(data) != want:
		return nil, &taizhang.Error{Kind: taizhang.Malformed, Path: name, What: fmt.Sprintf("%s is another file than the one submitted", path),
			Remedy: "submit it again"}
	}
	return data, nil
}

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}
