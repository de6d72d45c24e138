package temp_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/taizhang/taizhang/temp"
)

// TestSweepTemp: what a killed process left goes, once it is old; what is somebody's stays.
func TestSweepTemp(t *testing.T) {
	ended := exec.Command(os.Args[0], "-test.run", "^$")
	if err := ended.Run(); err != nil {
		t.Fatal(err)
	}
	gone, here := ended.Process.Pid, os.Getppid()
	dir := t.TempDir()
	old := time.Now().Add(-48 * time.Hour)
	make := func(name string, folder, aged bool) string {
		path := filepath.Join(dir, name)
		err := os.WriteFile(path, nil, 0o600)
		if folder {
			os.Remove(path)
			err = os.MkdirAll(filepath.Join(path, "profile", "user"), 0o700)
		}
		if err == nil && aged {
			err = os.Chtimes(path, old, old)
		}
		if err != nil {
			t.Fatal(err)
		}
		return name
	}
	make(fmt.Sprintf("taizhang-%d-123456", gone), true, true)
	make(fmt.Sprintf("taizhang-%d-7.html", gone), false, true)
	make(fmt.Sprintf(".taizhang-%d-123456.tmp", gone), false, true)
	stays := []string{
		make(fmt.Sprintf("taizhang-%d-99", gone), true, false),                        // not old
		make(fmt.Sprintf("taizhang-%d-99", here), true, true),                         // its process runs
		make("taizhang-2026", true, true), make("taizhang-2026-plan.db", false, true), // a person's
		make("taizhang", true, true), make("notice.txt", false, true),
	}
	mine, err := os.MkdirTemp(dir, temp.Name(""))
	if err != nil {
		t.Fatal(err)
	}
	temp.Sweep(mine)
	stays = append(stays, filepath.Base(mine))
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, e := range entries {
		left = append(left, e.Name())
	}
	slices.Sort(stays)
	slices.Sort(left)
	if !slices.Equal(left, stays) {
		t.Errorf("left %q, want %q", left, stays)
	}
}
