package temp

import (
	"bytes"
	"fmt"
	"testing"
)

// What was written is read again wherever it lies: in memory, in the file, or in both.
func TestBufferReadAt(t *testing.T) {
	var s Buffer
	defer s.Discard()
	var all []byte
	for i := 0; len(all) < 5*BufferMost/2; i++ {
		part := []byte(fmt.Sprintf("%d;", i))
		all = append(all, part...)
		if _, err := s.Write(part); err != nil {
			t.Fatal(err)
		}
	}
	if s.file == nil || s.mem.Len() == 0 || s.Size() != int64(len(all)) {
		t.Fatalf("%d bytes, %d of them in memory, in the file %v", s.Size(), s.mem.Len(), s.file)
	}
	edge := len(all) - s.mem.Len()
	for _, at := range []int{0, 7, edge - 5, edge, edge + 1, len(all) - 10} {
		got := make([]byte, 10)
		if n, err := s.ReadAt(got, int64(at)); n != 10 || err != nil || !bytes.Equal(got, all[at:at+10]) {
			t.Errorf("at %d: %q, %v; want %q", at, got[:n], err, all[at:at+10])
		}
	}
	if n, err := s.ReadAt(make([]byte, 10), int64(len(all)-3)); n != 3 || err == nil {
		t.Errorf("over the end: %d, %v", n, err)
	}
}
