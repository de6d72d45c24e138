package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// version says what the program is; with libraries, also what it is made of.
func (p *Program) version(libraries bool) {
	p.print("%s %s", p.Name, text(p.Version))
	if !libraries {
		return
	}
	if p.Commit != "" {
		p.print("commit %s of %s", p.Commit, p.Date)
	}
	fmt.Fprintf(p.Stdout, "%s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return
	}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		fmt.Fprintf(p.Stdout, "%s %s\n", m.Path, m.Version)
	}
}
