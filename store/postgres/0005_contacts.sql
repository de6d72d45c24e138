-- Whom to ask in a unit: as its sign-offs say, or as a person entered it.
CREATE TABLE contacts (
  organ  text COLLATE "C" NOT NULL PRIMARY KEY,
  person text COLLATE "C" NOT NULL,
  phone  text COLLATE "C" NOT NULL,
  mail   text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  at     text COLLATE "C" NOT NULL
);
