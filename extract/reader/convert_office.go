package reader

import (
	"crypto/md5"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/temp"
)

// officePlaces lists where LibreOffice is when it is not on the PATH.
func officePlaces() []string {
	switch runtime.GOOS {
	case "windows":
		var all []string
		for _, v := range []string{"ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"} {
			if dir := os.Getenv(v); dir != "" {
				all = append(all, filepath.Join(dir, "LibreOffice", "program", "soffice.com"), filepath.Join(dir, "Programs", "LibreOffice", "program", "soffice.com"))
			}
		}
		return all
	case "darwin":
		home, _ := os.UserHomeDir()
		return []string{"/Applications/LibreOffice.app/Contents/MacOS/soffice", filepath.Join(home, "Applications/LibreOffice.app/Contents/MacOS/soffice")}
	}
	opt, _ := filepath.Glob("/opt/libreoffice*/program/soffice")
	slices.Sort(opt)
	slices.Reverse(opt) // the newest first
	return append([]string{"/usr/bin/soffice", "/usr/local/bin/soffice", "/usr/lib/libreoffice/program/soffice", "/usr/lib64/libreoffice/program/soffice", "/snap/bin/libreoffice"}, opt...)
}

// findOffice returns the program to convert with: on the PATH, else in places.
func findOffice(places []string) (string, error) {
	for _, name := range []string{"soffice", "libreoffice"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	for _, path := range places {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path, nil
		}
	}
	return "", exec.ErrNotFound
}

// run converts in within its time limit, by LibreOffice that runs already or by one of its
// own. What another document left broken must not count against this one.
func (c conversion) run(office string, in input) ([]byte, error) {
	if k := offices.take(office); k != nil {
		defer offices.give(k)
		data, err := c.within(office, k.profile(), in)
		if err == nil {
			return data, nil
		}
		k.end()
		if kind := taizhang.KindOf(err); kind == taizhang.Timeout || kind == taizhang.TooLarge {
			return nil, err
		}
	}
	dir, profile, err := officeFolder()
	if err != nil {
		return nil, ioError(in.src.Name, err)
	}
	defer removeOffice(dir)
	return c.within(office, profile, in)
}

// officeFolder makes a folder with a profile, in which macros and links are off.
func officeFolder() (dir, profile string, err error) {
	if dir, err = os.MkdirTemp("", temp.Name("")); err != nil {
		return "", "", err
	}
	temp.Sweep(dir)
	profile = filepath.Join(dir, "profile")
	return dir, profile, errors.Join(os.MkdirAll(filepath.Join(profile, "user"), 0o700), os.Mkdir(filepath.Join(dir, "tmp"), 0o700),
		os.WriteFile(filepath.Join(profile, "user", "registrymodifications.xcu"), []byte(officeProfile), 0o600))
}

// within converts in with the profile, in a folder that is gone afterwards.
func (c conversion) within(office, profile string, in input) ([]byte, error) {
	dir, err := os.MkdirTemp("", temp.Name(""))
	if err != nil {
		return nil, ioError(in.src.Name, err)
	}
	defer removeAll(dir)
	source := filepath.Join(dir, "source."+c.from)
	if err := os.WriteFile(source, in.data, 0o600); err != nil {
		return nil, ioError(in.src.Name, err)
	}
	cmd := officeCommand(office, profile, "--nodefault", "--infilter="+c.infilter, "--convert-to", c.to+":"+c.outfilter, "--outdir", filepath.Join(dir, "out"), source)
	var said firstBytes
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.WaitDelay = time.Second
	// A little less than the limit: what reads this in a child process is killed at the limit, and could not clean up.
	over, err := runGroup(cmd, in.opt.Limits.Time/20*19, in.opt.Limits.Memory)
	out := filepath.Join(dir, "out", "source."+c.to)
	info, statErr := os.Stat(out)
	switch {
	case over == causeTime:
		return nil, overTime(in.src.Name, in.opt.Limits.Time)
	case over == causeMemory:
		return nil, overMemory(in.src.Name, in.opt.Limits.Memory)
	case errors.As(err, new(*fs.PathError)): // of fork and exec
		return nil, &taizhang.Error{Kind: taizhang.NeedsConverter, Path: in.src.Name, What: "LibreOffice does not start", Err: err, Remedy: "install it anew"}
	case statErr != nil:
		return nil, &taizhang.Error{Kind: taizhang.Malformed, Path: in.src.Name,
			What: fmt.Sprintf("LibreOffice can't read it as .%s", c.from), Err: errors.Join(err, said.errorLine()), Remedy: ooxmlRemedy}
	case info.Size() > in.opt.Limits.Expanded:
		return nil, overSize(in.src.Name, in.opt.Limits.Expanded)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		return nil, ioError(in.src.Name, err)
	}
	return data, nil
}

