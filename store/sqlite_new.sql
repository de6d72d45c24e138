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
, work TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT '', machine TEXT NOT NULL DEFAULT '', seen INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL DEFAULT 1, standing TEXT NOT NULL DEFAULT 'current', same_as INTEGER REFERENCES notices ON DELETE SET NULL, uids_from INTEGER REFERENCES notices ON DELETE SET NULL) STRICT;
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
CREATE TABLE columns (
  table_id INTEGER NOT NULL REFERENCES tables ON DELETE CASCADE,
  ord      INTEGER NOT NULL,
  name     TEXT NOT NULL,
  role     TEXT NOT NULL,
  spans    TEXT NOT NULL,
  PRIMARY KEY (table_id, ord)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE rows (
  entry_id INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
  table_id INTEGER NOT NULL REFERENCES tables ON DELETE CASCADE
) STRICT;
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
CREATE TABLE findings (
  notice_id INTEGER NOT NULL REFERENCES notices ON DELETE CASCADE,
  ord       INTEGER NOT NULL,
  code      TEXT NOT NULL,
  severity  TEXT NOT NULL,
  message   TEXT NOT NULL,
  spans     TEXT NOT NULL,
  entry_id  INTEGER REFERENCES entries ON DELETE CASCADE, second TEXT,
  PRIMARY KEY (notice_id, ord)
) STRICT, WITHOUT ROWID;
CREATE TABLE unclaimed (
  notice_id INTEGER NOT NULL REFERENCES notices ON DELETE CASCADE,
  ord       INTEGER NOT NULL,
  text      TEXT NOT NULL,
  spans     TEXT NOT NULL,
  at        TEXT NOT NULL,
  PRIMARY KEY (notice_id, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX sources_notice ON sources (notice_id);
CREATE INDEX sources_sha256 ON sources (sha256);
CREATE INDEX parts_notice ON parts (notice_id);
CREATE INDEX tables_notice ON tables (notice_id);
CREATE INDEX tables_part ON tables (part_id);
CREATE UNIQUE INDEX entries_eid ON entries (notice_id, eid);
CREATE INDEX entries_part ON entries (part_id);
CREATE INDEX entries_uid ON entries (uid);
CREATE INDEX nodes_parent ON nodes (parent_id);
CREATE INDEX rows_table ON rows (table_id);
CREATE INDEX assignments_unit ON assignments (unit_id);
CREATE INDEX assignments_from ON assignments (from_id) WHERE from_id IS NOT NULL;
CREATE INDEX links_a ON links (a_id);
CREATE INDEX links_b ON links (b_id);
CREATE INDEX findings_entry ON findings (entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX notices_work ON notices (work);
CREATE INDEX notices_source ON notices (source);
CREATE INDEX notices_same_as ON notices (same_as) WHERE same_as IS NOT NULL;
CREATE TABLE prints (
  notice_id INTEGER PRIMARY KEY REFERENCES notices ON DELETE CASCADE,
  hashes    TEXT NOT NULL
) STRICT;
CREATE TABLE sketches (
  hash      INTEGER NOT NULL,
  notice_id INTEGER NOT NULL,
  PRIMARY KEY (hash, notice_id)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE originals (
  notice_id INTEGER PRIMARY KEY REFERENCES notices ON DELETE CASCADE,
  entries   TEXT NOT NULL,
  findings  TEXT NOT NULL
, whole TEXT NOT NULL DEFAULT '') STRICT;
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
CREATE TABLE rounds (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE,
  reply_by TEXT,
  who      TEXT NOT NULL,
  at       TEXT NOT NULL
, state TEXT NOT NULL DEFAULT 'sent' CHECK (state IN ('trial', 'sent', 'closed'))) STRICT;
CREATE TABLE progress (
  organ    TEXT NOT NULL,
  uid      TEXT NOT NULL,
  child    TEXT NOT NULL,
  round_id INTEGER NOT NULL REFERENCES rounds ON DELETE CASCADE,
  field    TEXT NOT NULL,
  value    TEXT NOT NULL,
  who      TEXT NOT NULL,
  file     TEXT NOT NULL,
  sha256   TEXT NOT NULL,
  cell     TEXT NOT NULL,
  at       TEXT NOT NULL,
  PRIMARY KEY (uid, organ, child, field, round_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE returns (
  round_id INTEGER NOT NULL REFERENCES rounds ON DELETE CASCADE,
  sha256   TEXT NOT NULL,
  organ    TEXT NOT NULL,
  file     TEXT NOT NULL,
  who      TEXT NOT NULL,
  at       TEXT NOT NULL,
  PRIMARY KEY (round_id, sha256, organ)
) STRICT, WITHOUT ROWID;
CREATE TABLE conflicts (
  id       INTEGER PRIMARY KEY,
  round_id INTEGER NOT NULL REFERENCES rounds ON DELETE CASCADE,
  kind     TEXT NOT NULL,
  organ    TEXT NOT NULL,
  uid      TEXT NOT NULL,
  child    TEXT NOT NULL,
  field    TEXT NOT NULL,
  heading  TEXT NOT NULL,
  given    TEXT NOT NULL,
  present  TEXT NOT NULL,
  returned TEXT NOT NULL,
  file     TEXT NOT NULL,
  sha256   TEXT NOT NULL,
  cell     TEXT NOT NULL,
  note     TEXT NOT NULL,
  at       TEXT NOT NULL,
  decided  TEXT NOT NULL
, decided_by TEXT NOT NULL DEFAULT '', decided_at TEXT NOT NULL DEFAULT '', replaced TEXT NOT NULL DEFAULT '') STRICT;
CREATE UNIQUE INDEX conflicts_cell ON conflicts (round_id, sha256, cell, kind, field);
CREATE INDEX notices_uids_from ON notices (uids_from) WHERE uids_from IS NOT NULL;
CREATE INDEX prints_few ON prints (hashes) WHERE length(hashes) < 96;
CREATE INDEX decisions_away ON decisions (exact) WHERE kind = 'away';
CREATE TABLE contacts (
  organ  TEXT NOT NULL PRIMARY KEY,
  person TEXT NOT NULL,
  phone  TEXT NOT NULL,
  mail   TEXT NOT NULL,
  source TEXT NOT NULL,
  at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5 (grams, detail=none, columnsize=0, tokenize='ascii');
CREATE TABLE "handouts" (
  round_id INTEGER NOT NULL REFERENCES rounds ON DELETE CASCADE,
  organ    TEXT NOT NULL,
  ord      INTEGER NOT NULL,
  work     TEXT NOT NULL,
  uid      TEXT NOT NULL,
  child    TEXT NOT NULL,
  given    TEXT NOT NULL,
  role     TEXT NOT NULL,
  due      TEXT,
  kind     TEXT NOT NULL,
  status   TEXT NOT NULL,
  PRIMARY KEY (round_id, organ, ord)
) STRICT;
CREATE UNIQUE INDEX handouts_uid ON handouts (uid, round_id, organ, child);
CREATE INDEX handouts_listed ON handouts (round_id, uid, ord, organ, child, role, due, kind, status);
CREATE INDEX progress_file ON progress (round_id, sha256, at);
CREATE VIEW ledger AS
SELECT n.key AS notice, n.title AS notice_title, n.doc_number, n.plan_year, n.jurisdiction,
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
  (SELECT group_concat(value, '、') FROM (SELECT DISTINCT p.value FROM progress p JOIN rounds r ON r.id = p.round_id
    WHERE p.uid = e.uid AND p.child = '' AND p.field = 'status' AND p.value <> ''
  AND NOT EXISTS (SELECT 1 FROM decisions a WHERE a.kind = 'away' AND a.undone_at IS NULL AND a.code = 'round' AND a.exact = r.name)
  AND NOT EXISTS (SELECT 1 FROM progress q JOIN rounds s ON s.id = q.round_id WHERE q.uid = p.uid AND q.organ = p.organ AND q.child = p.child AND q.field = p.field
    AND q.round_id > p.round_id AND NOT EXISTS (SELECT 1 FROM decisions a WHERE a.kind = 'away' AND a.undone_at IS NULL AND a.code = 'round' AND a.exact = s.name)) ORDER BY p.value)) AS status,
  e.spans, e.at,
  coalesce(nullif(p.source, ''), (SELECT o.name FROM sources o WHERE o.notice_id = n.id ORDER BY o.ord LIMIT 1)) AS source_file
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
SELECT n.key AS notice, n.title AS notice_title, n.plan_year, e.uid, e.eid AS id, coalesce(nd.label, e.number) AS number, e.text,
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
CREATE VIEW reported AS
SELECT n.key AS notice, n.title AS notice_title, e.uid, e.eid AS id, coalesce(nd.label, e.number) AS number, e.text,
  p.organ, p.child, p.field, p.value, r.name AS round, p.who, p.file, p.cell, p.at
FROM progress p
JOIN rounds r ON r.id = p.round_id
JOIN entries e ON e.uid = p.uid
JOIN notices n ON n.id = e.notice_id
LEFT JOIN nodes nd ON nd.entry_id = e.id
WHERE e.kind IN ('item', 'task') AND n.standing = 'current'
  AND NOT EXISTS (SELECT 1 FROM decisions a WHERE a.kind = 'away' AND a.undone_at IS NULL AND a.code = 'round' AND a.exact = r.name)
  AND NOT EXISTS (SELECT 1 FROM progress q JOIN rounds s ON s.id = q.round_id WHERE q.uid = p.uid AND q.organ = p.organ AND q.child = p.child AND q.field = p.field
    AND q.round_id > p.round_id AND NOT EXISTS (SELECT 1 FROM decisions a WHERE a.kind = 'away' AND a.undone_at IS NULL AND a.code = 'round' AND a.exact = s.name));
