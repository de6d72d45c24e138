package reader

import "testing"

func TestChildrenOf(t *testing.T) {
	for _, c := range []struct {
		cores  int
		memory int64
		want   int
	}{{4, 0, 4}, {4, 1 << 30, 1}, {4, 2 << 30, 1}, {4, 4 << 30, 2}, {8, 6 << 30, 3}, {4, 64 << 30, 4}, {1, 64 << 30, 1}} {
		if got := childrenOf(c.cores, c.memory); got != c.want {
			t.Errorf("%d cores and %d MB: %d children, want %d", c.cores, c.memory>>20, got, c.want)
		}
	}
	if Children() < 1 {
		t.Error("none")
	}
}
