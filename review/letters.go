package review

import (
	"archive/zip"
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/office"
)

const typeDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// letterKinds are the letters that the page offers, by the words for them.
var letterKinds = []struct{ Kind, Word string }{
	{"assign", "交办单"}, {"chase", "督办单"}, {"bulletin", "情况通报"}, {"done", "销号清单"}, {"message", "短信"}, {"mail", "邮件草稿"},
}

// letters sends letters of a round: one as it is, several as an archive.
func (s *Server) letters(r *http.Request) (answer, error) {
	q := r.URL.Query()
	round, organ, day := q.Get("round"), q.Get("organ"), taizhang.Date(strings.TrimSpace(q.Get("as-of")))
	within := taizhang.SoonDays
	if q.Has("within") {
		within = number(q.Get("within"))
	}
	switch {
	case day != "" && !isDate(day):
		return answer{}, fault{http.StatusBadRequest, "统计日期请写成 2017-07-10 这样的日期。"}
	case within < 0:
		return answer{}, fault{http.StatusBadRequest, "临期天数请写成不小于 0 的整数。"}
	}
	all, err := s.office.Letters(r.Context(), round, cmp.Or(day, s.today()), within)
	if err != nil {
		return answer{}, err
	}
	word := "文书"
	for _, k := range letterKinds {
		if k.Kind == q.Get("kind") {
			word = k.Word
		}
	}
	var files []office.Letter
	for _, f := range all {
		if (organ == "" || f.Organ == organ) && (word == "文书" || string(f.Kind) == q.Get("kind")) {
			files = append(files, f)
		}
	}
	switch len(files) {
	case 0:
		return answer{}, fault{http.StatusNotFound, "此时" + organ + "没有可出的" + word + "。"}
	case 1:
		media := typeDOCX
		switch path.Ext(files[0].Name) {
		case ".txt":
			media = "text/plain; charset=utf-8"
		case ".eml":
			media = "message/rfc822"
		}
		return inMemory(round+"_"+files[0].Name, media, files[0].Write)
	}
	name := round + "_" + word
	if organ != "" {
		name += "_" + organ
	}
	return s.onDisk(r, name+".zip", typeZIP, func(ctx context.Context, w io.Writer) error {
		z := zip.NewWriter(w)
		for _, f := range files {
			if err := ctx.Err(); err != nil {
				return err
			}
			entry, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
			if err == nil {
				err = f.Write(entry)
			}
			if err != nil {
				return err
			}
		}
		return z.Close()
	})
}

// contact enters whom to ask in a unit.
func (s *Server) contact(r *http.Request) (answer, error) {
	said := func(name string) string { return strings.Join(strings.Fields(r.PostForm.Get(name)), " ") }
	c := taizhang.Contact{Organ: said("organ"), Person: said("person"), Phone: said("phone"), Mail: said("mail"), Source: s.name(r), At: s.opt.Now().Format(time.RFC3339)}
	if c.Organ == "" {
		return answer{}, fault{http.StatusBadRequest, "没有说明是哪个单位的联系人。没有登记。"}
	}
	switch err := s.office.SetContact(r.Context(), c); {
	case errors.Is(err, office.ErrMail):
		return answer{}, fault{http.StatusBadRequest, "“" + c.Mail + "”不是邮箱地址，应如 name@example.gov.cn。没有登记。"}
	case err != nil:
		return answer{}, err
	}
	return answer{redirect: query("/unit", "organ", c.Organ)}, nil
}
