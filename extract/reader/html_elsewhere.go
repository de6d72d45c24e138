package reader

import (
	"fmt"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"github.com/taizhang/taizhang"
)

// htmlElsewhere is what a page shows that is no text of its own: where its article
// may be when the page itself has none.
type htmlElsewhere struct {
	frames   []string // addresses of pages and files shown in it
	pictures int
	scripts  int
}

// textLeast is how many Chinese characters a page has that is not all picture or script.
const textLeast = 40

func elsewhere(page *goquery.Document) (e htmlElsewhere) {
	page.Find("iframe[src],frame[src],embed[src],object[data]").Each(func(_ int, s *goquery.Selection) {
		address := strings.TrimSpace(s.AttrOr("src", s.AttrOr("data", "")))
		if address != "" && !strings.HasPrefix(address, "about:") && !strings.HasPrefix(address, "javascript:") && !slices.Contains(e.frames, address) {
			e.frames = append(e.frames, address)
		}
	})
	e.pictures = page.Find("body img[src]").Length()
	e.scripts = page.Find("script[src]").Length()
	return e
}

// empty is the error of a page that shows nothing, if it frames others.
func (e htmlElsewhere) empty(name string) error {
	if len(e.frames) == 0 {
		return nil
	}
	return &taizhang.Error{Kind: taizhang.Empty, Path: name, What: "the page only frames others: " + strings.Join(e.frames[:min(len(e.frames), 3)], ", "),
		Remedy: "open the one with the notice by itself and save that"}
}

// finding says where the article of a page may be that shows so few Chinese characters.
func (e htmlElsewhere) finding(chinese int, all []taizhang.Finding) []taizhang.Finding {
	where := ""
	switch {
	case chinese < articleLeast && len(e.frames) > 0:
		where = "框架或内嵌文件 " + strings.Join(e.frames[:min(len(e.frames), 3)], "、") + " 中；请单独打开并另存后读入"
	case chinese < textLeast && e.pictures > 0:
		where = fmt.Sprintf(" %d 张图片中；请存为 PDF 并用 --ocr 读入，或另找文字版", e.pictures)
	case chinese < textLeast && e.scripts > 0:
		where = "由脚本另行取得的数据中；请用浏览器打开，把显示的内容另存后读入"
	default:
		return all
	}
	return append(all, taizhang.Finding{Code: "article-elsewhere", Severity: taizhang.Warning,
		Message: fmt.Sprintf("网页本身只有 %d 个汉字，正文可能在%s", chinese, where)})
}
