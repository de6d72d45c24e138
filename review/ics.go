package review

import (
	"bufio"
	"cmp"
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/taizhang/taizhang/catalog"
)

// ics is the deadlines of a view as a calendar file.
func (s *Server) ics(r *http.Request) (answer, error) {
	v, notices, err := s.view(r)
	if err != nil {
		return answer{}, err
	}
	shown, _ := v.narrow(notices, "/calendar")
	dues := v.dues(shown)
	if len(dues) == 0 {
		return answer{}, fault{http.StatusNotFound, "所示任务没有定日期的时限，没有可导出的日历。"}
	}
	return s.onDisk(r, "任务时限.ics", "text/calendar; charset=utf-8", func(_ context.Context, w io.Writer) error { return writeICS(w, dues) })
}

// writeICS writes deadlines as a calendar of whole days (RFC 5545). The same deadlines
// are the same bytes: an event's stamp is the day on which its notice was signed.
func writeICS(w io.Writer, dues []due) error {
	b := bufio.NewWriter(w)
	line := func(name, value string) { b.WriteString(fold(name+":"+value) + "\r\n") }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//taizhang//deadlines//ZH")
	line("CALSCALE", "GREGORIAN")
	for _, x := range dues {
		day, err := time.Parse(time.DateOnly, string(x.Deadline.Due))
		if err != nil {
			continue
		}
		stamp, err := time.Parse(time.DateOnly, string(x.In.Head.SignedOn))
		if err != nil {
			stamp = day
		}
		line("BEGIN", "VEVENT")
		line("UID", escape(cmp.Or(x.UID, x.In.Key+"/"+x.ID))+"/"+strconv.Itoa(x.Nth)+"@taizhang")
		line("DTSTAMP", stamp.Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE", day.Format("20060102"))
		line("DTEND;VALUE=DATE", day.AddDate(0, 0, 1).Format("20060102"))
		line("SUMMARY", escape("【"+catalog.Word(x.Deadline.Kind)+"】"+clipped(x.Text, 60)))
		said := []string{x.Text, "时限：" + strings.TrimSpace(x.Deadline.Raw+" "+x.Deadline.What)}
		for _, g := range x.Roles {
			var names []string
			for _, n := range g.Names {
				names = append(names, n.Name)
			}
			said = append(said, g.Word+"："+strings.Join(names, "、"))
		}
		line("DESCRIPTION", escape(strings.Join(append(said, "来源："+x.In.Head.Title), "\n")))
		line("TRANSP", "TRANSPARENT")
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return b.Flush()
}

var icsEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

func escape(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, icsEscapes.Replace(s))
}

// foldBytes is how long a line may be, its end not counted.
const foldBytes = 75

// fold breaks a line that is too long, between characters; what follows begins with a space.
func fold(s string) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		size := utf8.RuneLen(r)
		if n+size > foldBytes {
			b.WriteString("\r\n ")
			n = 1
		}
		b.WriteRune(r)
		n += size
	}
	return b.String()
}

// clipped is the first line of a text, up to n characters.
func clipped(s string, n int) string {
	s, _, more := strings.Cut(strings.TrimSpace(s), "\n")
	if rs := []rune(s); len(rs) > n {
		s, more = string(rs[:n]), true
	}
	if more {
		s += "…"
	}
	return s
}
