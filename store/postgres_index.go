package store

import (
	"context"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// gram is a pair of neighbouring characters as a number, or one with 0 behind it. Beyond
// the Basic Multilingual Plane several are the same: what is found is compared in full.
func gram(a, b rune) int32 { return int32(uint32(a)<<16 | uint32(b)&0xFFFF) }

// gramsOf returns the numbers of terms, ascending, and of each character that begins one:
// an array is not searched by what its elements begin with.
func gramsOf(terms string) []int32 {
	var out []int32
	for t := range strings.FieldsSeq(terms) {
		r := []rune(t)
		if out = append(out, gram(r[0], 0)); len(r) > 1 {
			out = append(out, gram(r[0], r[1]))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (db *postgresDB) index(ctx context.Context, tx Tx, buckets []any) error {
	values := make([]any, len(buckets))
	for i := 0; i < len(buckets); i += 2 {
		values[i], values[i+1] = buckets[i], gramsOf(buckets[i+1].(string))
	}
	return tx.Bulk(ctx, "search", []string{"rowid", "grams"}, values)
}

func (db *postgresDB) findBuckets(ctx context.Context, tx Tx, words [][]rune, each func(bucket int64)) error {
	var want []int32
	for _, w := range words {
		if len(w) == 1 {
			want = append(want, gram(w[0], 0))
		}
		for i := 0; i+1 < len(w); i++ {
			want = append(want, gram(w[i], w[i+1]))
		}
	}
	slices.Sort(want)
	want = slices.Compact(want)
	return tx.Query(ctx, "SELECT rowid FROM search WHERE grams @> $1 ORDER BY rowid", func(r Row) error { each(r.Int(0)); return nil }, want[:min(len(want), maxTerms)])
}

func (db *postgresDB) indexed(ctx context.Context, tx Tx, each func(bucket int64, term string)) error {
	return tx.Query(ctx, "SELECT rowid, unnest(grams) FROM search", func(r Row) error { each(r.Int(0), strconv.FormatInt(r.Int(1), 10)); return nil })
}

func (db *postgresDB) terms(terms string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, n := range gramsOf(terms) {
			if !yield(strconv.Itoa(int(n))) {
				return
			}
		}
	}
}
