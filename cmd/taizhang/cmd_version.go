package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
)

// version, commit and the commit's date are set by the linker.
var (
	version = "unknown"
	commit  = ""
	date    = ""
)

// printVersion says what this program is; with libraries, also what it is made of.
func printVersion(w io.Writer, libraries bool) {
	fmt.Fprintln(w, "taizhang", version)
	if !libraries {
		return
	}
	if commit != "" {
		fmt.Fprintf(w, "commit %s of %s\n", commit, date)
	}
	fmt.Fprintf(w, "%s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return
	}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		fmt.Fprintf(w, "%s %s\n", m.Path, m.Version)
	}
}
