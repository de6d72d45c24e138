-- The hand-off to departments: what was given to whom, what came back, and what
-- a person must decide on. It hangs on uids, which outlive a reading.
CREATE TABLE rounds (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE,
  reply_by TEXT,
  who      TEXT NOT NULL,
  at       TEXT NOT NULL
) STRICT;

CREATE TABLE handouts (
  round_id INTEGER NOT NULL REFERENCES rounds ON DELETE CASCADE,
  organ    TEXT NOT NULL,
  ord      INTEGER NOT NULL,
  work     TEXT NOT NULL,
  uid      TEXT NOT NULL,
  child    TEXT NOT NULL,
  given    TEXT NOT NULL,
  PRIMARY KEY (round_id, organ, ord)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX handouts_uid ON handouts (uid, round_id, organ, child);

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
CREATE INDEX progress_round ON progress (round_id);

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
) STRICT;
CREATE UNIQUE INDEX conflicts_cell ON conflicts (round_id, sha256, cell, kind, field);
