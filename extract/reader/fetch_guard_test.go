package reader

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// TestRedirectInside: a page outside can't have what is inside fetched, whatever the name
// of it; who names an address inside is led on there.
func TestRedirectInside(t *testing.T) {
	asked := 0
	secret := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.Write([]byte("关于内部事项的通知"))
	}))
	defer secret.Close()
	to := secret.URL
	outer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }))
	defer outer.Close()
	port := func(address string) uint16 {
		return netip.MustParseAddrPort(strings.TrimPrefix(address, "http://")).Port()
	}
	// Both are on this computer: the one that redirects plays the outside.
	of := func(at netip.AddrPort) reach {
		if at.Port() == port(outer.URL) {
			return everybody
		}
		return reachOf(at)
	}
	for _, host := range []string{"127.0.0.1", "localhost", "0.0.0.0", "[::ffff:127.0.0.1]", "127.1.2.3"} {
		to = fmt.Sprintf("http://%s:%d/", host, port(secret.URL))
		_, _, err := fetch(t.Context(), outer.URL, Options{}, of)
		if taizhang.KindOf(err) != taizhang.IO || !strings.Contains(err.Error(), errInside.Error()) || asked != 0 {
			t.Errorf("to %s: %v; asked %d times", to, err, asked)
		}
	}
	to = secret.URL
	if _, data, err := Fetch(t.Context(), outer.URL, Options{}); err != nil || asked != 1 || len(data) == 0 {
		t.Errorf("from inside: %v", err)
	}
}

// TestGuard: what the user's own address led to counts, and nothing further in.
func TestGuard(t *testing.T) {
	proxy := &url.URL{Host: "10.0.0.1:8080"}
	for _, c := range []struct {
		name    string
		first   func(g *guard)
		then    string // where the redirection leads
		proxied bool
		refused bool
	}{
		{"outside to outside", func(g *guard) { g.came("8.8.8.8:80") }, "9.9.9.9:80", false, false},
		{"outside into the network", func(g *guard) { g.came("8.8.8.8:80") }, "10.0.0.2:80", false, true},
		{"a name that has an address inside too", func(g *guard) { g.passes("127.0.0.1:80"); g.came("8.8.8.8:80") }, "127.0.0.1:80", false, true},
		{"the network to itself", func(g *guard) { g.came("10.0.0.2:80") }, "192.168.0.1:80", false, false},
		{"the network to this computer", func(g *guard) { g.came("10.0.0.2:80") }, "127.0.0.1:80", false, true},
		{"this computer to the network", func(g *guard) { g.came("[::1]:80") }, "10.0.0.2:80", false, false},
		{"by a proxy inside, to the outside", func(g *guard) { g.by(proxy, &url.URL{Host: "example.cn"}) }, "9.9.9.9:80", true, false},
		{"by a proxy inside, to the inside", func(g *guard) { g.by(proxy, &url.URL{Host: "example.cn"}) }, "10.0.0.2:80", true, true},
		{"by a proxy, past it", func(g *guard) { g.by(proxy, &url.URL{Host: "example.cn"}) }, "127.0.0.1:80", false, true},
		{"by a proxy, inside as named", func(g *guard) { g.by(proxy, &url.URL{Host: "10.0.0.2"}) }, "10.0.0.3:80", true, false},
	} {
		g := &guard{of: reachOf}
		c.first(g)
		err := g.redirects(&url.URL{Host: c.then})
		if err == nil && c.proxied {
			g.by(proxy, &url.URL{Host: c.then})
			err = g.passes(proxy.Host)
		} else if err == nil {
			g.by(nil, &url.URL{Host: c.then})
			err = g.passes(c.then)
		}
		if (err == errInside) != c.refused || err != nil && err != errInside {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for address, want := range map[string]reach{"127.0.0.1": computer, "0.0.0.0": computer, "0.1.2.3": computer, "::1": computer, "::": computer, "::ffff:127.0.0.1": computer,
		"::127.0.0.1": computer, "64:ff9b::7f00:1": computer, "2002:7f00:1::": computer, "10.1.2.3": network, "172.16.0.1": network, "192.168.1.1": network,
		"169.254.169.254": network, "100.64.0.1": network, "fd00::1": network, "fe80::1%eth0": network, "fec0::1": network, "::ffff:10.0.0.1": network,
		"64:ff9b::a00:1": network, "8.8.8.8": everybody, "172.32.0.1": everybody, "100.128.0.1": everybody, "2001:4860:4860::8888": everybody} {
		if got := reachOf(netip.AddrPortFrom(netip.MustParseAddr(address), 80)); got != want {
			t.Errorf("%s: %d, want %d", address, got, want)
		}
	}
}
