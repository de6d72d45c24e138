package reader

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"syscall"
	"time"
)

// errInside ends a redirection from outside into this computer or its network, where a
// page of others could read what only people here may.
var errInside = errors.New("it leads into this computer or its network, which the address that was named does not")

// reach is who reaches an address.
type reach int

const (
	everybody reach = iota
	network         // who is in the own network
	computer        // who is on this computer
)

var (
	thisHost  = netip.MustParsePrefix("0.0.0.0/8")     // as 0.0.0.0, which leads to this computer
	carrier   = netip.MustParsePrefix("100.64.0.0/10") // a network behind a carrier's
	site      = netip.MustParsePrefix("fec0::/10")     // what fc00:: was before
	nat64     = netip.MustParsePrefix("64:ff9b::/96")
	compat    = netip.MustParsePrefix("::/96")
	sixToFour = netip.MustParsePrefix("2002::/16")
)

func reachOf(at netip.AddrPort) reach {
	a := at.Addr().Unmap().WithZone("")
	if b := a.As16(); a.Is6() && !a.IsLoopback() && !a.IsUnspecified() { // an address of IPv4 may lie in it
		switch {
		case nat64.Contains(a), compat.Contains(a):
			a = netip.AddrFrom4([4]byte(b[12:]))
		case sixToFour.Contains(a):
			a = netip.AddrFrom4([4]byte(b[2:6]))
		}
	}
	switch {
	case a.IsLoopback() || a.IsUnspecified() || thisHost.Contains(a):
		return computer
	case a.IsPrivate() || a.IsLinkLocalUnicast() || a.IsMulticast() || carrier.Contains(a) || site.Contains(a):
		return network
	}
	return everybody
}

// guard keeps redirections from leading further in than the address that the user named.
// What counts is where a connection goes, not its name.
type guard struct {
	of func(netip.AddrPort) reach

	mu         sync.Mutex
	named      reach // where the address led to that the user named
	redirected bool
	proxied    bool // the request goes by a proxy, which looks the names up
}

// fetchClient follows redirections to web addresses that the guard lets pass.
func fetchClient(of func(netip.AddrPort) reach) *http.Client {
	g := &guard{of: of}
	dialer := &net.Dialer{Timeout: 30 * time.Second, Control: func(_, address string, _ syscall.RawConn) error { return g.passes(address) }}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableKeepAlives = true
	transport.Proxy = func(req *http.Request) (*url.URL, error) {
		proxy, err := http.ProxyFromEnvironment(req)
		g.by(proxy, req.URL)
		return proxy, err
	}
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dialer.DialContext(ctx, network, address)
		if err == nil {
			g.came(conn.RemoteAddr().String())
		}
		return conn, err
	}
	return &http.Client{Transport: transport, CheckRedirect: func(req *http.Request, via []*http.Request) error {
		switch {
		case len(via) >= 10:
			return errors.New("too many redirections")
		case req.URL.Scheme != "http" && req.URL.Scheme != "https":
			return fmt.Errorf("it leads to an address of another kind, %s", req.URL.Scheme)
		}
		return g.redirects(req.URL)
	}}
}

// passes refuses a connection to an address further in than the named one.
func (g *guard) passes(address string) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.redirected && !g.proxied && g.of(at) > g.named {
		return errInside
	}
	return nil
}

// came notes where a connection was made: a name may have other addresses, which count for nothing.
func (g *guard) came(address string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if at, err := netip.ParseAddrPort(address); err == nil && !g.redirected && !g.proxied {
		g.named = max(g.named, g.of(at))
	}
}

// by notes whether a request goes by a proxy, for which the address as it is written counts.
func (g *guard) by(proxy, to *url.URL) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.proxied = proxy != nil; g.proxied && !g.redirected {
		g.named = max(g.named, g.written(to))
	}
}

func (g *guard) redirects(to *url.URL) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.redirected = true
	if g.written(to) > g.named {
		return errInside
	}
	return nil
}

// written is the reach of an address that is written in numbers; names are looked up later.
func (g *guard) written(u *url.URL) reach {
	a, err := netip.ParseAddr(u.Hostname())
	if err != nil {
		return everybody
	}
	var port uint16
	fmt.Sscan(u.Port(), &port) // none is 0
	return g.of(netip.AddrPortFrom(a, port))
}
