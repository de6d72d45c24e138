-- The reading that came next to the one taken, as JSON, where the finding knows one.
ALTER TABLE findings ADD COLUMN second TEXT;
