package review

import (
	"net/http"
	"slices"

	"github.com/taizhang/taizhang"
)

// matrixPage is the tasks of a view by organ and by a facet's values.
type matrixPage struct {
	narrowed
	By    []way
	Title string
	Grid  crosstab
	Rest  int // columns that are left out
	More  string
}

const (
	pageRows    = 200 // how many organs a page of a picture has
	mostColumns = 12
)

// matrixFacets are those by which a matrix has its columns.
var matrixFacets = []string{"role", "section", "year", "kind", "said"}

// matrix counts the tasks of a view by organ and role, or another facet.
func (s *Server) matrix(r *http.Request) (answer, error) {
	v, notices, err := s.view(r)
	if err != nil {
		return answer{}, err
	}
	key := r.PathValue("by")
	switch {
	case key == "":
		key = matrixFacets[0]
	case !slices.Contains(matrixFacets, key):
		return answer{}, fault{http.StatusNotFound, "没有这种矩阵。"}
	}
	p := matrixPage{Title: facetOf(key).Name}
	var shown []*task
	p.narrowed, shown = s.narrowed(v, notices, r.URL.Path)
	var columns []crosstabColumn
	for _, k := range matrixFacets {
		i := slices.IndexFunc(p.Facets, func(c facetCount) bool { return c.Key == k })
		if i < 0 { // nothing has it
			continue
		}
		path := "/matrix/" + k
		if k == matrixFacets[0] {
			path = "/matrix"
		}
		p.By = append(p.By, way{facetOf(k).Name, v.address(path, "", ""), k == key})
		if k == key {
			columns, p.Rest = v.columns(&p.Facets[i])
		}
	}
	p.Grid = v.crosstab(shown, facetOf(key), columns, false)
	p.Grid.Rows, p.More = paged(r, p.Grid.Rows, pageRows)
	return answer{template: "matrix", data: s.frame(r, "tasks", "机构与"+p.Title, p)}, nil
}

// columns are the values of a facet that the view's tasks have, those with most first
// unless they have an order, and how many are left out.
func (v *view) columns(c *facetCount) (out []crosstabColumn, rest int) {
	for _, x := range c.Values {
		if x.Count > 0 && v.chosen(c.Key, x.Value) && (x.Value != none || c.Key != "role") { // who has no role has no row either
			out = append(out, crosstabColumn{Word: x.Word, Values: []string{x.Value}})
		}
	}
	if order := columnOrders[c.Key]; order != nil {
		slices.SortStableFunc(out, func(a, b crosstabColumn) int {
			return slices.Index(order, a.Values[0]) - slices.Index(order, b.Values[0])
		})
	}
	if n := len(out); n > mostColumns {
		out, rest = out[:mostColumns], n-mostColumns+c.More
	}
	return out, rest
}

// columnOrders are the values of facets in an order of their own.
var columnOrders = map[string][]string{
	"role": {string(taizhang.Lead), string(taizhang.Joint), string(taizhang.Separate), string(taizhang.Support)},
	"said": {taizhang.Done, taizhang.UnderWay, taizhang.Behind, taizhang.NotBegun, taizhang.Cancelled, taizhang.NotReported, none},
}
