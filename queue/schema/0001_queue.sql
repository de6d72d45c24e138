-- What waits to be read. The jobs themselves are River's, in tables of its own.

-- A submission is a run of the ledger (runs.id). recorded counts the sources of which
-- it is known what became of them, done those of them that did not fail.
CREATE TABLE queue_submissions (
  run_id    bigint PRIMARY KEY,
  complete  boolean NOT NULL DEFAULT false,
  total     bigint NOT NULL DEFAULT 0,
  recorded  bigint NOT NULL DEFAULT 0,
  failed    bigint NOT NULL DEFAULT 0
);

-- A notice that waits, or that failed and may be tried again; it goes when it is stored.
-- source is the key of its bytes, seen its place in the order in which notices came.
CREATE TABLE queue_notices (
  source    text COLLATE "C" PRIMARY KEY,
  seen      bigint NOT NULL,
  guessed   boolean NOT NULL,
  plan_year bigint NOT NULL,
  force     boolean NOT NULL
);

-- Its files, the cover first: their bytes, deflated where that is smaller, or the path
-- at which every worker finds them.
CREATE TABLE queue_files (
  source   text COLLATE "C" NOT NULL REFERENCES queue_notices ON DELETE CASCADE,
  ord      integer NOT NULL,
  name     text NOT NULL,
  sha256   text NOT NULL,
  path     text,
  deflated boolean NOT NULL,
  bytes    bytea,
  PRIMARY KEY (source, ord)
);
ALTER TABLE queue_files ALTER COLUMN bytes SET STORAGE EXTERNAL;
