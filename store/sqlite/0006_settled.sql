-- Who decided a conflict of the hand-off, and when; empty where that was not kept.
ALTER TABLE conflicts ADD COLUMN decided_by TEXT NOT NULL DEFAULT '';
ALTER TABLE conflicts ADD COLUMN decided_at TEXT NOT NULL DEFAULT '';
