-- What lists need of a hand-out stands beside the whole of it, and in an index of its own. The table has row ids: as part of a
-- key's page a row of more than 1,000 bytes took 4,096.
CREATE TABLE given_out (
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
INSERT INTO given_out SELECT round_id, organ, ord, work, uid, child, given, coalesce(given ->> '$.Role', ''), nullif(given ->> '$.Due', ''),
  coalesce(given ->> '$.Kind', ''), coalesce(given ->> '$.Report.status', '') FROM handouts;
DROP TABLE handouts;
ALTER TABLE given_out RENAME TO handouts;
CREATE UNIQUE INDEX handouts_uid ON handouts (uid, round_id, organ, child);
CREATE INDEX handouts_listed ON handouts (round_id, uid, ord, organ, child, role, due, kind, status);
-- What was collected is counted by round and file for every list.
DROP INDEX progress_round;
CREATE INDEX progress_file ON progress (round_id, sha256, at);
