package review

import (
	"net/http"
	"net/url"
	"strings"
)

// name is who decides: as the person said in this browser, else as the program was told.
func (s *Server) name(r *http.Request) string {
	if c, err := r.Cookie(whoCookie); err == nil {
		if who, err := url.QueryUnescape(c.Value); err == nil && who != "" {
			return who
		}
	}
	return s.opt.Who
}

// whoCookie outlives the program, which is at another port the next time.
const whoCookie = "taizhang_who"

// who keeps the name under which this browser decides.
func (s *Server) who(r *http.Request) (answer, error) {
	if err := parseForm(r); err != nil {
		return answer{}, err
	}
	name := strings.Join(strings.Fields(r.PostForm.Get("who")), " ")
	if len(name) > 100 {
		return answer{}, fault{http.StatusBadRequest, "姓名过长。"}
	}
	back := r.PostForm.Get("back")
	if !local(back) {
		back = "/"
	}
	return answer{write: func(w http.ResponseWriter) error {
		http.SetCookie(w, &http.Cookie{Name: whoCookie, Value: url.QueryEscape(name), Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: 365 * 86400})
		w.Header().Set("Location", back)
		w.WriteHeader(http.StatusSeeOther)
		return nil
	}}, nil
}
