// Package queue is the same ingest on many machines: notices wait in a PostgreSQL
// database, and workers anywhere read and store them. The queue is River's; what a
// worker does with a notice is ingest's.
//
// `submit` expands and groups sources with ingest's code (`Pipeline.Notices`) and inserts for each notice a
// River job and its files, in one transaction; `worker` takes a job, reads the notice with ingest's code
// (`Pipeline.Work`), and stores it with ingest's code (`ingest.Put`). What is the queue's own is little: which
// files wait (`queue/files.go`), what is written together with what (`queue/writer.go`), and the record of a
// submission as a run (`queue/record.go`).
//
// # Exactly once
//
// River delivers at least once. A writer takes what is finished in one transaction: it locks the jobs that are
// still this worker's, puts the notices, records them in the run, drops their files and completes the jobs
// (`JobCompleteTx`). All of that is there or none of it, so a job that another worker took over is read twice
// at most, and counts once.
//
// # Order
//
// A notice's place in the order in which notices came is drawn when it is submitted (`Prepared.Seen`), from
// the sequence that gives ingested ones their keys. Linking and uids follow it, so it is all one who reads
// which notice when: digest and exports are those of `ingest`.
//
// # One job a notice
//
// A job is unique by the key of the notice's bytes while it is unfinished; what is finished is known by what
// is stored, or by `failed_sources`. So submitting is idempotent without any list of what was submitted. Jobs
// go in before their files, and come to an end with them: whoever inserts a new job finds no files that an
// older one is about to take away.
//
// # Whose worker is gone
//
// A worker holds an advisory lock under its name, in a session that does nothing else (`queue/alive.go`). Each looks
// every second for jobs under way whose worker's lock nobody holds; where two looks find it so, they are free. A
// worker that is not gone, and only lost its session, may then have a job that is another's: it stores nothing of
// it, as it finds that when it locks the job, and puts the job back, for what River is told of a job counts for
// whoever has it; "done" would lose the notice.
//
// # Failure
//
// What can't pass (malformed, too large) is recorded and the job completed, in the same transaction; what may
// (a time-out: 3 times, a file out of reach: 10 times) goes back to River with a pause that doubles from 5 s
// to 10 min. What the database could not give or take just then, as its disk was full or the turn did not
// come, goes back for half a minute (`JobSnooze`), and that is no attempt. What it would refuse again
// (`store.Refused`: a constraint, a value it does not take) is written notice by notice, and of the one that
// it refuses alone that is recorded. River itself never gives a job up, as that would leave no trace in the
// ledger. A job has half of the time after which River takes it from a worker that hangs, so no two read it
// side by side unless a clock is wrong; and then the lock decides.
//
// # Bounds
//
// A worker that is told to stop ends within its time of grace and seconds: what is being written then is
// broken off, as it would hold the locks of jobs that are to be put back. A server that was started anew is
// found within seconds; a worker that is gone within two looks; one that hangs, after RescueAfter and the
// half minute in which River looks; one that is stopped in a transaction, after the minute that the server
// lets it be idle.
//
// # Versions
//
// What a newer version of the stages read stays; of versions that differ in reference tables alone the last
// reading counts.
//
// The tables of the queue (`queue/schema/`) are in the ledger's database and no part of its schema: SQLite has
// none of them, and no digest sees them. Bytes that wait are dropped when their notice is stored, since the
// ledger has the text, and kept when it failed. Prometheus's text format is written by hand, twenty lines,
// where its library adds three megabytes to a binary that most people run on a desktop.
package queue
