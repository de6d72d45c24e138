-- What stood where a conflict's value was taken, so that it can come back.
ALTER TABLE conflicts ADD COLUMN replaced TEXT NOT NULL DEFAULT '';
