package export

import (
	"bufio"
	"embed"
	"html/template"
	"io"
	"sync"
)

//go:embed page.html page.css
var pageFiles embed.FS

// pageTemplates are parsed when the first page is written: other commands need not
// wait for them.
var pageTemplates = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(pageFiles, "page.html"))
})

// HTML writes one page that needs nothing beside it: no script, no network. It reads
// each notice twice, as the table of contents comes first.
func HTML(w io.Writer, src Source) error {
	style, err := pageFiles.ReadFile("page.css")
	if err != nil {
		return err
	}
	begin := struct {
		Title    string
		Style    template.CSS
		Contents []pageLink
	}{Title: "任务台账", Style: template.CSS(style)}
	for i := range src.Len() {
		in, err := src.Load(i)
		if err != nil {
			return err
		}
		begin.Contents = append(begin.Contents, pageLink{noticeID(i), newNotice(in, numbers{}).heading()})
	}
	level := 2
	if len(begin.Contents) == 1 { // its title is the page's
		begin.Title, begin.Contents, level = begin.Contents[0].Name, nil, 1
	}
	out, t := bufio.NewWriterSize(w, 1<<16), pageTemplates()
	if err := t.ExecuteTemplate(out, "begin", &begin); err != nil {
		return err
	}
	for i := range src.Len() {
		in, err := src.Load(i)
		if err != nil {
			return err
		}
		if err := t.ExecuteTemplate(out, "notice", newPageNotice(newNotice(in, numbers{}), noticeID(i), level)); err != nil {
			return err
		}
	}
	if err := t.ExecuteTemplate(out, "end", nil); err != nil {
		return err
	}
	return out.Flush()
}

func noticeID(i int) string { return "n" + itoa(i+1) }

// heading is what a notice is called on a page.
func (n *notice) heading() string {
	if s := n.Called(); s != "" {
		return visible(s)
	}
	return visible(n.name)
}

// The page's parts, as its template names them. IDs are ours alone.
type (
	pageLink    struct{ ID, Name string }
	pagePair    struct{ Name, Text string }
	pageHeading struct {
		Level int
		Text  string
	}
	pageNotice struct {
		ID                           string
		Heading                      pageHeading
		Facts                        []pagePair
		Sections                     []pageSection
		OrgansHeading, IssuesHeading pageHeading
		Organs                       []pageOrgan
		Issues                       []pageIssue
	}
	pageSection struct {
		Heading pageHeading
		Texts   []string
		Tasks   []pageTask
	}
	pageTask struct {
		ID, Number, Label, Text string // Label is the number as printed, where it is another
		Units, Goals            []pagePair
		Deadlines               []pageDeadline
		Twins                   []pageLink
	}
	pageDeadline struct{ Raw, Due string }
	pageOrgan    struct {
		Name   string
		Counts []pagePair
		Lists  []pageList
	}
	pageList struct {
		Name  string
		Tasks []pageLink
	}
	pageIssue struct {
		Severity, Kind, Message, Quote string
		Tasks                          []pageLink
	}
)
