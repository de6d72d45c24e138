-- What lists need of a hand-out stands beside the whole of it, and in an index of its own.
ALTER TABLE handouts
  ADD COLUMN role   text COLLATE "C" NOT NULL DEFAULT '',
  ADD COLUMN due    text COLLATE "C",
  ADD COLUMN kind   text COLLATE "C" NOT NULL DEFAULT '',
  ADD COLUMN status text COLLATE "C" NOT NULL DEFAULT '';
UPDATE handouts SET role = coalesce(given::json ->> 'Role', ''), due = nullif(given::json ->> 'Due', ''),
  kind = coalesce(given::json ->> 'Kind', ''), status = coalesce(given::json #>> '{Report,status}', '');
ALTER TABLE handouts ALTER COLUMN role DROP DEFAULT, ALTER COLUMN kind DROP DEFAULT, ALTER COLUMN status DROP DEFAULT;
CREATE INDEX handouts_listed ON handouts (round_id, uid, ord, organ, child, role, due, kind, status);
-- What was collected is counted by round and file for every list.
DROP INDEX progress_round;
CREATE INDEX progress_file ON progress (round_id, sha256, at);
