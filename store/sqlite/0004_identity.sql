-- The notice seen earlier whose entries gave theirs their uids: an earlier reading
-- of the same work, or of the same text published elsewhere; null for none.
ALTER TABLE notices ADD COLUMN uids_from INTEGER REFERENCES notices ON DELETE SET NULL;
CREATE INDEX notices_uids_from ON notices (uids_from) WHERE uids_from IS NOT NULL;
