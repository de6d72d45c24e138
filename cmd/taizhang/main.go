// Command taizhang turns government plan notices into a task ledger: SQLite for
// tools, Excel for people.
package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/cli"
	"github.com/taizhang/taizhang/desktop"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/seeds"
	"github.com/taizhang/taizhang/terminal"
)

// version, commit and the commit's date are set by the linker.
var (
	version = "unknown"
	commit  = ""
	date    = ""
)

//go:embed pages
var pages embed.FS

// command is one verb of the program, one file each.
type command struct {
	name, args, does string
	begin            func(f *flags) runFunc // adds its flags
}

func commands() []command {
	return []command{
		{"convert", "SRC… -o OUT.xlsx [--db FILE]", "read notices and write one workbook: the main job", convertCommand},
		{"extract", "SRC [--format json|text]", "print what one source holds, without a database", extractCommand},
		{"ingest", "SRC… --db FILE [--retry-failed]", "read notices into a database, skipping what is unchanged", ingestCommand},
		{"export", "--db FILE [-o OUT] [--format xlsx|csv|jsonl|docx|html|parquet]", "write what a database holds", exportCommand},
		{"rounds", "[conflicts|close NAME|reopen NAME] --db FILE", "list the rounds of the hand-off, or what conflicts in them; close one or reopen it", roundsCommand},
		{"collect", "FILE|DIR… --db FILE [-o OUT.xlsx]", "read the workbooks that departments sent back", collectCommand},
		{"remind", "--db FILE [--round NAME] [--as-of DATE] [--within DAYS] [-o DIR]", "list what is overdue, behind or due soon in a round, and write the letters of it", remindCommand},
		{"contacts", "[set UNIT] --db FILE", "list whom to ask in units, as their sign-offs say, or enter one", contactsCommand},
		{"compare", "OLD NEW [--db FILE] [--format text|xlsx|json] [-o OUT]", "say task by task what became of one notice in another", compareCommand},
		{"find", "WORDS… --db FILE", "search all that a database holds: words, units, roles, years, deadlines", findCommand},
		{"notices", "--db FILE", "list the notices in a database", noticesCommand},
		{"findings", "--db FILE", "list what is in doubt and should be checked by a person", findingsCommand},
		{"decide", "notice|work|part|text|label|title|split|join|move|drop|make|heading|columns|header|body|cell|shift|table|prose|rows|units|assign|deadline|target|claim|link|dismiss|away|reopen|list … --db FILE", "settle a doubt, for this run and every later one", decideCommand},
		{"undo", "ID… --db FILE", "take decisions back", undoCommand},
		{"review", "--db FILE [--listen 127.0.0.1:0] [--read-only]", "open the page that shows notices beside what was read of them", reviewCommand},
		{"runs", "--db FILE [RUN]", "list the runs of ingest, or what became of each source of one", runsCommand},
		{"units", "resolve MENTION… | accept MENTION NAME --db FILE | export --db FILE", "say what a mention of a unit means, or decide it", unitsCommand},
		{"deadlines", "parse PHRASE… [--plan-year Y --issued DATE]", "say what an expression of time means, and by which rule", deadlinesCommand},
		{"check", "--db FILE [--digest]", "prove that a database is whole", checkCommand},
		{"backup", "FILE --db DB", "copy a database, also while it is being written", backupCommand},
		{"submit", "SRC… --db postgres://… [--retry-failed]", "put sources into the queue of a database that many machines share", submitCommand},
		{"worker", "--db postgres://… -n N [--until-empty]", "read and store what waits in the queue", workerCommand},
		{"queue", "status --db postgres://…", "say how far the work in the queue is", queueCommand},
		{"doctor", "[--seeds DIR]", "try what the program needs on this computer, and say what is missing", doctorCommand},
	}
}

// environ is what a command may touch of the world outside its arguments.
type environ struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	children       *ingest.Processes // nil: all is read in this process
	now            func() time.Time
	say            catalog.Printer // in the language of who is told
	wait           time.Duration   // for a database that another program has locked; 0: as long as the store does
}

