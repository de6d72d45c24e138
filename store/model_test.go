package store_test

import (
	"fmt"
	"math/rand"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/seeds"
	"github.com/taizhang/taizhang/store"
)

// TestModel plays random sequences of puts, readings by other versions of the
// program, decisions and undos, and checks after each step what the store promises.
func TestModel(t *testing.T) { onBoth(t, testModel) }

func testModel(t *testing.T, on engine) {
	n := on.sequences
	if os.Getenv("TAIZHANG_SOAK") != "" {
		n = 20000
	}
	seed := time.Now().UnixNano()
	t.Logf("seed %d", seed)
	stores := [2]*store.Store{on.openMatching(t), on.openMatching(t)}
	for i := range n {
		s := seed + int64(i)
		if !t.Run(fmt.Sprint(s), func(t *testing.T) { playModel(t, s, false, 1+i%2, stores) }) && !testing.Verbose() {
			t.FailNow() // one sequence is enough to look at
		}
	}
}

// TestModelSeeds plays the sequences that once found a defect, before there were claims
// and links (0), and after.
func TestModelSeeds(t *testing.T) { onBoth(t, testModelSeeds) }

func testModelSeeds(t *testing.T, on engine) {
	for seed, more := range map[int64]int{1795386238396871988: 0, 1795386248915476643: 0, 1795386647649368298: 0, 1795386660122269228: 0, 1795386814011009525: 0, 1796030507142522722: 2} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			playModel(t, seed, true, more, [2]*store.Store{on.openMatching(t), on.openMatching(t)})
		})
	}
}

// model is a store, and what was done to it.
type model struct {
	*testing.T
	r        *rand.Rand
	more     *rand.Rand // of claims and links; nil for none
	mends    *rand.Rand // of the other kinds
	s, other *store.Store
	editions []edition
	version  map[int]int // of the program that read an edition last
	puts     []reading
	made     []decided
	desks    map[string]*desk     // what was handed out, by uid
	reopened map[int64]*reopening // by decision
	log      []string
}

// reading is a put of an edition as a version of the program reads it.
type reading struct{ edition, version int }

// decided is a decision, the text of its entry as it was read, and on which edition.
type decided struct {
	decide.Decision
	text, source string
	undone       bool
}

func (e engine) openMatching(t *testing.T) *store.Store {
	return e.openWith(t, store.Options{Carry: match.Carry, Reread: rereads})
}

var rereads = ingest.Rereader(seeds.FS())

// playModel plays a sequence, with claims and links for 1, and all kinds for 2, and looks at
// every step of it, or at some and the last.
func playModel(t *testing.T, seed int64, every bool, more int, stores [2]*store.Store) {
	r := rand.New(rand.NewSource(seed))
	m := &model{T: t, r: r, s: stores[0], other: stores[1], editions: universe(r), version: map[int]int{}}
	if more > 0 {
		m.more = rand.New(rand.NewSource(seed))
		m.miss()
	}
	if more > 1 {
		m.mends = rand.New(rand.NewSource(seed))
	}
	m.wipe(m.s)
	defer func() {
		if t.Failed() {
			t.Logf("played:\n%s", strings.Join(m.log, "\n"))
		}
	}()
	next, steps, look := 0, 5+r.Intn(8), rand.New(rand.NewSource(seed))
	for step := 0; step < steps && !t.Failed(); step++ {
		switch op := r.Intn(10); {
		case next == 0 || op < 3 && next < len(m.editions):
			m.put(reading{next, 1 + r.Intn(2)*r.Intn(3)})
			next++
		case op < 4:
			m.put(reading{r.Intn(next), 1 + r.Intn(3)})
		case op < 9:
			m.decide()
		default:
			m.undo(r.Intn(max(1, len(m.made))))
		}
		if every || look.Intn(4) == 0 {
			m.invariants()
		}
	}
	m.invariants()
	if t.Failed() {
		return
	}
	m.unchanged()
	for _, i := range r.Perm(len(m.made)) {
		m.undo(i)
	}
	m.wipe(m.other)
	for _, p := range m.puts {
		m.putInto(m.other, p, int64(p.edition+1))
	}
	if got, want := digest(t, m.s), digest(t, m.other); got != want {
		t.Error("all undone, the digest is another than without decisions")
	}
	m.anyOrder()
}

func (m *model) wipe(s *store.Store) {
	if err := s.Wipe(ctx); err != nil {
		m.Fatal(err)
	}
}

func (m *model) logf(format string, args ...any) { m.log = append(m.log, fmt.Sprintf(format, args...)) }

func (m *model) putInto(s *store.Store, p reading, seen int64) (out store.Stored) {
	m.Helper()
	ready, err := store.Prepare(m.editions[p.edition].read(p.version), fmt.Sprint(p.version))
	if err != nil {
		m.Fatal(err)
	}
	ready.Seen = seen
	if err := s.Update(ctx, func(b *store.Batch) (err error) { out, err = b.Put(ctx, ready); return err }); err != nil {
		m.Fatalf("put of %+v: %v", p, err)
	}
	return out
}

func (m *model) put(p reading) {
	e := m.editions[p.edition]
	m.logf("put %d (work %d, site %d, %s, unnumbered %v, late %v) by version %d", p.edition, e.work, e.site, e.published, e.unnumbered, e.lateNumber, p.version)
	before := m.uids()
	out := m.putInto(m.s, p, int64(p.edition+1))
	m.logf("  %s %s", out.Outcome, out.Key)
	m.puts = append(m.puts, p)
	m.version[p.edition] = p.version
	if out.Outcome == store.Replaced {
		return
	}
	for at, uid := range m.uids() { // hand-outs lie on desks under these
		if was, ok := before[at]; ok && was != uid {
			m.Errorf("a put of another source changed the uid of %s from %s to %s", at, was, uid)
		}
	}
}

// uids are those of all entries, by source and id.
func (m *model) uids() map[string]string {
	out := map[string]string{}
	if err := m.s.Rows(ctx, "SELECT n.source, e.eid, e.uid FROM entries e JOIN notices n ON n.id = e.notice_id", func(r store.Row) error {
		out[r.Text(0)+" "+r.Text(1)] = r.Text(2)
		return nil
	}); err != nil {
		m.Fatal(err)
	}
	return out
}
