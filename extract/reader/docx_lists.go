package reader

import "strings"

// docxLevels is how many levels a list has.
const docxLevels = 9

// docxLabel is how many characters Word takes in the text of a level.
const docxLabel = 255

// docxLists are the lists of numbering.xml by numId.
type docxLists struct {
	nums      map[string]*docxNum
	abstracts map[string]*docxAbstract
	alike     int // how many levels above that of the last label print theirs as it does
}

// docxNum is a use of an abstract list, which may set levels of its own.
type docxNum struct {
	abstractID string
	abstract   *docxAbstract
	levels     [docxLevels]*docxLevel
	start      [docxLevels]*int // startOverride, until it was applied
}

// docxAbstract defines a list. All uses of it count on together.
type docxAbstract struct {
	levels    [docxLevels]*docxLevel
	styleLink string // the numbering style that this one defines
	numStyle  string // the numbering style whose list this one is
	count     [docxLevels]int
	begun     [docxLevels]bool
}

// docxLevel is how a level counts and what it prints.
type docxLevel struct {
	start   int
	format  string
	text    string // 第%1条
	suffix  string // tab, space or nothing
	font    string
	restart int  // the level, from 1, after which it starts anew; 0 never, -1 any above
	legal   bool // numbers of all levels in digits
	style   string
	picture bool
}

// docxLists reads the numbering part.
func (o *ooxml) docxLists(part string) (docxLists, error) {
	ls := docxLists{nums: map[string]*docxNum{}, abstracts: map[string]*docxAbstract{}}
	if o.parts[part] == nil {
		return ls, nil
	}
	x, err := o.open(part)
	if err != nil {
		return ls, err
	}
	defer x.close()
	return ls, x.children(func(root element) error {
		return x.children(func(e element) error {
			switch e.Name.Local {
			case "abstractNum":
				a := &docxAbstract{}
				ls.abstracts[e.attr("abstractNumId")] = a
				return x.readAbstract(a)
			case "num":
				n := &docxNum{}
				ls.nums[e.attr("numId")] = n
				return x.readNum(n)
			}
			return x.skip()
		})
	})
}

func (x *xmlReader) readAbstract(a *docxAbstract) error {
	return x.children(func(e element) error {
		switch e.Name.Local {
		case "lvl":
			return x.readLevel(e, &a.levels)
		case "styleLink":
			a.styleLink = e.attr("val")
		case "numStyleLink":
			a.numStyle = e.attr("val")
		}
		return x.skip()
	})
}

func (x *xmlReader) readNum(n *docxNum) error {
	return x.children(func(e element) error {
		switch e.Name.Local {
		case "abstractNumId":
			n.abstractID = e.attr("val")
		case "lvlOverride":
			level := e.number("ilvl", -1)
			return x.children(func(e element) error {
				switch {
				case e.Name.Local == "lvl":
					return x.readLevel(e, &n.levels)
				case e.Name.Local == "startOverride" && level >= 0 && level < docxLevels:
					start := e.number("val", 0)
					n.start[level] = &start
				}
				return x.skip()
			})
		}
		return x.skip()
	})
}

func (x *xmlReader) readLevel(e element, levels *[docxLevels]*docxLevel) error {
	i := e.number("ilvl", -1)
	if i < 0 || i >= docxLevels {
		return x.skip()
	}
	l := &docxLevel{format: "decimal", suffix: "tab", restart: -1}
	levels[i] = l
	return x.readLevelProps(l)
}

func (x *xmlReader) readLevelProps(l *docxLevel) error {
	return x.children(func(e element) error {
		switch e.Name.Local {
		case "start":
			l.start = e.number("val", 0)
		case "numFmt":
			if l.format = e.attr("val"); l.format == "custom" {
				l.format = e.attr("format") // 001, 002, 003, ...
			}
		case "lvlText":
			l.text = oddBlank.Replace(e.attr("val"))
			if r := []rune(l.text); len(r) > docxLabel {
				l.text = string(r[:docxLabel])
			}
		case "suff":
			l.suffix = e.attr("val")
		case "lvlRestart":
			l.restart = e.number("val", -1)
		case "isLgl":
			l.legal = e.on()
		case "pStyle":
			l.style = e.attr("val")
		case "lvlPicBulletId":
			l.picture = true
		case "rFonts":
			l.font = or(e.attr("ascii"), e.attr("hAnsi"))
		case "AlternateContent", "Choice", "rPr":
			return x.readLevelProps(l) // a custom format is in the choice, a plain one in the fallback
		case "Fallback":
			if l.format == "decimal" {
				return x.readLevelProps(l)
			}
		}
		return x.skip()
	})
}

// resolve gives each use its definition, by way of a numbering style if need be.
func (ls *docxLists) resolve(styles docxStyles) {
	byStyle := map[string]*docxAbstract{}
	for _, a := range ls.abstracts {
		if a.styleLink != "" {
			byStyle[a.styleLink] = a
		}
	}
	for _, n := range ls.nums {
		n.abstract = ls.abstracts[n.abstractID]
		if n.abstract == nil || n.abstract.numStyle == "" {
			continue
		}
		link := n.abstract.numStyle
		if a := byStyle[link]; a != nil {
			n.abstract = a
		} else if st := styles[link]; st != nil && ls.nums[st.props.list] != nil {
			if a := ls.abstracts[ls.nums[st.props.list].abstractID]; a != nil {
				n.abstract = a
			}
		}
	}
}

// level returns the definition that holds for a use.
func (n *docxNum) level(i int) *docxLevel {
	if n.levels[i] != nil {
		return n.levels[i]
	}
	return n.abstract.levels[i]
}

// bullet returns what a level without a number prints.
func (l *docxLevel) bullet() string {
	if l.picture || l.text == "" {
		return "•"
	}
	return strings.Map(func(r rune) rune {
		if u := unsymbol(l.font, r); u < 0xf000 || u > 0xf0ff {
			return u
		}
		return '•'
	}, l.text)
}
