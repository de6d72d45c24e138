-- The ledger of notices. What each column means: schema.md, kept by a test.
--
-- Keys: a notice gets the next integer; what hangs on it gets
-- notice * 2^24 + its place in the notice. So keys are 8-byte integers, are
-- known before a row is written, and everything of a notice, in reading order,
-- is one range of them.

CREATE TABLE notices (
  id           INTEGER PRIMARY KEY,
  key          TEXT NOT NULL UNIQUE,
  digest       TEXT NOT NULL,
  title        TEXT NOT NULL,
  doc_number   TEXT NOT NULL,
  issuer       TEXT NOT NULL,
  issuers      TEXT NOT NULL,
  addressees   TEXT NOT NULL,
  signed_on    TEXT,
  published_at TEXT,
  plan_year    INTEGER,
  jurisdiction TEXT NOT NULL,
  runes         INTEGER NOT NULL,
  runes_record  INTEGER NOT NULL,
  runes_field   INTEGER NOT NULL,
  runes_chrome  INTEGER NOT NULL,
  runes_running INTEGER NOT NULL,
  runes_other   INTEGER NOT NULL
) STRICT;

CREATE TABLE sources (
  id         INTEGER PRIMARY KEY,
  notice_id  INTEGER NOT NULL REFERENCES notices ON DELETE CASCADE,
  ord        INTEGER NOT NULL,
  name       TEXT NOT NULL,
  sha256     TEXT NOT NULL,
  bytes      INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  charset    TEXT NOT NULL,
  reader     TEXT NOT NULL,
  extractor  TEXT NOT NULL
) STRICT;
CREATE INDEX sources_notice ON sources (notice_id);
CREATE INDEX sources_sha256 ON sources (sha256);

CREATE TABLE texts (
  source_id INTEGER PRIMARY KEY REFERENCES sources ON DELETE CASCADE,
  text      TEXT NOT NULL,
  findings  TEXT NOT NULL
) STRICT;

