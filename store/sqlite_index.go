package store

import (
	"context"
	"iter"
	"strings"
)

// One row a statement: one of many rows opens a savepoint, on which FTS5 writes out
// what it has so far, and so does any other statement of many rows.
const sqlIndex = "INSERT INTO search (rowid, grams) VALUES ($1, $2)"

func (db *sqliteDB) index(ctx context.Context, tx Tx, buckets []any) error {
	for i := 0; i < len(buckets); i += 2 {
		if err := tx.Exec(ctx, sqlIndex, buckets[i], buckets[i+1]); err != nil {
			return err
		}
	}
	return nil
}

func (db *sqliteDB) findBuckets(ctx context.Context, tx Tx, words [][]rune, each func(bucket int64)) error {
	return tx.Query(ctx, "SELECT rowid FROM search WHERE search MATCH $1 ORDER BY rowid", func(r Row) error { each(r.Int(0)); return nil }, matchExpr(words))
}

// maxTerms bounds one search; what it finds is compared with the words anyway.
const maxTerms = 64

// matchExpr returns the FTS5 expression of folded words: all terms of all words.
// A word of one rune is the start of a term.
func matchExpr(words [][]rune) string {
	var terms []string
	seen := make(map[string]bool)
	for _, w := range words {
		if len(w) == 1 {
			terms = append(terms, `"`+string(w)+`"*`)
		}
		for i := 0; i+1 < len(w); i++ {
			if t := `"` + string(w[i:i+2]) + `"`; !seen[t] {
				seen[t] = true
				terms = append(terms, t)
			}
		}
	}
	return strings.Join(terms[:min(len(terms), maxTerms)], " AND ")
}

func (db *sqliteDB) indexed(ctx context.Context, tx Tx, each func(bucket int64, term string)) error {
	if err := tx.Exec(ctx, "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms USING fts5vocab (main, search, instance)"); err != nil {
		return err
	}
	return tx.Query(ctx, "SELECT doc, term FROM search_terms", func(r Row) error { each(r.Int(0), r.Text(1)); return nil })
}

func (db *sqliteDB) terms(terms string) iter.Seq[string] { return strings.FieldsSeq(terms) }
