package reader

import (
	"strings"

	"github.com/taizhang/taizhang"
)

// docxStyles are the styles of a document by id; "" is the default paragraph style.
type docxStyles map[string]*docxStyle

type docxStyle struct {
	id, name, basedOn string
	props             docxProps
	concealment       concealment
}

// docxBasedOn bounds how far styles are followed: they may go in circles.
const docxBasedOn = 32

// docxStyles reads the styles part.
func (o *ooxml) docxStyles(part string) (docxStyles, error) {
	all := docxStyles{}
	s := &docxStory{docx: &docx{o: o}}
	err := o.each(part, "style", func(x *xmlReader, e element) error {
		s.x = x
		st := &docxStyle{id: e.attr("styleId")}
		all[st.id] = st
		if e.attr("type") == "paragraph" && isOn(e.attr("default"), false) {
			all[""] = st
		}
		return x.children(func(e element) error {
			switch e.Name.Local {
			case "name":
				st.name = strings.ToLower(e.attr("val"))
			case "basedOn":
				st.basedOn = e.attr("val")
			case "pPr":
				return s.paraProps(&st.props)
			case "rPr":
				return x.children(func(e element) error {
					st.concealment.property(e)
					return x.skip()
				})
			}
			return x.skip()
		})
	})
	return all, err
}

// chain calls do for a style and those it is based on until do returns true.
func (ss docxStyles) chain(id string, do func(*docxStyle) bool) {
	for range docxBasedOn {
		st := ss[id]
		if st == nil || do(st) || st.basedOn == "" {
			return
		}
		id = st.basedOn
	}
}

// kind says what a paragraph is: a heading by its outline level or its style's
// name; running where a table of contents repeats the headings.
func (ss docxStyles) kind(p docxProps) taizhang.BlockKind {
	outline, kind := p.outline, taizhang.Paragraph
	ss.chain(p.style, func(st *docxStyle) bool {
		switch {
		case strings.HasPrefix(st.name, "toc "):
			kind = taizhang.Running
			return true
		case st.name == "title", st.name == "标题", strings.HasPrefix(st.name, "heading ") && outline == 0:
			outline = 1
		}
		if outline == 0 {
			outline = st.props.outline
		}
		return false
	})
	if kind == taizhang.Paragraph && outline >= 1 && outline <= 9 {
		return taizhang.Heading
	}
	return kind
}

// conceals returns what a style says of concealing its text.
func (ss docxStyles) conceals(id string) (c concealment) {
	ss.chain(id, func(st *docxStyle) bool {
		c.on |= st.concealment.on &^ c.said
		c.said |= st.concealment.said
		return false
	})
	return c
}

// shaded reports whether a paragraph may have a ground that is not white.
func (ss docxStyles) shaded(p docxProps) bool {
	shaded := p.shaded
	ss.chain(p.style, func(st *docxStyle) bool {
		shaded = shaded || st.props.shaded
		return shaded
	})
	return shaded
}

// list returns the list and level that a paragraph's style puts it in.
func (ss docxStyles) list(id string) (list string, level int, from string) {
	ss.chain(id, func(st *docxStyle) bool {
		list, level, from = st.props.list, st.props.level, st.id
		return list != ""
	})
	return list, level, from
}
