package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/taizhang/taizhang/fixtures/generate"
)

const shipped = "seeds/notices/sichuan-2017-ip-plan.txt"

// bench is what the steps share.
type bench struct {
	options
	dir, python string
	load        string // of the machine, as it began
	lines       []line

	notices, db string // the generated notices, and a database of them; of batch
	tasks       int
}

func (b *bench) path(name string) string { return filepath.Join(b.dir, name) }

func (b *bench) add(what string, n int, ours, floor, script *cost) {
	b.lines = append(b.lines, line{what, n, ours, floor, script})
}

// start compares the command that does least with an empty program of the same libraries.
func (b *bench) start() error {
	out, err := exec.Command("go", "list", "-tags", b.tags, "-f", `{{join .Imports "\n"}}`, "./...").Output()
	if err != nil {
		return err
	}
	src := "package main\n\n"
	seen := map[string]bool{}
	for path := range strings.Lines(string(out)) {
		path = strings.TrimSpace(path)
		if host, _, _ := strings.Cut(path, "/"); !strings.Contains(host, ".") || strings.HasPrefix(path, "github.com/taizhang/") || seen[path] {
			continue
		}
		seen[path] = true
		src += fmt.Sprintf("import _ %q\n", path)
	}
	file, empty := b.path("empty.go"), b.path("empty")
	if err := os.WriteFile(file, []byte(src+"\nfunc main() {}\n"), 0o600); err != nil {
		return err
	}
	if _, err := process("go", "build", "-trimpath", "-tags", b.tags, "-ldflags", b.ldflags, "-o", empty, file); err != nil {
		return err
	}
	c, err := contest(41, func(int) (cost, error) { return process(b.program, "version") }, func(int) (cost, error) { return process(empty) })
	if err != nil {
		return err
	}
	b.add("`version`; the floor is an empty program with the same libraries", 1, &c[0], &c[1], nil)
	return nil
}

// cold is one notice, as the first thing anybody does.
func (b *bench) cold() error {
	convert := func(name string) (cost, error) {
		defer os.Remove(b.path(name + ".db"))
		return process(b.program, "convert", shipped, "-o", b.path(name+".xlsx"), "--db", b.path(name+".db"))
	}
	if _, err := process(b.program, "convert", shipped, "-o", b.path("model.xlsx"), "--db", b.path("model.db")); err != nil {
		return err
	}
	floor, err := b.floorOf("cold", shipped, b.path("model.db"), b.path("model.xlsx"))
	if err != nil {
		return err
	}
	contestants := []func(int) (cost, error){func(turn int) (cost, error) { return convert(fmt.Sprint("c", turn)) }, floor}
	if b.python != "" {
		contestants = append(contestants, func(int) (cost, error) {
			return process(b.python, b.script, b.path("p.db"), b.path("p.xlsx"), shipped)
		})
	}
	c, err := contest(11, contestants...)
	if err != nil {
		return err
	}
	b.add("`convert` of the shipped notice into a new database and a workbook", 1, &c[0], &c[1], third(c))
	return nil
}

func third(c []cost) *cost {
	if len(c) > 2 {
		return &c[2]
	}
	return nil
}

// batch reads many notices into a new database, and once more.
func (b *bench) batch() error {
	b.notices, b.db = b.path("notices"), b.path("all.db")
	if err := os.Mkdir(b.notices, 0o700); err != nil {
		return err
	}
	var files []string
	for i := range b.options.notices {
		c := generate.Contents(i, generate.Options{Seed: 1})
		b.tasks += len(c.Tasks())
		path := filepath.Join(b.notices, c.Name)
		if err := os.WriteFile(path, c.Bytes(), 0o600); err != nil {
			return err
		}
		files = append(files, path)
	}
	if _, err := process(b.program, "ingest", b.notices, "--db", b.db); err != nil {
		return err
	}
	floorRows, err := b.floorOf("batch", b.db)
	if err != nil {
		return err
	}
	floorFiles, err := b.floorOf("again", files...)
	if err != nil {
		return err
	}
	db := func(turn int) string { return b.path(fmt.Sprint("batch", turn, ".db")) }
	c, err := contest(5,
		func(turn int) (cost, error) { return process(b.program, "ingest", b.notices, "--db", db(turn)) },
		floorRows,
		func(turn int) (cost, error) {
			defer os.Remove(db(turn))
			return process(b.program, "ingest", b.notices, "--db", db(turn))
		}, floorFiles,
		func(turn int) (cost, error) { return storing(b.notices, b.path(fmt.Sprint("stored", turn, ".db"))) })
	if err != nil {
		return err
	}
	n := b.options.notices
	info, err := os.Stat(b.db)
	if err != nil {
		return err
	}
	b.add(fmt.Sprintf("a notice of %d that `ingest` reads into a new database, %d tasks in all, %d kB of database a notice", n, b.tasks, info.Size()/int64(n)/1000), n, &c[0], &c[1], nil)
	b.add("of that what the store takes, of notices that are read already", n, &c[4], &c[1], nil)
	b.add("a notice of these when `ingest` finds them unchanged; the floor reads and hashes the files", n, &c[2], &c[3], nil)
	return nil
}

// one is what one more notice like the shipped one costs, which the script was written for.
func (b *bench) one() error {
	if b.python == "" {
		return nil
	}
	const n = 100
	many, one := b.path("many"), b.path("one")
	if err := variants(many, n); err != nil {
		return err
	}
	if err := variants(one, 1); err != nil {
		return err
	}
	less := func(run func(dir string) (cost, error)) (cost, error) {
		all, err := run(many)
		if err != nil {
			return all, err
		}
		alone, err := run(one)
		return cost{cpu: all.cpu - alone.cpu, wall: all.wall - alone.wall, peak: all.peak}, err
	}
	c, err := contest(3, func(turn int) (cost, error) {
		return less(func(dir string) (cost, error) {
			db := dir + fmt.Sprint(turn, ".db")
			defer os.Remove(db)
			return process(b.program, "ingest", dir, "--db", db)
		})
	}, func(turn int) (cost, error) {
		return less(func(dir string) (cost, error) {
			files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
			if err != nil {
				return cost{}, err
			}
			return process(b.python, append([]string{b.script, b.path("p.db"), b.path("p.xlsx")}, files...)...)
		})
	})
	if err != nil {
		return err
	}
	b.add("one more notice like the shipped one: `ingest` into a database, the script into both", n-1, &c[0], nil, &c[1])
	return nil
}

// variants writes the shipped notice n times, each with another number and wording.
func variants(dir string, n int) error {
	seed, err := os.ReadFile(shipped)
	if err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	for i := range n {
		s := strings.ReplaceAll(string(seed), "〔2017〕2号", fmt.Sprintf("〔2017〕%d号", i+10))
		s = strings.ReplaceAll(s, "专利", fmt.Sprintf("专利%c", 0x4E00+i))
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.txt", i)), []byte(s), 0o600); err != nil {
			return err
		}
	}
	return nil
}
