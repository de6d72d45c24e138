package taizhang

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"sync"
)

// noName is a file's name that says nothing of what is in it: it needs its folder's.
var noName = sync.OnceValue(compileNoName)

func compileNoName() *regexp.Regexp {
	return regexp.MustCompile(`^(?i:附件|附表|附录|正文|新建.*|无标题.*|文档|工作簿|下载|index|body|content|default|document|download|untitled|page|sheet|book)?[\d一二三四五六七八九十()（）\[\] ._-]*$`)
}

// Called is what people call a notice: its title, else what the name of its source says.
func Called(title, source string) string {
	if s := strings.TrimSpace(title); s != "" {
		return s
	}
	if source == "-" {
		return "标准输入"
	}
	if u, err := url.Parse(source); err == nil && u.Host != "" {
		if strings.Trim(u.Path, "/") == "" {
			return u.Host
		}
		source = path.Join(u.Host, u.Path)
	}
	source = strings.Trim(strings.ReplaceAll(source, `\`, "/"), "/ ")
	folder, file := path.Split(source)
	if ext := path.Ext(file); ext != file {
		file = strings.TrimSuffix(file, ext)
	}
	file = strings.TrimSpace(file)
	folder, archive := strings.CutSuffix(strings.TrimSuffix(folder, "/"), "!")
	if folder = path.Base(folder); archive {
		folder = strings.TrimSuffix(folder, path.Ext(folder))
	}
	if noName().MatchString(file) && strings.Trim(folder, "./") != "" {
		return folder + " " + file
	}
	return file
}

// Called is what people call the notice: see [Called].
func (l *Ledger) Called() string {
	if l.Doc == nil {
		return Called(l.Notice.Title, "")
	}
	return Called(l.Notice.Title, l.Doc.Source.Name)
}
