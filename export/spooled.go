package export

import (
	"bytes"
	"encoding/gob"

	"github.com/taizhang/taizhang/temp"
)

// Spooled is a [taizhang.Series] of which little is in memory: its records go to a temporary file, which Discard
// removes. A record is brought back anew each time.
type Spooled[T any] struct {
	kept  temp.Buffer
	at    []int64 // where each record begins
	enc   *gob.Encoder
	dec   *gob.Decoder
	one   bytes.Reader // of the record that dec reads
	block []byte       // records in one piece,
	from  int64        // which begins here
	last  int          // the record that was read last
	err   error
}

// Add keeps a record.
func (s *Spooled[T]) Add(x T) {
	if s.enc == nil { // what gob says of the types stands before an empty record
		s.enc = gob.NewEncoder(&s.kept)
		s.err = s.enc.Encode(new(T))
	}
	if s.err == nil {
		s.at = append(s.at, s.kept.Size())
		s.err = s.enc.Encode(&x)
	}
}

// Len is how many records were added.
func (s *Spooled[T]) Len() int { return len(s.at) }

// Err is why a record could not be written or read.
func (s *Spooled[T]) Err() error { return s.err }

// At reads a record.
func (s *Spooled[T]) At(i int) *T {
	x := new(T)
	if s.dec == nil && s.err == nil {
		s.dec = gob.NewDecoder(&s.one)
		s.last = -2
		if s.err = s.piece(0, s.at[0], s.at[0]); s.err == nil {
			s.err = s.dec.Decode(new(T))
		}
	}
	if s.err != nil {
		return x
	}
	end := s.kept.Size()
	if i+1 < len(s.at) {
		end = s.at[i+1]
	}
	most := end - s.at[i]
	if i == s.last+1 { // who reads one after the other goes on
		most = max(most, 64<<10)
	}
	if s.err = s.piece(s.at[i], end, most); s.err == nil {
		s.err = s.dec.Decode(x)
	}
	s.last = i
	return x
}

// piece has one read the bytes from at to end, of a block of so many bytes that is read where they are not in the last.
func (s *Spooled[T]) piece(at, end, most int64) error {
	if at < s.from || end > s.from+int64(len(s.block)) {
		n := min(most, s.kept.Size()-at)
		if int64(cap(s.block)) < n {
			s.block = make([]byte, n)
		}
		s.block, s.from = s.block[:n], at
		if _, err := s.kept.ReadAt(s.block, at); err != nil {
			s.block = s.block[:0]
			return err
		}
	}
	s.one.Reset(s.block[at-s.from : end-s.from])
	return nil
}

// Discard removes the temporary file.
func (s *Spooled[T]) Discard() error { return s.kept.Discard() }
