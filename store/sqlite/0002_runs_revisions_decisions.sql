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

DROP VIEW ledger;
DROP VIEW responsibility;

-- Both views show the current revisions alone.
CREATE VIEW ledger AS
SELECT n.key AS notice, n.title AS notice_title, n.doc_number, n.plan_year,
  e.uid, e.eid AS id, p.eid AS part, e.kind,
  coalesce(t.title, up.title, '') AS section,
  coalesce(nd.label, e.number) AS number,
  e.text,
  coalesce((SELECT c.text FROM columns k JOIN cells c ON c.entry_id = e.id AND c.ord = k.ord
    WHERE k.table_id = r.table_id AND k.role = 'result' ORDER BY k.ord LIMIT 1), '') AS result,
  (SELECT group_concat(name, '、') FROM (SELECT u.name FROM assignments a JOIN units u ON u.id = a.unit_id
    WHERE a.entry_id = e.id AND a.role = 'lead' ORDER BY a.ord)) AS lead_units,
  (SELECT group_concat(name, '、') FROM (SELECT u.name FROM assignments a JOIN units u ON u.id = a.unit_id
    WHERE a.entry_id = e.id AND a.role = 'support' ORDER BY a.ord)) AS support_units,
  (SELECT group_concat(name, '、') FROM (SELECT u.name FROM assignments a JOIN units u ON u.id = a.unit_id
    WHERE a.entry_id = e.id AND a.role = 'joint' ORDER BY a.ord)) AS joint_units,
  (SELECT group_concat(name, '、') FROM (SELECT u.name FROM assignments a JOIN units u ON u.id = a.unit_id
    WHERE a.entry_id = e.id AND a.role = 'separate' ORDER BY a.ord)) AS separate_units,
  d.raw AS deadline, d.kind AS deadline_kind, d.due,
  e.spans, e.at
FROM entries e
JOIN notices n ON n.id = e.notice_id
LEFT JOIN parts p ON p.id = e.part_id
LEFT JOIN nodes nd ON nd.entry_id = e.id
LEFT JOIN nodes up ON up.entry_id = nd.parent_id
LEFT JOIN rows r ON r.entry_id = e.id
LEFT JOIN tables t ON t.id = r.table_id
LEFT JOIN deadlines d ON d.entry_id = e.id AND d.ord = 0
WHERE e.kind IN ('item', 'task') AND n.standing = 'current';

CREATE VIEW responsibility AS
SELECT n.key AS notice, n.plan_year, e.uid, e.eid AS id, coalesce(nd.label, e.number) AS number, e.text,
  a.role, u.name AS unit, u.organ, a.mention, a.rule, f.eid AS from_id,
  d.due, a.spans
FROM assignments a
JOIN units u ON u.id = a.unit_id
JOIN entries e ON e.id = a.entry_id
JOIN notices n ON n.id = e.notice_id
LEFT JOIN nodes nd ON nd.entry_id = e.id
LEFT JOIN entries f ON f.id = a.from_id
LEFT JOIN deadlines d ON d.entry_id = e.id AND d.ord = 0
WHERE e.kind IN ('item', 'task') AND n.standing = 'current';
