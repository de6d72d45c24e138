package handoff

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// KeyHeader heads the hidden column that stands behind the last of [Columns].
const KeyHeader = "校验码"

// childColumns are the given columns that an organ says itself of a row that it added.
// They are progress too, with the column's name as field.
var childColumns = []string{ColSeq, ColText, ColResult, ColLead, ColSupport, ColRaw, ColDue}

const (
	colSection  = "类别/来源"
	colRole     = "承担角色"
	colPhone    = "联系电话"
	colProblems = "存在问题"
	colRemark   = "备注"
	colSource   = "原文出处"
)

// checksumOf is 8 hex digits over what was given, so that an edited key is found out.
func checksumOf(h *taizhang.Handout) string {
	f := sha256.New()
	for _, s := range []string{h.Round, h.Organ, h.Notice, h.Task, h.Child, string(h.Role), h.Text, h.Result, h.Lead, h.Support, h.DeadlineRaw, string(h.Due)} {
		fmt.Fprintf(f, "%d:%s", len(s), s)
	}
	return hex.EncodeToString(f.Sum(nil)[:4])
}

// OrganID is how keys name an organ: 8 hex digits.
func OrganID(organ string) string {
	sum := sha256.Sum256([]byte(organ))
	return hex.EncodeToString(sum[:4])
}

// Key is what the hidden column of a row holds: round, task, child, organ and checksum,
// so that rows that were copied out and merged still say whose they are.
func Key(h *taizhang.Handout) string {
	return fmt.Sprintf("%s|%s|%s|%s|%s", h.Round, h.Task, h.Child, OrganID(h.Organ), checksumOf(h))
}

// keyParts is a key taken apart: see [Key].
type keyParts struct {
	round, task, child string
	organ, checksum    string // 8 hex digits each
}

var keyPattern = lazy.NewPattern(`^(.*)\|([^|]+)\|([^|]*)\|([0-9a-f]{8})\|([0-9a-f]{8})$`)

func parseKey(s string) (keyParts, bool) {
	m := keyPattern.FindStringSubmatch(s)
	if m == nil {
		return keyParts{}, false
	}
	return keyParts{m[1], m[2], m[3], m[4], m[5]}, true
}

// retyped reads a key that a person typed anew, in capitals, in full width or with blanks;
// plainKey is then as it was handed out.
func retyped(s string) (k keyParts, plainKey string, ok bool) {
	parts := strings.Split(taizhang.FoldString(s), "|")
	if len(parts) < 5 {
		return k, "", false
	}
	for i := len(parts) - 4; i < len(parts); i++ { // all but the round, which may have capitals
		parts[i] = strings.ToLower(parts[i])
	}
	plainKey = strings.Join(parts, "|")
	k, ok = parseKey(plainKey)
	return k, plainKey, ok
}

// organID is how keys name an organ.
func organID(h *taizhang.Handout) string { return OrganID(h.Organ) }

// childID is the identity of a row that an organ added under a task: what it says,
// and whom of its own it names as responsible.
func childID(task, organ, text, lead string) string {
	sum := sha256.Sum256([]byte(task + "\x00" + organ + "\x00" + plain(text) + "\x00" + plain(lead)))
	return hex.EncodeToString(sum[:6])
}
