package reader

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// cutRune returns the bytes at the end of a sample that may be half a character.
func cutRune(b []byte) []byte {
	if len(b) < 64<<10 {
		return nil
	}
	for i := 1; i <= 3 && i <= len(b); i++ {
		if c := b[len(b)-i]; c >= 0xc0 {
			return b[len(b)-i:]
		} else if c < 0x80 {
			return nil
		}
	}
	return nil
}

// json reads an object a line, or those of an array. A line that is damaged is
// one record that can't be read.
func (r *Records) json(br *bufio.Reader, array bool) iter.Seq2[map[string]string, error] {
	return func(yield func(map[string]string, error) bool) {
		if array {
			dec := json.NewDecoder(br)
			_, err := dec.Token()
			for err == nil && dec.More() {
				var v any
				if err = dec.Decode(&v); err == nil && !yield(flat(v), nil) {
					return
				}
			}
			if err != nil {
				yield(nil, err)
			}
			return
		}
		for {
			line, err := br.ReadBytes('\n')
			if len(bytes.TrimSpace(line)) > 0 {
				var v any
				bad := json.Unmarshal(line, &v)
				if err != nil && err != io.EOF {
					bad = err
				}
				for _, one := range r.within(v, 0) {
					if !yield(one, bad) {
						return
					}
				}
			}
			if err != nil {
				return
			}
		}
	}
}

// within returns the records in a value: itself, if it has the field, else the elements of
// a list in it that have, as a site's interface answers ({"data": {"list": […]}}).
func (r *Records) within(v any, depth int) []map[string]string {
	self := flat(v)
	if _, ok := self[r.Text]; ok || depth > 3 {
		return []map[string]string{self}
	}
	object, _ := v.(map[string]any)
	for _, k := range slices.Sorted(maps.Keys(object)) {
		switch inner := object[k].(type) {
		case []any:
			var all []map[string]string
			for _, one := range inner {
				if rec := flat(one); rec[r.Text] != "" {
					all = append(all, rec)
				}
			}
			if len(all) > 0 {
				return all
			}
		case map[string]any:
			if all := r.within(inner, depth+1); len(all) > 1 || all[0][r.Text] != "" {
				return all
			}
		}
	}
	return []map[string]string{self}
}

var errLongRecord = errors.New("a record of more than 128 MB")

// flat makes fields of a JSON value, those of objects within as outer.inner.
func flat(v any) map[string]string {
	out := map[string]string{}
	var walk func(prefix string, v any, depth int)
	walk = func(prefix string, v any, depth int) {
		switch v := v.(type) {
		case map[string]any:
			if depth < 8 {
				for k, one := range v {
					walk(strings.TrimPrefix(prefix+"."+k, "."), one, depth+1)
				}
			}
		case string:
			out[prefix] = v
		case float64:
			out[prefix] = strconv.FormatFloat(v, 'f', -1, 64)
		case []any: // paragraphs
			var lines []string
			for _, one := range v {
				if s, ok := one.(string); ok {
					lines = append(lines, s)
				}
			}
			if len(lines) > 0 {
				out[prefix] = strings.Join(lines, "\n")
			}
		}
	}
	walk("", v, 0)
	return out
}

// csvRecords reads rows under a row of names.
func csvRecords(br *bufio.Reader) iter.Seq2[map[string]string, error] {
	return func(yield func(map[string]string, error) bool) {
		c := csv.NewReader(br)
		c.LazyQuotes, c.FieldsPerRecord, c.ReuseRecord = true, -1, true
		if line, _ := br.Peek(4096); bytes.Count(line, []byte("\t")) > bytes.Count(line, []byte(",")) {
			c.Comma = '\t'
		}
		names, err := c.Read()
		if err != nil {
			if err != io.EOF {
				yield(nil, err)
			}
			return
		}
		names = slices.Clone(names)
		for {
			row, err := c.Read()
			if err == io.EOF {
				return
			}
			rec := map[string]string{}
			for i, v := range row {
				if i < len(names) {
					rec[strings.TrimSpace(names[i])] = v
				}
			}
			if !yield(rec, err) {
				return
			}
			var bad *csv.ParseError
			if err != nil && !errors.As(err, &bad) {
				return
			}
		}
	}
}
