-- What a person took away is asked for by name, of each source that is read.
CREATE INDEX decisions_away ON decisions (exact) WHERE kind = 'away';
