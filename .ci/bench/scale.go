package main

import (
	"bufio"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"strings"
	"time"
)

// books is one workbook of all tasks.
func (b *bench) books() error {
	out := b.path("all.xlsx")
	export := func(int) (cost, error) { return process(b.program, "export", "--db", b.db, "-o", out) }
	if _, err := export(0); err != nil {
		return err
	}
	floor, err := b.floorOf("books", out)
	if err != nil {
		return err
	}
	c, err := contest(3, export, floor)
	if err != nil {
		return err
	}
	b.add(fmt.Sprintf("`export` of %d tasks as one workbook; the floor writes its values without looks", b.tasks), 1, &c[0], &c[1], nil)
	return nil
}

// round hands all tasks out, and rolls up what came back of them.
func (b *bench) round() error {
	args := []string{"export", "--db", b.db, "--by-unit", b.path("units"), "--round", "2017Q2"}
	for year := 2010; year < 2030; year++ {
		args = append(args, "--year", fmt.Sprint(year))
	}
	c, err := process(b.program, args...)
	if err != nil {
		return err
	}
	books, err := os.ReadDir(b.path("units"))
	if err != nil {
		return err
	}
	values, err := b.answers()
	if err != nil {
		return err
	}
	b.add(fmt.Sprintf("a workbook of the %d that `export --by-unit` hands %d tasks out in", len(books), b.tasks), len(books), &c, nil, nil)
	rolled, err := contest(3, func(int) (cost, error) {
		return process(b.program, "export", "--db", b.db, "--round", "2017Q2", "--as-of", "2017-07-01", "-o", b.path("rollup.xlsx"))
	})
	if err != nil {
		return err
	}
	b.add(fmt.Sprintf("the roll-up of that round, of %d values", values), 1, &rolled[0], nil, nil)
	return nil
}

// answers has two values a task come back, as `collect` would have stored them.
func (b *bench) answers() (values int, err error) {
	conn, err := sql.Open("sqlite3", b.db)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	for field, value := range map[string]string{"status": "'进行中'", "q2": "'已完成第' || ord || '项的调研，正在起草文件。'"} {
		res, err := conn.Exec(`INSERT INTO progress (organ, uid, child, round_id, field, value, who, file, sha256, cell, at)
			SELECT min(organ), uid, '', round_id, ?, `+value+`, '张三', min(organ) || '.xlsx', hex(organ), '填报表!H' || ord, '2017-06-28T09:00:00Z' FROM handouts GROUP BY uid`, field)
		if err != nil {
			return 0, err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return 0, err
		}
		values += int(n)
	}
	return values, nil
}

// page opens the page and its first list of all tasks.
func (b *bench) page() error {
	c, err := contest(3, func(int) (cost, error) { return b.firstList() })
	if err != nil {
		return err
	}
	b.add(fmt.Sprintf("`review` until it shows the first list of %d tasks, %.2f s after its start", b.tasks, c[0].wall.Seconds()), 1, &c[0], nil, nil)
	return nil
}

// firstList starts the page and asks for the list of tasks; the time is until it is there.
func (b *bench) firstList() (c cost, err error) {
	cmd := exec.Command(b.program, "review", "--db", b.db)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return c, err
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return c, err
	}
	defer func() {
		err = errors.Join(err, cmd.Process.Signal(os.Interrupt))
		if err == nil {
			err = cmd.Wait()
		}
		if err == nil {
			c = spent(cmd.ProcessState, c.wall)
		}
	}()
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return c, err
	}
	go io.Copy(io.Discard, out)
	jar, err := cookiejar.New(nil)
	if err != nil {
		return c, err
	}
	client := &http.Client{Jar: jar}
	address = strings.TrimSpace(address)
	for _, url := range []string{address, address[:strings.Index(address, "/?")] + "/tasks"} {
		resp, err := client.Get(url)
		if err != nil {
			return c, err
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK {
			return c, fmt.Errorf("%s: %s %v\n%.300s", url, resp.Status, err, body)
		}
	}
	c.wall = time.Since(start)
	return c, nil
}