func main() { os.Exit(realMain()) }

func realMain() int {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)         // a command is short: collecting at 4 MB costs more than it saves
		debug.SetMemoryLimit(384 << 20) // what C takes comes on top: SQLite, the lexicon
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // who signals a second time does not want to wait
	children := ingest.NewProcesses()
	defer children.Close()
	return run(ctx, &environ{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, children: children, now: time.Now}, os.Args[1:])
}

// run is the program: the exit code for the arguments.
func run(ctx context.Context, e *environ, args []string) int {
	if is, err := ingest.ServeChild(args, e.stdin, e.stdout, seeds.With); is {
		return e.exitCode(err)
	}
	args, chinese, unknown := cli.Language(args, desktop.Language())
	if e.say.Chinese = chinese; unknown != nil {
		return e.exitCode(unknown)
	}
	out := terminal.DataTo(e.stdout)
	e.stdout, e.stderr = out, terminal.MessagesTo(e.stderr)
	args, end, err := cli.Profiled(args)
	if err != nil {
		return e.exitCode(err)
	}
	if len(args) == 0 {
		err = runPage(ctx, e)
	} else {
		err = e.program().Run(ctx, args)
	}
	end()
	if cut := out.Err(); cut != nil {
		if !errors.Is(err, cut) {
			e.exitCode(err)
		}
		err = &taizhang.Error{Kind: taizhang.IO, What: "standard output can't be written", Err: cut,
			Remedy: "what was printed is not whole: see to the disk or the program that reads it, and run it again"}
	}
	return e.exitCode(err)
}

// program is the frame of the commands.
func (e *environ) program() *cli.Program {
	templates, err := fs.Sub(pages, "pages")
	if err != nil {
		panic(err) // they are embedded
	}
	p := &cli.Program{Name: "taizhang", Version: version, Commit: commit, Date: date, Pages: templates, Stdout: e.stdout, Stderr: e.stderr, Say: e.say,
		About: "taizhang turns government plan notices into a task ledger.\n\n" +
			"usage: taizhang COMMAND [arguments]\n" +
			"       taizhang            the page to work on, on the database in the documents folder\n",
		Notes: "\n--lang en or zh says everything in that language; else it is the system's.\n" +
			"Data goes to standard output, progress and messages to standard error.\n" +
			"Exit codes: 0 done; 1 done, but some sources failed or faults were found;\n" +
			"2 wrong usage; 3 nothing could be done."}
	for _, c := range commands() {
		p.Commands = append(p.Commands, cli.Command{Name: c.name, Args: c.args, Does: c.does, Begin: func(f *cli.Flags) cli.Run { return (&flags{Flags: f, e: e}).begin(c.begin) }})
	}
	return p
}

func (e *environ) exitCode(err error) int { return e.program().ExitCode(err) }

// What commands say, and how they fail.
var usage, failure, failed, message, plural = cli.Usage, cli.Failure, cli.Failed, cli.Message, cli.Plural

const exitDone, exitPartial, exitUsage, exitNothing = cli.Done, cli.Partial, cli.Misused, cli.Nothing

// tell says something on standard error, print on standard output: each a line.
func (e *environ) tell(format string, args ...any) {
	fmt.Fprintln(e.stderr, e.say.Sprintf(format, args...))
}

func (e *environ) print(format string, args ...any) {
	fmt.Fprintln(e.stdout, e.say.Sprintf(format, args...))
}

// text is a message that was made already, term a code or a noun: both are said in the
// language of who is told.
type (
	text = catalog.Text
	term string
)

// table is a table on standard output, list one that may be wanted as JSON lines.
func (e *environ) table() *terminal.Table { return terminal.NewTable(e.stdout, e.say) }

func (e *environ) list(asJSON bool) *terminal.List { return terminal.NewList(e.stdout, e.say, asJSON) }

// writeFile has write fill a file, and says that it is written.
func writeFile(e *environ, path string, write func(io.Writer) error) error {
	err := office.WriteFile(path, write)
	if err == nil {
		e.tell("wrote %s", path)
	}
	return err
}
