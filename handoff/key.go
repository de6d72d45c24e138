package handoff

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/taizhang/taizhang"
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

// keyParts is a key taken apart: see [taizhang.Handout.Key].
type keyParts struct {
	round, task, child string
	organ, checksum    string // 8 hex digits each
}

var keyPattern = taizhang.NewPattern(`^(.*)\|([^|]+)\|([^|]*)\|([0-9a-f]{8})\|([0-9a-f]{8})$`)

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
func organID(h *taizhang.Handout) string { return taizhang.OrganID(h.Organ) }

// childID is the identity of a row that an organ added under a task: what it says,
// and whom of its own it names as responsible.
func childID(task, organ, text, lead string) string {
	sum := sha256.Sum256([]byte(task + "\x00" + organ + "\x00" + plain(text) + "\x00" + plain(lead)))
	return hex.EncodeToString(sum[:6])
}
