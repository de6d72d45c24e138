package store

import (
	_ "embed"
	"strings"
	"text/template"

	"github.com/taizhang/taizhang"
)

//go:embed views.sql
var viewsSQL string

// views is the SQL that makes the views of a database anew.
func views(db database) (string, error) {
	t, err := template.New("views.sql").Funcs(template.FuncMap{"joined": db.joined, "ordered": db.ordered}).Parse(viewsSQL)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Execute(&b, struct{ Roles []taizhang.Role }{[]taizhang.Role{taizhang.Lead, taizhang.Support, taizhang.Joint, taizhang.Separate}})
	return b.String(), err
}
