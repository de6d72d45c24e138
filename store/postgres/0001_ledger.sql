-- The ledger of notices on PostgreSQL: the tables and columns of ../sqlite, which the
-- same statements write and read. What each column means: schema.md, kept by a test.
--
-- Keys: a notice gets the next of notice_ids; what hangs on it gets notice * 2^24 + its
-- place in the notice. All numbers have 8 bytes.
--
-- Text is compared by its bytes, as SQLite does: COLLATE "C", whatever the database's own
-- collation is. Where text of any length is looked up, a hash index takes it; a B-tree
-- refuses more than 2,700 bytes.
--
-- What hangs on a notice has no foreign keys. The store alone writes it, deletes it by the
-- range of its keys, and check looks where they lead; to look each of 2,500 rows of a
-- notice up as it is stored costs up to as much again, and locks rows that writers share.

CREATE SEQUENCE notice_ids;

CREATE TABLE notices (
  id            bigint PRIMARY KEY,
  key           text COLLATE "C" NOT NULL,
  digest        text COLLATE "C" NOT NULL,
  title         text COLLATE "C" NOT NULL,
  doc_number    text COLLATE "C" NOT NULL,
  issuer        text COLLATE "C" NOT NULL,
  issuers       text COLLATE "C" NOT NULL,
  addressees    text COLLATE "C" NOT NULL,
  signed_on     text COLLATE "C",
  published_at  text COLLATE "C",
  plan_year     bigint,
  jurisdiction  text COLLATE "C" NOT NULL,
  runes         bigint NOT NULL,
  runes_record  bigint NOT NULL,
  runes_field   bigint NOT NULL,
  runes_chrome  bigint NOT NULL,
  runes_running bigint NOT NULL,
  runes_other   bigint NOT NULL,
  work          text COLLATE "C" NOT NULL,
  source        text COLLATE "C" NOT NULL,
  machine       text COLLATE "C" NOT NULL,
  seen          bigint NOT NULL,
  revision      bigint NOT NULL,
  standing      text COLLATE "C" NOT NULL,
  same_as       bigint,
  uids_from     bigint
);
CREATE INDEX notices_key ON notices USING hash (key);
CREATE UNIQUE INDEX notices_key_once ON notices (hashtextextended(key, 0), hashtextextended(key, 1));
CREATE INDEX notices_work ON notices USING hash (work);
CREATE UNIQUE INDEX notices_source ON notices (source);
CREATE INDEX notices_same_as ON notices (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX notices_uids_from ON notices (uids_from) WHERE uids_from IS NOT NULL;

CREATE TABLE sources (
  id         bigint PRIMARY KEY,
  notice_id  bigint NOT NULL,
  ord        bigint NOT NULL,
  name       text COLLATE "C" NOT NULL,
  sha256     text COLLATE "C" NOT NULL,
  bytes      bigint NOT NULL,
  media_type text COLLATE "C" NOT NULL,
  charset    text COLLATE "C" NOT NULL,
  reader     text COLLATE "C" NOT NULL,
  extractor  text COLLATE "C" NOT NULL
);
CREATE INDEX sources_notice ON sources (notice_id);
CREATE INDEX sources_sha256 ON sources (sha256);

CREATE TABLE texts (
  source_id bigint PRIMARY KEY,
  text      text COLLATE "C" NOT NULL,
  findings  text COLLATE "C" NOT NULL
);

CREATE TABLE blocks (
  source_id bigint NOT NULL,
  ord       bigint NOT NULL,
  kind      text COLLATE "C" NOT NULL,
  spans     text COLLATE "C" NOT NULL,
  at        text COLLATE "C" NOT NULL,
  grid      text COLLATE "C",
  PRIMARY KEY (source_id, ord)
);

CREATE TABLE parts (
  id        bigint PRIMARY KEY,
  notice_id bigint NOT NULL,
  ord       bigint NOT NULL,
  eid       text COLLATE "C" NOT NULL,
  kind      text COLLATE "C" NOT NULL,
  title     text COLLATE "C" NOT NULL,
  source    text COLLATE "C" NOT NULL,
  spans     text COLLATE "C" NOT NULL
);
CREATE INDEX parts_notice ON parts (notice_id);

CREATE TABLE fields (
  notice_id bigint NOT NULL,
  ord       bigint NOT NULL,
  name      text COLLATE "C" NOT NULL,
  value     text COLLATE "C" NOT NULL,
  raw       text COLLATE "C" NOT NULL,
  spans     text COLLATE "C" NOT NULL,
  PRIMARY KEY (notice_id, ord)
);

CREATE TABLE tables (
  id        bigint PRIMARY KEY,
  notice_id bigint NOT NULL,
  part_id   bigint,
  ord       bigint NOT NULL,
  eid       text COLLATE "C" NOT NULL,
  kind      text COLLATE "C" NOT NULL,
  title     text COLLATE "C" NOT NULL
);
CREATE INDEX tables_notice ON tables (notice_id);

CREATE TABLE columns (
  table_id bigint NOT NULL,
  ord      bigint NOT NULL,
  name     text COLLATE "C" NOT NULL,
  role     text COLLATE "C" NOT NULL,
  spans    text COLLATE "C" NOT NULL,
  PRIMARY KEY (table_id, ord)
);

-- One row a node and a table row: whatever work, units and dates can hang on.
CREATE TABLE entries (
  id        bigint PRIMARY KEY,
  notice_id bigint NOT NULL,
  part_id   bigint,
  ord       bigint NOT NULL,
  eid       text COLLATE "C" NOT NULL,
  uid       text COLLATE "C" NOT NULL,
  kind      text COLLATE "C" NOT NULL,
  number    text COLLATE "C" NOT NULL,
  text      text COLLATE "C" NOT NULL,
  spans     text COLLATE "C" NOT NULL,
  at        text COLLATE "C" NOT NULL
);
CREATE INDEX entries_notice ON entries (notice_id);
CREATE INDEX entries_uid ON entries (uid);

CREATE TABLE nodes (
  entry_id    bigint PRIMARY KEY,
  parent_id   bigint,
  level       bigint NOT NULL,
  label       text COLLATE "C" NOT NULL,
  label_spans text COLLATE "C" NOT NULL,
  title       text COLLATE "C" NOT NULL,
  title_spans text COLLATE "C" NOT NULL,
  unit        text COLLATE "C" NOT NULL
);

CREATE TABLE rows (
  entry_id bigint PRIMARY KEY,
  table_id bigint NOT NULL
);

CREATE TABLE cells (
  entry_id bigint NOT NULL,
  ord      bigint NOT NULL,
  text     text COLLATE "C" NOT NULL,
  spans    text COLLATE "C" NOT NULL,
  PRIMARY KEY (entry_id, ord)
);

CREATE TABLE units (
  id    bigint PRIMARY KEY,
  name  text COLLATE "C" NOT NULL,
  organ text COLLATE "C" NOT NULL
);

CREATE TABLE assignments (
  entry_id bigint NOT NULL,
  ord      bigint NOT NULL,
  unit_id  bigint NOT NULL,
  mention  text COLLATE "C" NOT NULL,
  role     text COLLATE "C" NOT NULL,
  rule     text COLLATE "C" NOT NULL,
  from_id  bigint,
  spans    text COLLATE "C" NOT NULL,
  PRIMARY KEY (entry_id, ord)
);
CREATE INDEX assignments_unit ON assignments (unit_id);

CREATE TABLE deadlines (
  entry_id     bigint NOT NULL,
  ord          bigint NOT NULL,
  raw          text COLLATE "C" NOT NULL,
  kind         text COLLATE "C" NOT NULL,
  start_on     text COLLATE "C",
  end_on       text COLLATE "C",
  due          text COLLATE "C",
  due_basis    text COLLATE "C" NOT NULL,
  repeat_every text COLLATE "C",
  repeat_month bigint,
  repeat_day   bigint,
  what         text COLLATE "C" NOT NULL,
  rule         text COLLATE "C" NOT NULL,
  spans        text COLLATE "C" NOT NULL,
  PRIMARY KEY (entry_id, ord)
);

CREATE TABLE targets (
  entry_id   bigint NOT NULL,
  ord        bigint NOT NULL,
  raw        text COLLATE "C" NOT NULL,
  min_value  double precision,
  max_value  double precision,
  measure    text COLLATE "C" NOT NULL,
  of_what    text COLLATE "C" NOT NULL,
  comparison text COLLATE "C" NOT NULL,
  spans      text COLLATE "C" NOT NULL,
  PRIMARY KEY (entry_id, ord)
);

CREATE TABLE links (
  notice_id bigint NOT NULL,
  ord       bigint NOT NULL,
  a_id      bigint NOT NULL,
  b_id      bigint NOT NULL,
  kind      text COLLATE "C" NOT NULL,
  score     double precision NOT NULL,
  PRIMARY KEY (notice_id, ord)
);

CREATE TABLE findings (
  notice_id bigint NOT NULL,
  ord       bigint NOT NULL,
  code      text COLLATE "C" NOT NULL,
  severity  text COLLATE "C" NOT NULL,
  message   text COLLATE "C" NOT NULL,
  spans     text COLLATE "C" NOT NULL,
  entry_id  bigint,
  PRIMARY KEY (notice_id, ord)
);

CREATE TABLE unclaimed (
  notice_id bigint NOT NULL,
  ord       bigint NOT NULL,
  text      text COLLATE "C" NOT NULL,
  spans     text COLLATE "C" NOT NULL,
  at        text COLLATE "C" NOT NULL,
  PRIMARY KEY (notice_id, ord)
);

-- Full text: rowid is 16 neighbouring entries (their keys / 16), grams are pairs of
-- folded characters as numbers, and single ones (postgres_index.go).
CREATE TABLE search (
  rowid bigint PRIMARY KEY,
  grams integer[] NOT NULL
);
ALTER TABLE search ALTER COLUMN grams SET STORAGE EXTERNAL;
CREATE INDEX search_grams ON search USING gin (grams);

-- What the entries of a notice say, as hashes, and the few smallest of them, by which
-- notices that say much the same find each other.
CREATE TABLE prints (
  notice_id bigint PRIMARY KEY,
  hashes    text COLLATE "C" NOT NULL
);
CREATE INDEX prints_few ON prints (hashes) WHERE length(hashes) < 96;

CREATE TABLE sketches (
  hash      bigint NOT NULL,
  notice_id bigint NOT NULL,
  PRIMARY KEY (hash, notice_id)
);

-- Decisions hang on no key of a notice: they outlive what they are about.
CREATE TABLE decisions (
  id        bigint PRIMARY KEY,
  kind      text COLLATE "C" NOT NULL,
  work      text COLLATE "C" NOT NULL,
  uid       text COLLATE "C" NOT NULL,
  digest    text COLLATE "C" NOT NULL,
  exact     text COLLATE "C" NOT NULL,
  before    text COLLATE "C" NOT NULL,
  after     text COLLATE "C" NOT NULL,
  code      text COLLATE "C" NOT NULL,
  region    text COLLATE "C" NOT NULL,
  from_year bigint NOT NULL,
  to_year   bigint NOT NULL,
  value     text COLLATE "C" NOT NULL,
  who       text COLLATE "C" NOT NULL,
  why       text COLLATE "C" NOT NULL,
  at        text COLLATE "C" NOT NULL,
  undone_at text COLLATE "C",
  undone_by text COLLATE "C",
  state     text COLLATE "C" NOT NULL
);
CREATE INDEX decisions_work ON decisions (work);

-- What was read of the entries that decisions changed, and the findings.
CREATE TABLE originals (
  notice_id bigint PRIMARY KEY,
  entries   text COLLATE "C" NOT NULL,
  findings  text COLLATE "C" NOT NULL,
  whole     text COLLATE "C" NOT NULL
);

CREATE TABLE runs (
  id          bigint PRIMARY KEY,
  who         text COLLATE "C" NOT NULL,
  program     text COLLATE "C" NOT NULL,
  extractor   text COLLATE "C" NOT NULL,
  started_at  text COLLATE "C" NOT NULL,
  finished_at text COLLATE "C"
);

CREATE TABLE run_sources (
  run_id  bigint NOT NULL REFERENCES runs ON DELETE CASCADE,
  ord     bigint NOT NULL,
  name    text COLLATE "C" NOT NULL,
  source  text COLLATE "C" NOT NULL,
  status  text COLLATE "C" NOT NULL,
  notice  text COLLATE "C" NOT NULL,
  millis  bigint NOT NULL,
  error   text COLLATE "C" NOT NULL,
  message text COLLATE "C" NOT NULL,
  PRIMARY KEY (run_id, ord)
);

CREATE TABLE failed_sources (
  name      text COLLATE "C" NOT NULL,
  source    text COLLATE "C" NOT NULL,
  extractor text COLLATE "C" NOT NULL,
  error     text COLLATE "C" NOT NULL,
  message   text COLLATE "C" NOT NULL,
  run_id    bigint NOT NULL
);
CREATE INDEX failed_sources_name ON failed_sources USING hash (name);

-- The hand-off to departments. It hangs on uids, which outlive a reading.
CREATE TABLE rounds (
  id       bigint PRIMARY KEY,
  name     text COLLATE "C" NOT NULL UNIQUE,
  reply_by text COLLATE "C",
  who      text COLLATE "C" NOT NULL,
  at       text COLLATE "C" NOT NULL
);

CREATE TABLE handouts (
  round_id bigint NOT NULL REFERENCES rounds ON DELETE CASCADE,
  organ    text COLLATE "C" NOT NULL,
  ord      bigint NOT NULL,
  work     text COLLATE "C" NOT NULL,
  uid      text COLLATE "C" NOT NULL,
  child    text COLLATE "C" NOT NULL,
  given    text COLLATE "C" NOT NULL,
  PRIMARY KEY (round_id, organ, ord)
);
CREATE UNIQUE INDEX handouts_uid ON handouts (uid, round_id, organ, child);

CREATE TABLE progress (
  organ    text COLLATE "C" NOT NULL,
  uid      text COLLATE "C" NOT NULL,
  child    text COLLATE "C" NOT NULL,
  round_id bigint NOT NULL REFERENCES rounds ON DELETE CASCADE,
  field    text COLLATE "C" NOT NULL,
  value    text COLLATE "C" NOT NULL,
  who      text COLLATE "C" NOT NULL,
  file     text COLLATE "C" NOT NULL,
  sha256   text COLLATE "C" NOT NULL,
  cell     text COLLATE "C" NOT NULL,
  at       text COLLATE "C" NOT NULL,
  PRIMARY KEY (uid, organ, child, field, round_id)
);
CREATE INDEX progress_round ON progress (round_id);

CREATE TABLE returns (
  round_id bigint NOT NULL REFERENCES rounds ON DELETE CASCADE,
  sha256   text COLLATE "C" NOT NULL,
  organ    text COLLATE "C" NOT NULL,
  file     text COLLATE "C" NOT NULL,
  who      text COLLATE "C" NOT NULL,
  at       text COLLATE "C" NOT NULL,
  PRIMARY KEY (round_id, sha256, organ)
);

CREATE TABLE conflicts (
  id         bigint PRIMARY KEY,
  round_id   bigint NOT NULL REFERENCES rounds ON DELETE CASCADE,
  kind       text COLLATE "C" NOT NULL,
  organ      text COLLATE "C" NOT NULL,
  uid        text COLLATE "C" NOT NULL,
  child      text COLLATE "C" NOT NULL,
  field      text COLLATE "C" NOT NULL,
  heading    text COLLATE "C" NOT NULL,
  given      text COLLATE "C" NOT NULL,
  present    text COLLATE "C" NOT NULL,
  returned   text COLLATE "C" NOT NULL,
  file       text COLLATE "C" NOT NULL,
  sha256     text COLLATE "C" NOT NULL,
  cell       text COLLATE "C" NOT NULL,
  note       text COLLATE "C" NOT NULL,
  at         text COLLATE "C" NOT NULL,
  decided    text COLLATE "C" NOT NULL,
  decided_by text COLLATE "C" NOT NULL DEFAULT '',
  decided_at text COLLATE "C" NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX conflicts_cell ON conflicts (round_id, sha256, cell, kind, field);
