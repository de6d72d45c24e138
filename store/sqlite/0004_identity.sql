-- The notice seen earlier whose entries gave theirs their uids: an earlier reading
-- of the same work, or of the same text published elsewhere; null for none.
ALTER TABLE notices ADD COLUMN uids_from INTEGER REFERENCES notices ON DELETE SET NULL;
CREATE INDEX notices_uids_from ON notices (uids_from) WHERE uids_from IS NOT NULL;

-- Notices that say little are looked up by all they say, and are in no sketch.
CREATE INDEX prints_few ON prints (hashes) WHERE length(hashes) < 96;
DELETE FROM sketches WHERE notice_id IN (SELECT notice_id FROM prints WHERE length(hashes) < 96);
