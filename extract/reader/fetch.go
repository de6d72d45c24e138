package reader

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// isAddress tells an address from the name of a file.
func isAddress(path string) bool {
	lower := strings.ToLower(path[:min(len(path), 8)])
	return strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://")
}

// Fetch gets what is at an http(s) address the user typed, and the address it was
// found at in the end. It is bounded by Limits.FileBytes, Limits.Time and ten
// redirections, none of which leads from outside into the own network. The charset the server declares is not used: the bytes say more.
// Errors are of type *taizhang.Error: io, timeout, too-large.
func Fetch(ctx context.Context, address string, opt Options) (name string, data []byte, err error) {
	return fetch(ctx, address, opt, reachOf)
}

func fetch(ctx context.Context, address string, opt Options, of func(netip.AddrPort) reach) (name string, data []byte, err error) {
	l := opt.Limits.orDefault()
	ctx, cancel := context.WithTimeout(ctx, l.Time)
	defer cancel()
	name = address
	if u, err := url.Parse(address); err == nil {
		name = plain(u)
	}
	fail := func(what string, err error) (string, []byte, error) {
		kind, remedy := taizhang.IO, "open the address in a browser, save the page and give the file"
		if errors.Is(err, context.DeadlineExceeded) {
			kind, what, err = taizhang.Timeout, fmt.Sprintf("no answer within %v", l.Time), nil
		}
		var ue *url.Error
		if errors.As(err, &ue) {
			err = ue.Err // without the address, which the message names already
		}
		return name, nil, &taizhang.Error{Kind: kind, Path: name, What: what, Err: err, Remedy: remedy}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return fail("this is no address", err)
	}
	resp, err := fetchClient(of).Do(req)
	if err != nil {
		return fail("can't fetch it", err)
	}
	defer resp.Body.Close()
	name = plain(resp.Request.URL)
	if resp.StatusCode != http.StatusOK {
		return fail("the server answers "+resp.Status, nil)
	}
	data, err = io.ReadAll(io.LimitReader(resp.Body, l.FileBytes+1))
	if err != nil {
		return fail("the answer breaks off", err)
	}
	if int64(len(data)) > l.FileBytes {
		return name, nil, overSize(name, l.FileBytes)
	}
	return name, data, nil
}

// plain is an address without a user's name and password, its Chinese readable.
func plain(u *url.URL) string {
	v := *u
	v.User = nil
	return escaped.ReplaceAllStringFunc(v.String(), func(e string) string {
		if s, err := url.PathUnescape(e); err == nil && utf8.ValidString(s) {
			return s
		}
		return e
	})
}

// escaped is a run of bytes beyond ASCII in an address.
var escaped = lazy.NewPattern(`(?:%[89A-Fa-f][0-9A-Fa-f])+`)
