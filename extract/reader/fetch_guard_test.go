package reader

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// TestRedirectInside: a page outside can't have what is inside fetched; who names an
// address inside is led on there.
func TestRedirectInside(t *testing.T) {
	asked := 0
	secret := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.Write([]byte("关于内部事项的通知"))
	}))
	defer secret.Close()
	outer := httptest.NewServer(http.RedirectHandler(secret.URL, http.StatusFound))
	defer outer.Close()
	port := netip.MustParseAddrPort(strings.TrimPrefix(secret.URL, "http://")).Port()
	// Both are on this computer: the one that redirects plays the outside.
	_, _, err := fetch(t.Context(), outer.URL, Options{}, func(at netip.AddrPort) bool { return at.Port() == port })
	if taizhang.KindOf(err) != taizhang.IO || !strings.Contains(err.Error(), errInside.Error()) || asked != 0 {
		t.Errorf("%v; asked %d times", err, asked)
	}
	if _, data, err := Fetch(t.Context(), outer.URL, Options{}); err != nil || asked != 1 || len(data) == 0 {
		t.Errorf("from inside: %v", err)
	}
	for address, want := range map[string]bool{"127.0.0.1": true, "10.1.2.3": true, "192.168.1.1": true, "169.254.169.254": true, "::1": true, "fd00::1": true,
		"::ffff:127.0.0.1": true, "0.0.0.0": true, "8.8.8.8": false, "2001:4860:4860::8888": false} {
		if isInside(netip.AddrPortFrom(netip.MustParseAddr(address), 80)) != want {
			t.Errorf("%s: not %v", address, want)
		}
	}
}
