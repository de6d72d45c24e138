package store

import "context"

// reindex fills a search index that a migration left empty.
func (s *Store) reindex(ctx context.Context, w *writing) error {
	filled := false
	if err := w.Query(ctx, "SELECT 1 FROM search LIMIT 1", func(Row) error { filled = true; return nil }); err != nil || filled {
		return err
	}
	keys, err := noticeKeys(ctx, w)
	if err != nil {
		return err
	}
	for _, key := range keys {
		h, err := metadataOfKey(ctx, w, key)
		if err != nil {
			return err
		}
		l, uids, err := load(ctx, w, key)
		if err != nil {
			return err
		}
		f, err := flattenStored(l, uids, h.work)
		if err != nil {
			return err
		}
		f.id = h.id
		w.indexLater(f)
		if err := w.index(ctx); err != nil {
			return err
		}
	}
	return nil
}
