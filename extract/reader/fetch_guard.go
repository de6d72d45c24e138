package reader

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"syscall"
	"time"
)

// errInside ends a redirection from outside into this computer or its network, where a
// page of others could read what only people here may.
var errInside = errors.New("it leads into this computer or its network, which the address that was named does not")

// isInside tells addresses that only this computer or its network reaches.
func isInside(at netip.AddrPort) bool {
	a := at.Addr().Unmap()
	return a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast() || a.IsLinkLocalMulticast() || a.IsUnspecified()
}

// fetchClient follows redirections to web addresses; into the inside only when the user
// named an address that is inside. What counts is where a connection goes, not its name.
func fetchClient(inside func(netip.AddrPort) bool) *http.Client {
	var mu sync.Mutex
	named, redirected := false, false
	dialer := &net.Dialer{Timeout: 30 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		switch {
		case !inside(at):
		case !redirected:
			named = true
		case !named:
			return errInside
		}
		return nil
	}}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DialContext, transport.DisableKeepAlives = dialer.DialContext, true
	return &http.Client{Transport: transport, CheckRedirect: func(req *http.Request, via []*http.Request) error {
		mu.Lock()
		defer mu.Unlock()
		redirected = true
		switch {
		case len(via) >= 10:
			return errors.New("too many redirections")
		case req.URL.Scheme != "http" && req.URL.Scheme != "https":
			return fmt.Errorf("it leads to an address of another kind, %s", req.URL.Scheme)
		}
		return nil
	}}
}
