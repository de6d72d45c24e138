package review

import (
	"net/http"
	"strings"
	"unicode"
)

// frame is what every page has around its content.
type frame struct {
	Title    string
	Here     string // the menu's entry
	Path     string // the page's own address, to come back to
	Who      string
	Database string
	Where    string // the database lies
	IsFile   bool   // of which a copy can be had
	ReadOnly bool
	Refresh  int // seconds after which a page without the script loads again; 0 for never
	Query    string
	Waiting  int // doubts in all notices
	Done     *done
	Help     []string // what the view is for
	Body     any
}

// done are the decisions that were just taken, and can be taken back.
type done struct {
	IDs  []string
	Text string
}

// frame puts a page's own data into what every page has around it.
func (s *Server) frame(r *http.Request, here, title string, body any) frame {
	f := frame{Title: title, Here: here, Path: r.URL.RequestURI(), Who: s.name(r), Database: s.opt.Database, Where: s.opt.Where, IsFile: !strings.Contains(s.opt.Where, "://"), ReadOnly: s.opt.ReadOnly, Body: body}
	f.Waiting, _ = s.office.Doubts(r.Context()) // the page is good without
	q := r.URL.Query()
	f.Query = q.Get("q")
	if q.Has("did") || q.Has("undid") {
		u := *r.URL
		d := &done{IDs: q["did"], Text: "已记下决定 " + strings.Join(q["did"], "、") + "。"}
		if q.Has("undid") {
			d = &done{Text: "决定 " + strings.Join(q["undid"], "、") + " 已撤销。"}
		}
		q.Del("did")
		q.Del("undid")
		u.RawQuery = q.Encode()
		f.Done, f.Path = d, u.RequestURI()
	}
	return f
}

// local reports whether an address leads to this server.
func local(address string) bool {
	return strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") && !strings.Contains(address, "\\") && !strings.ContainsFunc(address, unicode.IsControl)
}
