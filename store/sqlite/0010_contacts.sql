-- Whom to ask in a unit: as its sign-offs say, or as a person entered it.
CREATE TABLE contacts (
  organ  TEXT NOT NULL PRIMARY KEY,
  person TEXT NOT NULL,
  phone  TEXT NOT NULL,
  mail   TEXT NOT NULL,
  source TEXT NOT NULL,
  at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