CREATE TABLE blocks (
  source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
  ord       INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  spans     TEXT NOT NULL,
  at        TEXT NOT NULL,
  grid      TEXT,
  PRIMARY KEY (source_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE parts (
  id        INTEGER PRIMARY KEY,
  notice_id INTEGER NOT NULL REFERENCES notices ON DELETE CASCADE,
  ord       INTEGER NOT NULL,
  eid       TEXT NOT NULL,
  kind      TEXT NOT NULL,
  title     TEXT NOT NULL,
  source    TEXT NOT NULL,
  spans     TEXT NOT NULL
) STRICT;
CREATE INDEX parts_notice ON parts (notice_id);

CREATE TABLE fields (
  notice_id INTEGER NOT NULL REFERENCES notices ON DELETE CASCADE,
  ord       INTEGER NOT NULL,
  name      TEXT NOT NULL,
  value     TEXT NOT NULL,
  raw       TEXT NOT NULL,
  spans     TEXT NOT NULL,
  PRIMARY KEY (notice_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE tables (
  id        INTEGER PRIMARY KEY,
  notice_id INTEGER NOT NULL REFERENCES notices ON DELETE CASCADE,
  part_id   INTEGER REFERENCES parts ON DELETE CASCADE,
  ord       INTEGER NOT NULL,
  eid       TEXT NOT NULL,
  kind      TEXT NOT NULL,
  title     TEXT NOT NULL
) STRICT;
CREATE INDEX tables_notice ON tables (notice_id);
CREATE INDEX tables_part ON tables (part_id);

CREATE TABLE columns (
  table_id INTEGER NOT NULL REFERENCES tables ON DELETE CASCADE,
  ord      INTEGER NOT NULL,
  name     TEXT NOT NULL,
  role     TEXT NOT NULL,
  spans    TEXT NOT NULL,
  PRIMARY KEY (table_id, ord)
) STRICT, WITHOUT ROWID;

-- One row a node and a table row: whatever work, units and dates can hang on.
CREATE TABLE entries (
  id        INTEGER PRIMARY KEY,
  notice_id INTEGER NOT NULL REFERENCES notices ON DELETE CASCADE,
  part_id   INTEGER REFERENCES parts ON DELETE CASCADE,
  ord       INTEGER NOT NULL,
  eid       TEXT NOT NULL,
  uid       TEXT NOT NULL,
  kind      TEXT NOT NULL,
  number    TEXT NOT NULL,
  text      TEXT NOT NULL,
  spans     TEXT NOT NULL,
  at        TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX entries_eid ON entries (notice_id, eid);
CREATE INDEX entries_part ON entries (part_id);
CREATE INDEX entries_uid ON entries (uid);

CREATE TABLE nodes (
  entry_id    INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
  parent_id   INTEGER REFERENCES entries ON DELETE CASCADE,
  level       INTEGER NOT NULL,
  label       TEXT NOT NULL,
  label_spans TEXT NOT NULL,
  title       TEXT NOT NULL,
  title_spans TEXT NOT NULL,
  unit        TEXT NOT NULL
) STRICT;
CREATE INDEX nodes_parent ON nodes (parent_id);

CREATE TABLE rows (
  entry_id INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
  table_id INTEGER NOT NULL REFERENCES tables ON DELETE CASCADE
) STRICT;
CREATE INDEX rows_table ON rows (table_id);

CREATE TABLE cells (
  entry_id INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
  ord      INTEGER NOT NULL,
  text     TEXT NOT NULL,
  spans    TEXT NOT NULL,
  PRIMARY KEY (entry_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE units (
  id    INTEGER PRIMARY KEY,
  name  TEXT NOT NULL,
  organ TEXT NOT NULL,
  UNIQUE (name, organ)
) STRICT;

CREATE TABLE assignments (
  entry_id INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
  ord      INTEGER NOT NULL,
  unit_id  INTEGER NOT NULL REFERENCES units,
  mention  TEXT NOT NULL,
  role     TEXT NOT NULL,
  rule     TEXT NOT NULL,
  from_id  INTEGER REFERENCES entries ON DELETE CASCADE,
  spans    TEXT NOT NULL,
  PRIMARY KEY (entry_id, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignments_unit ON assignments (unit_id);
CREATE INDEX assignments_from ON assignments (from_id) WHERE from_id IS NOT NULL;

CREATE TABLE deadlines (
  entry_id     INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
  ord          INTEGER NOT NULL,
  raw          TEXT NOT NULL,
  kind         TEXT NOT NULL,
  start_on     TEXT,
  end_on       TEXT,
  due          TEXT,
  due_basis    TEXT NOT NULL,
  repeat_every TEXT,
  repeat_month INTEGER,
  repeat_day   INTEGER,
  what         TEXT NOT NULL,
  rule         TEXT NOT NULL,
  spans        TEXT NOT NULL,
  PRIMARY KEY (entry_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE targets (
  entry_id   INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
  ord        INTEGER NOT NULL,
  raw        TEXT NOT NULL,
  min_value  REAL,
  max_value  REAL,
  measure    TEXT NOT NULL,
  of_what    TEXT NOT NULL,
  comparison TEXT NOT NULL,
  spans      TEXT NOT NULL,
  PRIMARY KEY (entry_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
  notice_id INTEGER NOT NULL REFERENCES notices ON DELETE CASCADE,
  ord       INTEGER NOT NULL,
  a_id      INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
  b_id      INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
  kind      TEXT NOT NULL,
  score     REAL NOT NULL,
  PRIMARY KEY (notice_id, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_a ON links (a_id);
CREATE INDEX links_b ON links (b_id);

CREATE TABLE findings (
  notice_id INTEGER NOT NULL REFERENCES notices ON DELETE CASCADE,
  ord       INTEGER NOT NULL,
  code      TEXT NOT NULL,
  severity  TEXT NOT NULL,
  message   TEXT NOT NULL,
  spans     TEXT NOT NULL,
  entry_id  INTEGER REFERENCES entries ON DELETE CASCADE,
  PRIMARY KEY (notice_id, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX findings_entry ON findings (entry_id) WHERE entry_id IS NOT NULL;

CREATE TABLE unclaimed (
  notice_id INTEGER NOT NULL REFERENCES notices ON DELETE CASCADE,
  ord       INTEGER NOT NULL,
  text      TEXT NOT NULL,
  spans     TEXT NOT NULL,
  at        TEXT NOT NULL,
  PRIMARY KEY (notice_id, ord)
) STRICT, WITHOUT ROWID;

-- Full text: rowid is 16 neighbouring entries (their keys / 16), terms are folded
-- character pairs (grams.go). It holds no text and no positions: what it finds
-- is looked for in the entries.
CREATE VIRTUAL TABLE search USING fts5 (
  grams, content='', contentless_delete=1, detail=none, tokenize='ascii'
);