// officeCommand is LibreOffice with a profile, which lies in a folder of its own.
func officeCommand(office, profile string, args ...string) *exec.Cmd {
	dir := filepath.Dir(profile)
	tmp := filepath.Join(dir, "tmp")
	cmd := exec.Command(office, append([]string{"-env:UserInstallation=" + fileURL(profile), "--headless", "--norestore", "--nolockcheck", "--nologo", "--nofirststartwizard"}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(environment(), "HOME="+dir, "TMPDIR="+tmp, "TMP="+tmp, "TEMP="+tmp, "SAL_USE_VCLPLUGIN=svp")
	return cmd
}

// runGroup runs cmd, and kills it and all it started once its time is over or it takes more
// memory than it may: not only a child of a pool, which is watched, converts. It ends with
// the process that waits for it.
func runGroup(cmd *exec.Cmd, limit time.Duration, memory int64) (over cause, err error) {
	runtime.LockOSThread() // it ends with the thread that started it
	defer runtime.UnlockOSThread()
	prepare(cmd)
	withParent(cmd)
	if err := cmd.Start(); err != nil {
		return causeNone, err
	}
	g, err := newGroup(cmd.Process.Pid, memory)
	if err != nil {
		return causeNone, errors.Join(err, cmd.Process.Kill(), cmd.Wait())
	}
	ended, watched := make(chan struct{}), make(chan cause)
	go func() { watched <- g.watch(limit, memory, ended) }()
	err = cmd.Wait()
	close(ended)
	if over = <-watched; over == causeNone {
		g.close()
	}
	return over, err
}

// watch kills the group, and says why, unless it ends before.
func (g group) watch(limit time.Duration, memory int64, ended <-chan struct{}) cause {
	late, poll := time.NewTimer(limit), time.NewTicker(pollMemory)
	defer late.Stop()
	defer poll.Stop()
	for {
		select {
		case <-ended:
			return causeNone
		case <-late.C:
			g.kill()
			return causeTime
		case <-poll.C:
			if g.usage() > memory {
				g.kill()
				return causeMemory
			}
		}
	}
}

// removeAll tries for a second, as Windows keeps files of a program that was just
// killed; what is left the system clears away some day.
func removeAll(dir string) {
	for range 20 {
		if os.RemoveAll(dir) == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// removeOffice removes a folder with a profile, and the socket by which LibreOffice is
// asked for it: one that was killed leaves it.
func removeOffice(dir string) {
	for _, place := range officeSockets {
		os.Remove(filepath.Join(place, officeSocket(filepath.Join(dir, "profile"))))
	}
	removeAll(dir)
}

// removeOf removes what a process left that was killed and has ended.
func removeOf(pid int) {
	left, _ := filepath.Glob(filepath.Join(os.TempDir(), fmt.Sprintf("taizhang-%d-*", pid), "profile"))
	for _, profile := range left {
		removeOffice(filepath.Dir(profile))
	}
	temp.RemoveOf(pid)
}

// officeSockets are the folders of such sockets, where there are files.
var officeSockets = []string{"/tmp", "/var/tmp"}

// officeSocket is named after the profile's address, as LibreOffice names it.
func officeSocket(profile string) string {
	var wide []byte
	for _, c := range utf16.Encode([]rune(fileURL(profile))) {
		wide = binary.LittleEndian.AppendUint16(wide, c)
	}
	name := fmt.Sprintf("OSL_PIPE_%d_SingleOfficeIPC_", os.Getuid())
	for _, b := range md5.Sum(wide) {
		name += strconv.FormatUint(uint64(b), 16)
	}
	return name
}

func fileURL(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// errorLine is what LibreOffice says went wrong, without its usual warnings.
func (f *firstBytes) errorLine() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for line := range strings.Lines(strings.ToValidUTF8(string(f.b), "\ufffd")) {
		if s, ok := strings.CutPrefix(strings.TrimSpace(line), "Error: "); ok {
			return errors.New(s)
		}
	}
	return nil
}

// officeProfile switches macros, links to other files and the network off, and has the
// formats of dates that a file leaves to its country be those of China.
const officeProfile = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>zh-CN</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
`
