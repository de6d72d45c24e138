package reader

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/taizhang/taizhang"
)

// TestMemoryLimit: a reader that takes all it can get is ended before it has
// taken more than its limit, or little more on a busy machine.
func TestMemoryLimit(t *testing.T) {
	const limit = 256 << 20
	c, err := start([]string{os.Args[0], readChild}, greeting, limit)
	must(t, err)
	in, _, err := identify("hog", actData("hog", ""), Options{Limits: Limits{Memory: limit}})
	must(t, err)
	peak := make(chan int64)
	go func() { peak <- highWater(c) }()
	err = c.ask(t.Context(), task{"hog", in.opt.Limits, request{"hog", in.data, in.opt}.write, func([]byte) error { return nil }, nil})
	if taizhang.KindOf(err) != taizhang.TooLarge {
		t.Error(err)
	}
	kilobytes := <-peak
	t.Logf("%v; at its peak %d MB, as the pool saw it %d MB", err, kilobytes>>10, c.peak>>20)
	if kilobytes<<10 > limit+limit/8 || kilobytes<<10 < limit/2 {
		t.Errorf("it took %d MB of %d", kilobytes>>10, limit>>20)
	}
}

// highWater returns the most memory a child had, in KB, once it has ended. (The
// system's own account of an ended process includes what its parent had at the fork.)
func highWater(c *child) (peak int64) {
	for {
		if b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid)); err == nil {
			if _, rest, ok := strings.Cut(string(b), "VmHWM:"); ok {
				var n int64
				fmt.Sscan(rest, &n)
				peak = max(peak, n)
			}
		}
		select {
		case <-c.done:
			return peak
		case <-time.After(time.Millisecond):
		}
	}
}
