package cli

import (
	"os"
	"runtime/pprof"

	"github.com/taizhang/taizhang"
)

// Profiled takes a hidden --pprof FILE off the front of the arguments and writes what the
// command takes of the processor there, for `go tool pprof`; end closes the file.
func Profiled(args []string) (rest []string, end func(), err error) {
	if len(args) < 2 || args[0] != "--pprof" {
		return args, func() {}, nil
	}
	f, err := os.Create(args[1])
	if err == nil {
		err = pprof.StartCPUProfile(f)
	}
	if err != nil {
		return nil, nil, &taizhang.Error{Kind: taizhang.IO, Path: args[1], What: "the file can't be written", Remedy: "name another path", Err: err}
	}
	return args[2:], func() { pprof.StopCPUProfile(); f.Close() }, nil
}
