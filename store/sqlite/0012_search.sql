-- The search index opens with SQLite from 3.37 on: contentless_delete came with 3.43. It keeps
-- its terms, so that rows can be deleted. What is stored is indexed anew (store/reindex.go).
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (grams, detail=none, columnsize=0, tokenize='ascii');
