package main

import (
	"os"
	"runtime"

	"github.com/taizhang/taizhang/extract/reader"
)

// childCommand is what this program calls itself with to read a source in a
// process of its own. It is no command for people, so no list has it.
const childCommand = "read-child"

// readerPool starts nothing until a source needs it.
func readerPool() *reader.Pool {
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0]
	}
	return reader.NewPool([]string{self, childCommand}, runtime.GOMAXPROCS(0))
}
