package reader

import (
	"bytes"
	"fmt"

	"github.com/taizhang/taizhang/lazy"
)

// mboxLine begins each mail of a mail folder in one file, as Thunderbird and most servers
// keep it: From, who sent it, when.
var mboxLine = lazy.NewPattern(`(?m)^From \S+ .*\d\d?:\d\d.*\d{4}.*\r?\n(?:[!-9;-~]+:)`)

func isMbox(data []byte) bool {
	if !bytes.HasPrefix(data, []byte("From ")) {
		return false
	}
	at := mboxLine.Compiled().FindIndex(data[:min(len(data), 1024)])
	return at != nil && at[0] == 0
}

// mbox expands a mail folder: each mail in it is a container of its own.
func (x *expander) mbox(name string, data []byte, depth int) error {
	var starts []int
	for _, at := range mboxLine.Compiled().FindAllIndex(data, -1) {
		if before := data[:at[0]]; len(before) == 0 || bytes.HasSuffix(before, []byte("\n\n")) || bytes.HasSuffix(before, []byte("\n\r\n")) {
			starts = append(starts, at[0]) // elsewhere it is quoted
		}
	}
	for i, from := range starts {
		if x.stop() {
			break
		}
		one := data[from:]
		if i+1 < len(starts) {
			one = data[from:starts[i+1]]
		}
		one = one[bytes.IndexByte(one, '\n')+1:]
		mail := fmt.Sprintf("%s%s%d.eml", name, inner, i+1)
		x.entry(mail, depth, func() ([]byte, error) { return bytes.ReplaceAll(one, []byte("\n>From "), []byte("\nFrom ")), nil })
	}
	return nil
}
