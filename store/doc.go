// Package store keeps ledgers in a SQL database and is the only writer of it.
//
// One SQLite file, or a PostgreSQL database (below); the schema is in `store/sqlite/*.sql` and
// `store/postgres/*.sql`, each table and column is explained in `store/schema.md` (a test keeps it complete).
// `ledger` has one row a task, `responsibility` one row a task and unit, of current revisions. `convert`
// stores all it reads in one transaction, writes the workbook in full before that commits, and puts it in its
// place right after.
//
// A run (`ingest/run.go`) is a pipeline: one goroutine expands the sources, as many as there are cores read,
// extract, normalize and prepare the rows (`store.Prepare`: flatten and hash, half of the work of storing),
// and the caller's writes them in the order of the sources, some 32 together, since each commit waits for the
// disk. A report goes out when its notice is there to stay. A batch that fails is written one by one, up to
// the one that fails. What a worker looks up — is this source known? — it asks between the commits.
//
// A source is its SHA-256; that with the versions of the stages says whether it must be read. A work is what
// revisions share: the notice key. Every text of it that was ever read stays (`notices.work`, `revision`,
// `standing`); the last by day of publication is current and owns the key, the others have `work@` and 8
// digits of their source.
//
// Linking (`store/link.go`) is a function of what is stored, not of the order it came in: a notice is a
// duplicate of the best one that says the same — within a work when their entries' fingerprints (hashes of folded
// texts) are equal, across works when nine tenths are and nothing they print about themselves disagrees; what
// is left of a work is put in line. Notices find each other by the four smallest fingerprints.
//
// uids (`store/identity.go`) are minted from content, and carried by `match.Carry` when a source is read
// otherwise by a newer program, and to a notice from one of its work, or that says the same elsewhere, that
// was seen before it: whatever is read later, the uid stays under which a task was handed out.
//
// Decisions (`decide/`, `store/decisions.go`) are rows of their own. Writing a notice is always: what was
// read, uids, `decide.Apply`, rows; `originals` keeps what was read of the entries that changed, so that
// undoing is the same with one decision less, and gives the digest back. A decision holds on by uid, digest of
// the task's text and a quotation. It hangs on a work, and holds for all its revisions; it goes along with a
// notice that is read as another work, and where all of a work repeats another, it holds for what is shown in
// its place. What can't be applied becomes a finding. A claim says what unclaimed text is: part of a stretch
// too, of which the rest stays unclaimed; or that loose text (`decide.Loose`: in no entry, cell or field) is a
// task or a field after all. The item that it may make stands in reading order under the section it is in, and
// has the uid that one with its text would have been given, so that it is the same task where a later version
// reads it; the decision keeps that uid. A link says whether two entries are one task. For both `originals`
// keeps coverage, fields and links as well, and all entries where tasks were split, joined, moved or taken
// away. What a person says of a notice itself is laid first: `Options.Reread` reads the document with and
// without it, and what differs between the two is taken over. Linking looks at what was read alone, so that it does
// not hang on the order of decisions; only the line of revisions goes by the day that a person said. A notice that
// was taken away has the standing `removed` and is in no line; its source is not read again. Where a person said to which
// notice a text belongs (`store/placed.go`), that is its work, and identity goes by the one that it was read as, which the
// decision keeps: so undoing leaves no trace. `DecideAll` takes digests of what a person saw (`decide/seen.go`): where
// another changed that meanwhile, nothing is written.
//
// The search index knows pairs of neighbouring characters by groups of 16 entries, and nothing else of them: `find`
// looks through the groups it names, notice after notice in the order of hits, until it has as many as asked
// for; SQL drops what a filter or a missing character rules out, and the rest is compared in full. FTS5 keeps those
// pairs beside its index, a fifth of the file, to delete rows by: without (`contentless_delete`) the file would not
// open with the SQLite of Debian 12, with which sqlite-utils, Datasette and DB Browser read it.
//
// Whoever opens the file undoes first what an interrupted run left in it, those who only read too: so no
// command opens it in a mode that could not. A lock of another program is waited for in turns of a second,
// between which Ctrl-C is seen. A backup copies pages under the read lock (commits wait meanwhile), as
// SQLite's copy without it begins anew at each commit of another program; VACUUM INTO would hold that lock
// four times as long. The file is opened once a process: by POSIX, closing it anywhere ends all locks of the
// process on it.
//
// # Two databases
//
// All statements that read and write are written once, for both: dates are ISO text, booleans 0 and 1, places
// `$n` in order of first use, every order ends in a content key. Text is compared by its bytes (`COLLATE "C"`
// on each column of PostgreSQL, whatever the database's own collation), all numbers have 8 bytes. What each
// database does in its own way stands behind the interface `database` (`store/database.go`), in files that
// begin with its name:
//
//	(what): SQLite (`sqlite*.go`) — PostgreSQL (`postgres*.go`)
//	connections: one, taken in turns — pgx's pool, one a transaction
//	reading: a transaction — `REPEATABLE READ READ ONLY`; who writes need not wait
//	writing: `BEGIN IMMEDIATE` — `READ COMMITTED`, and a turn (below)
//	the next notice's key: the largest + 1 — a sequence
//	many rows: `INSERT` of 16 — `COPY`, its binary format written by hand: 15,000 values a notice
//	keys of other rows: foreign keys — looked at by `check` alone: kept by the server they cost up to as much again
//	plans: from index to index — the same: told to, as statistics are missing while a database is filled
//	search index: FTS5, pairs of characters as words — `integer[]` with a GIN index, pairs as numbers
//	damage: `integrity_check` — the server's own
//
// Every test of the store runs on both, and both schemas must have the same columns of the same types: a
// change of the schema is a new file in `store/sqlite` and one in `store/postgres`. A server for tests is
// started by `fixtures/postgres`, with a Chinese collation as its default, which nothing may lean on.
//
// # Many writers
//
// `Batch.PutAll` has two halves. First the rows of all notices that are new go in, table by table, without
// looking at anything that another transaction may change: under keys from the sequence, as notices of no work
// yet, which nobody finds. This is most of the time, and any number of connections do it side by side. Then
// the transaction waits for its turn, a lock of the schema that the commit lets go, and one after the other
// its notices join the rest: work, units, duplicates, revisions, uids, decisions, numbers of runs. So what is
// stored is a function of what was put and of `Prepared.Seen`, the order of the sources, and not of who came
// first; a test has four writers put a collection in any order, some of it twice, and compares the digest with
// that of one writer and SQLite. What was decided between the halves is applied in the second.
//
// Who has the turn waits for nobody: units, which all share, are written in it, and two transactions that
// write the same source meet in the first half, in one order, at a unique index; the second finds there what
// the first stored, and begins anew. (One that puts a second time, as `convert` does of many sources, has the
// turn then, and may meet one that waits for it: the server ends either.) So does a transaction whose
// connection was lost — `Update` may call its function again — unless it was part of something that was seen,
// as in `convert`. When the connection goes in the commit itself, the server is asked what became of it
// (`pg_xact_status`). Beginning waits up to two minutes for a server that is away. The first connection of a
// program waits so for a server that says that it is starting, recovering or stopping; where nobody answers
// the address may be wrong, and it fails at once.
//
// # No partitions
//
// Keys ascend with the sequence, so rows and B-trees of 30 million notices grow at their end, and what is
// older is not touched: partitions by ranges of keys would make no write cheaper; nothing is ever dropped by
// age; and each look-up by unit, uid or word would go through all of them. Where they would pay first is
// `search`, whose GIN index alone is written all over. They can come without another statement, since each
// table's key begins with the notice's.
package store
