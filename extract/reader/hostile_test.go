package reader

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/fixtures/hostile"
)

// hostileSeed is a sound file of a format, from which hostile ones are made.
type hostileSeed struct {
	make func(t testing.TB) []byte
	most int // how many at most, where reading one takes seconds; 0 for no bound
}

// hostileSeeds has a seed for each format. The tests of a format add theirs, in
// an init function.
var hostileSeeds = map[string]hostileSeed{
	"txt":  {make: shippedText},
	"html": {make: shippedPage},
}

func shippedText(t testing.TB) []byte {
	b, err := os.ReadFile("../../seeds/notices/sichuan-2017-ip-plan.txt")
	must(t, err)
	return b
}

func shippedPage(t testing.TB) []byte {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html><head><meta charset='utf-8'><title>通知</title></head><body><div class=nav><a href='/'>首页</a></div>\n")
	for i, line := range strings.Split(string(shippedText(t)), "\n") {
		if i%20 == 0 {
			fmt.Fprintf(&b, "<table border=1><tr><th rowspan=2>%d</th><td>%s</td></tr><tr><td><span>%s</span><br></td></tr></table>\n", i, line, line)
			continue
		}
		fmt.Fprintf(&b, "<p style='x'>%s&nbsp;</p>\n", line)
	}
	return []byte(b.String() + "</body></html>")
}

type hostileFile struct {
	name string
	data []byte
}

// TestHostile reads files that are damaged or made to hurt: each ends in a typed
// error or a document by itself, in 512 MB; text and pages, which are read without
// a child's protection, do not even come near.
func TestHostile(t *testing.T) {
	n := 250
	if os.Getenv("TAIZHANG_SOAK") != "" {
		n = 20_000
	}
	files := hostileFiles(t, n)
	if len(files) < n {
		t.Errorf("%d hostile files, want %d", len(files), n)
	}
	p := newPool(runtime.GOMAXPROCS(0))
	defer p.Close()
	var all sync.WaitGroup
	var mu sync.Mutex
	count := map[string]int{}
	next := make(chan hostileFile)
	for range cap(p.slots) {
		all.Go(func() {
			for f := range next {
				outcome := readHostile(t, p, f)
				mu.Lock()
				count[outcome]++
				mu.Unlock()
			}
		})
	}
	for _, f := range files {
		next <- f
	}
	close(next)
	all.Wait()
	t.Logf("%d files of %v: %v", len(files), slices.Sorted(maps.Keys(hostileSeeds)), count)
}

// readHostile reads one file in a child, whatever its format, and says how it ended.
func readHostile(t *testing.T, p *Pool, f hostileFile) string {
	in, format, err := identify(f.name, f.data, Options{Limits: Limits{Memory: raceFactor * 512 << 20}})
	if err == nil {
		_, err = p.inChild(t.Context(), in)
	}
	if err == nil {
		return "document" // whose spans and text the pool has checked
	}
	var typed *taizhang.Error
	if !errors.As(err, &typed) || typed.Kind == taizhang.IO || typed.Path != f.name || typed.What == "" || typed.Remedy == "" {
		t.Errorf("%s: %v", f.name, err)
		return "wrong error"
	}
	crash := strings.Contains(typed.What, "its reader")
	if format != nil && format.inProcess && (crash || typed.Kind == taizhang.Timeout || strings.Contains(typed.What, "of memory")) {
		t.Errorf("%s is read without a child's protection: %v", f.name, err)
	}
	if crash {
		t.Log(err)
		return "crash"
	}
	return string(typed.Kind)
}

// hostileFiles makes n files or a few more: of the kinds made by hand those that are read
// without a child's protection, at their largest, and from each seed its share of damaged
// ones.
func hostileFiles(t *testing.T, n int) (files []hostileFile) {
	for name, data := range hostile.Files {
		if strings.HasPrefix(name, "txt/") || strings.HasPrefix(name, "html/") {
			b := data()
			files = append(files, hostileFile{name, slices.Clone(b[:min(len(b), Small)])})
		}
	}
	names := slices.SortedFunc(maps.Keys(hostileSeeds), func(a, b string) int { // the bounded first: the others take what they leave
		bound := func(s string) int { return (hostileSeeds[s].most - 1) & (1<<30 - 1) }
		return (bound(a)-bound(b))*2 + strings.Compare(a, b)
	})
	for i, name := range names {
		seed := hostileSeeds[name]
		share := (n - len(files) + len(names) - i - 1) / (len(names) - i)
		if seed.most > 0 {
			share = min(share, seed.most)
		}
		files = append(files, damagedFiles(name, seed.make(t), share)...)
	}
	return files
}

// damagedFiles makes n files of a sound one: cut off at multiples of eight bytes, with
// bits flipped, and, where it is a ZIP archive, with members damaged inside it.
func damagedFiles(name string, data []byte, n int) (files []hostileFile) {
	add := func(what string, data []byte) {
		files = append(files, hostileFile{fmt.Sprintf("%s, %s", name, what), data})
	}
	if strings.HasPrefix(string(data), "PK") {
		for _, f := range damagedZIP(data, n/2) {
			add(f.name, f.data)
		}
	}
	cuts := (n - len(files)) / 2
	for i := range cuts {
		at := len(data) * i / cuts &^ 7
		add(fmt.Sprint("cut at ", at), data[:at])
	}
	r := rand.New(rand.NewPCG(uint64(len(data)), 3))
	for i := 0; len(files) < n; i++ {
		b := slices.Clone(data)
		for range 1 << (i % 10) {
			b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		}
		add(fmt.Sprintf("%d bits flipped, %d", 1<<(i%10), i), b)
	}
	return files
}
