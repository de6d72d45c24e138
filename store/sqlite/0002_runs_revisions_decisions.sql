-- What batch re-runs need: who is the current revision of a notice, what a
-- person decided, and what became of each source of each run.

-- source names the bytes a notice was read from; key stays unique: the current
-- revision has its notice's own (work), the others work@ and 8 digits of source.
ALTER TABLE notices ADD COLUMN work TEXT NOT NULL DEFAULT '';
ALTER TABLE notices ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE notices ADD COLUMN machine TEXT NOT NULL DEFAULT '';
ALTER TABLE notices ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE notices ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE notices ADD COLUMN standing TEXT NOT NULL DEFAULT 'current';
ALTER TABLE notices ADD COLUMN same_as INTEGER REFERENCES notices ON DELETE SET NULL;
UPDATE notices SET work = key, seen = id,
  source = coalesce((SELECT s.sha256 FROM sources s WHERE s.notice_id = notices.id ORDER BY s.ord LIMIT 1), key);
CREATE INDEX notices_work ON notices (work);
CREATE INDEX notices_source ON notices (source);
CREATE INDEX notices_same_as ON notices (same_as) WHERE same_as IS NOT NULL;

-- What the entries of a notice say, as hashes, and the few smallest of them, by
-- which notices that say much the same find each other. A sketch is taken out by
-- its hashes, which the prints have: one tree of random keys is enough.
CREATE TABLE prints (
  notice_id INTEGER PRIMARY KEY REFERENCES notices ON DELETE CASCADE,
  hashes    TEXT NOT NULL
) STRICT;
CREATE TABLE sketches (
  hash      INTEGER NOT NULL,
  notice_id INTEGER NOT NULL,
  PRIMARY KEY (hash, notice_id)
) STRICT, WITHOUT ROWID;

-- Decisions hang on no key of a notice: they outlive what they are about.
CREATE TABLE decisions (
  id        INTEGER PRIMARY KEY,
  kind      TEXT NOT NULL,
  work      TEXT NOT NULL,
  uid       TEXT NOT NULL,
  digest    TEXT NOT NULL,
  exact     TEXT NOT NULL,
  before    TEXT NOT NULL,
  after     TEXT NOT NULL,
  code      TEXT NOT NULL,
  region    TEXT NOT NULL,
  from_year INTEGER NOT NULL,
  to_year   INTEGER NOT NULL,
  value     TEXT NOT NULL,
  who       TEXT NOT NULL,
  why       TEXT NOT NULL,
  at        TEXT NOT NULL,
  undone_at TEXT,
  undone_by TEXT,
  state     TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_work ON decisions (work);

-- What was read of the entries that decisions changed, and the findings.
CREATE TABLE originals (
  notice_id INTEGER PRIMARY KEY REFERENCES notices ON DELETE CASCADE,
  entries   TEXT NOT NULL,
  findings  TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
  id          INTEGER PRIMARY KEY,
  who         TEXT NOT NULL,
  program     TEXT NOT NULL,
  extractor   TEXT NOT NULL,
  started_at  TEXT NOT NULL,
  finished_at TEXT
) STRICT;
CREATE TABLE run_sources (
  run_id  INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  ord     INTEGER NOT NULL,
  name    TEXT NOT NULL,
  source  TEXT NOT NULL,
  status  TEXT NOT NULL,
  notice  TEXT NOT NULL,
  millis  INTEGER NOT NULL,
  error   TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (run_id, ord)
) STRICT, WITHOUT ROWID;
CREATE TABLE failed_sources (
  name      TEXT PRIMARY KEY,
  source    TEXT NOT NULL,
  extractor TEXT NOT NULL,
  error     TEXT NOT NULL,
  message   TEXT NOT NULL,
  run_id    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

DROP VIEW IF EXISTS ledger;
DROP VIEW IF EXISTS responsibility;
