// Package desktop is what the program asks of the user's computer: a browser, the
// documents folder, the language, who the user is.
package desktop

import (
	"errors"
	"html"
	"os"
	"os/exec"
	"runtime"

	"github.com/taizhang/taizhang/temp"
)

// OpenBrowser opens an address with its token in the user's browser, by a file that
// leads there and that no one else can read: what stands in a command line, everyone on
// the computer can. The file is there until close.
func OpenBrowser(url string) (close func(), err error) {
	path, err := leadingTo(url)
	if err != nil {
		return nil, err
	}
	close = func() { os.Remove(path) }
	if err := openFile(path); err != nil {
		close()
		return nil, err
	}
	return close, nil
}

// leadingTo is a page that leads to an address.
func leadingTo(url string) (path string, err error) {
	f, err := os.CreateTemp("", temp.Name(".html")) // for its owner alone
	if err != nil {
		return "", err
	}
	url = html.EscapeString(url)
	_, err = f.WriteString(`<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>台账</title><meta http-equiv="refresh" content="0; url=` + url +
		`"><p><a href="` + url + `">打开台账</a></p></html>`)
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}

// openFile opens a file with the program that the user has for it.
func openFile(path string) error {
	var c *exec.Cmd
	switch runtime.GOOS {
	case "windows":
		c = exec.Command("rundll32", "url.dll,FileProtocolHandler", path)
	case "darwin":
		c = exec.Command("open", path)
	default:
		if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
			return errNoBrowser
		}
		c = exec.Command("xdg-open", path)
	}
	if err := c.Start(); err != nil {
		return err
	}
	go c.Wait()
	return nil
}

// errNoBrowser says that nothing here opens an address.
var errNoBrowser = errors.New("no browser")
