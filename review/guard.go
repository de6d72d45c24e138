package review

import (
	"crypto/subtle"
	"fmt"
	"html"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// The headers of every answer: nothing but what this server sends is loaded, run,
// framed or asked.
var headers = map[string]string{
	"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; " +
		"base-uri 'none'; frame-ancestors 'none'",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Referrer-Policy":              "same-origin",
	"X-Content-Type-Options":       "nosniff",
	"Cache-Control":                "no-store",
}

// guard answers what may not come in: another host's name (a page elsewhere whose
// name was made to point here), another origin, or no token. The token is taken from
// the address once, and kept in a cookie that no other site can send.
func (s *Server) guard(w http.ResponseWriter, r *http.Request) bool {
	for name, value := range headers {
		w.Header().Set(name, value)
	}
	switch {
	case !s.ours(r.Host):
		refuse(w, "此页面只在本机地址 "+s.opt.Host+" 上打开。")
	case !s.sameOrigin(r):
		refuse(w, "请求来自别的网页，未予处理。")
	case s.secret(r.URL.Query().Get("token")):
		s.letIn(w, r)
	case !s.admitted(r):
		refuse(w, "请用程序启动时给出的网址（含 token=…）打开此页面。")
	default:
		return true
	}
	return false
}

// ours reports whether a Host header names this server.
func (s *Server) ours(host string) bool {
	name, port, err := net.SplitHostPort(s.opt.Host)
	if err != nil {
		return host == s.opt.Host
	}
	if strings.Contains(name, ":") {
		name = "[" + name + "]"
	}
	for _, n := range []string{name, "localhost"} {
		if host == n+":"+port || port == "80" && host == n { // browsers leave out the port that goes without saying
			return true
		}
	}
	return false
}

// sameOrigin reports whether a request comes from a page of this server, or from
// none: a typed address, a program.
func (s *Server) sameOrigin(r *http.Request) bool {
	reads := r.Method == http.MethodGet || r.Method == http.MethodHead
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		// A link elsewhere may open the page, as the cookie is not sent along; nothing else.
		return reads && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return reads || r.Header.Get("Sec-Fetch-Site") == "same-origin"
	}
	u, err := url.Parse(origin)
	return err == nil && u.Scheme == "http" && u.Host == r.Host
}

func (s *Server) secret(token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(s.opt.Token)) == 1
}

// tokenCookie is named after the port, as cookies are shared by all ports of a host.
func (s *Server) tokenCookie() string {
	_, port, _ := net.SplitHostPort(s.opt.Host)
	return "taizhang_token_" + port
}

func (s *Server) admitted(r *http.Request) bool {
	c, err := r.Cookie(s.tokenCookie())
	return err == nil && s.secret(c.Value)
}

// letIn keeps the token in the browser and takes it out of the address, which
// people copy and history keeps.
func (s *Server) letIn(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{Name: s.tokenCookie(), Value: s.opt.Token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	to := *r.URL
	q := to.Query()
	q.Del("token")
	to = url.URL{Path: "/" + strings.TrimLeft(to.Path, "/"), RawQuery: q.Encode()} // never another host's
	// Not as a redirect, along which the browser sends the cookie only where the way began here.
	w.Header().Set("Refresh", "0; url="+to.String())
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "<!DOCTYPE html><html lang=\"zh-CN\"><title>台账</title><p><a href=\"%s\">打开台账</a></p></html>\n", html.EscapeString(to.String()))
}

func refuse(w http.ResponseWriter, why string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(http.StatusForbidden)
	w.Write([]byte(why + "\n"))
}
