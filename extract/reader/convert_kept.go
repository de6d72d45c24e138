package reader

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"time"
)

// keptOffice is LibreOffice that runs on between sources, since its start is most of the
// time of a conversion. It holds a document of ours open: without any it would end with
// the first source.
type keptOffice struct {
	dir   string
	cmd   *exec.Cmd
	ended chan struct{}
	uses  int
}

// Bounds of what may pile up in it: sources, and the time without one.
const (
	keptUses = 100
	keptIdle = 10 * time.Second
)

// keeper has at most one, for a process that converts one source after the other, and
// whose end is that of all it started: a child of a pool.
type keeper struct {
	mu      sync.Mutex // held while it is used
	can     bool
	asked   int
	kept    *keptOffice
	forsake *time.Timer
}

var offices keeper

// take returns LibreOffice that runs, from the second source on; nil where there is to be
// none. It is to be given back.
func (o *keeper) take(office string) *keptOffice {
	o.mu.Lock()
	if o.asked++; o.can && o.asked > 1 {
		if o.forsake != nil {
			o.forsake.Stop()
		}
		if o.kept == nil {
			o.kept = keep(office)
			o.can = o.kept != nil // what did not start will not
		}
		if o.kept != nil {
			o.kept.uses++
			return o.kept
		}
	}
	o.mu.Unlock()
	return nil
}

// give takes it back, to be ended when it is worn, or not asked for.
func (o *keeper) give(k *keptOffice) {
	defer o.mu.Unlock()
	if k.uses >= keptUses || !k.runs() {
		k.end()
		o.kept = nil
		return
	}
	o.forsake = time.AfterFunc(keptIdle, o.end)
}

// end ends it, unless it is in use.
func (o *keeper) end() {
	if !o.mu.TryLock() {
		return
	}
	defer o.mu.Unlock()
	if o.kept != nil {
		o.kept.end()
		o.kept = nil
	}
}

// keep starts it, and waits until it has opened its document, which it locks.
func keep(office string) *keptOffice {
	program := officeProgram(office)
	if program == "" {
		return nil
	}
	dir, profile, err := officeFolder()
	if err != nil {
		removeOffice(dir)
		return nil
	}
	own := filepath.Join(dir, "own.rtf")
	if os.WriteFile(own, []byte(`{\rtf1 }`), 0o600) != nil {
		removeOffice(dir)
		return nil
	}
	for range 2 { // with a new profile it ends at once, and wants to be started again
		k := &keptOffice{dir: dir, cmd: officeCommand(program, profile, own), ended: make(chan struct{})}
		started := make(chan error)
		go func() {
			runtime.LockOSThread() // it ends with the thread that started it
			withParent(k.cmd)
			err := k.cmd.Start()
			started <- err
			if err == nil {
				k.cmd.Wait()
			}
			close(k.ended)
		}()
		if <-started != nil {
			break
		}
		for k.runs() {
			if _, err := os.Stat(filepath.Join(dir, ".~lock.own.rtf#")); err == nil {
				return k
			}
			select {
			case <-k.ended:
			case <-time.After(10 * time.Millisecond):
			}
		}
	}
	removeOffice(dir)
	return nil
}

func (k *keptOffice) profile() string { return filepath.Join(k.dir, "profile") }

func (k *keptOffice) runs() bool {
	select {
	case <-k.ended:
		return false
	default:
		return true
	}
}

func (k *keptOffice) end() {
	_ = k.cmd.Process.Kill()
	<-k.ended
	removeOffice(k.dir)
}
