package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"

	"github.com/taizhang/taizhang"
)

// uids mints the identities of a notice's entries from what they say, so that
// the same entry gets the same one whatever number it is printed under.
type uids struct {
	key  string
	seen map[string]int
	used map[string]bool // carried by other entries
}

func newUIDs(key string) *uids { return &uids{key: key, seen: make(map[string]int)} }

// mint returns the first 16 hex digits of a hash over notice key, kind and text
// without white space; the second entry that says the same gets ~2, and so on.
func (u *uids) mint(kind, text string) string {
	h := sha256.Sum256([]byte(u.key + "\x00" + kind + "\x00" + squeeze(text)))
	id := hex.EncodeToString(h[:8])
	for {
		u.seen[id]++
		out := id
		if n := u.seen[id]; n > 1 {
			out += "~" + strconv.Itoa(n)
		}
		if !u.used[out] {
			return out
		}
	}
}

// mintUIDs returns the uid of each entry by its id: the one carried, else a new one.
func mintUIDs(l *taizhang.Ledger, carried map[string]string) map[string]string {
	mint := newUIDs(l.Notice.Key)
	mint.used = make(map[string]bool, len(carried))
	for _, uid := range carried {
		mint.used[uid] = true
	}
	out := make(map[string]string, len(l.Nodes))
	of := func(id, kind, says string) {
		uid, ok := carried[id]
		if !ok {
			uid = mint.mint(kind, says)
		}
		out[id] = uid
	}
	for i := range l.Nodes {
		kind, says := nodeSays(&l.Nodes[i])
		of(l.Nodes[i].ID, kind, says)
	}
	for i := range l.Tables {
		t := &l.Tables[i]
		for j := range t.Rows {
			r := &t.Rows[j]
			of(r.ID, rowKind(r.Kind), rowSays(r, t.Task(r).Text))
		}
	}
	return out
}

// nodeSays is the kind of a node as an entry, and what its uid is made from.
func nodeSays(n *taizhang.Node) (kind, says string) {
	if n.Section {
		return "section", n.Title + "\n" + n.Text
	}
	return "item", n.Text
}

// rowSays is what the uid of a row is made from: the task in it, else all its cells.
func rowSays(r *taizhang.Row, task string) string {
	if task != "" {
		return task
	}
	words := make([]string, len(r.Cells))
	for i := range r.Cells {
		words[i] = r.Cells[i].Text
	}
	return strings.Join(words, "\x1f")
}

// unitID is the key of a unit, made from its names: two machines that meet it
// at the same time agree without asking. 63 bits, as keys are signed.
func unitID(name, organ string) int64 {
	h := sha256.Sum256([]byte(name + "\x00" + organ))
	return int64(binary.BigEndian.Uint64(h[:8]) >> 1)
}

// squeeze removes white space, as breaking a line in another place must not
// change what a record says.
func squeeze(s string) string {
	if strings.IndexFunc(s, unicode.IsSpace) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
