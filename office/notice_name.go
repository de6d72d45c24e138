package office

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

// Named is the key of the notice that a person names: by its key, its row among the
// current notices, its 发文字号 in any brackets, or a part of its title that no other
// current one has.
func (o *Office) Named(ctx context.Context, name string) (string, error) {
	notices, err := o.Store.Notices(ctx)
	if err != nil {
		return "", err
	}
	return o.named(notices, name)
}

func (o *Office) named(notices []store.NoticeInfo, name string) (string, error) {
	if slices.ContainsFunc(notices, func(n store.NoticeInfo) bool { return n.Key == name }) {
		return name, nil
	}
	notices = slices.DeleteFunc(slices.Clone(notices), func(n store.NoticeInfo) bool { return n.Standing != "current" })
	if row, err := strconv.Atoi(name); err == nil && row >= 1 && row <= len(notices) {
		return notices[row-1].Key, nil
	}
	wanted := plain(name)
	for _, fits := range []func(n store.NoticeInfo) bool{
		func(n store.NoticeInfo) bool { return plain(n.DocNumber) == wanted },
		func(n store.NoticeInfo) bool { return strings.Contains(plain(n.Called()), wanted) },
	} {
		var found []store.NoticeInfo
		for _, n := range notices {
			if wanted != "" && fits(n) {
				found = append(found, n)
			}
		}
		switch {
		case len(found) == 1:
			return found[0].Key, nil
		case len(found) > 1:
			return "", &taizhang.Error{Kind: taizhang.NotFound, Path: store.Shown(o.Database), What: fmt.Sprintf("%d notices are called %q, among them %s and %s", len(found), name, found[0].Key, found[1].Key),
				Remedy: "say more of its title, or its 发文字号; see `taizhang notices`"}
		}
	}
	return "", &taizhang.Error{Kind: taizhang.NotFound, Path: store.Shown(o.Database), What: fmt.Sprintf("the database holds no notice %q", name),
		Remedy: "name it by its 发文字号, a part of its title or its row in `taizhang notices`, or `taizhang ingest` it"}
}

// plain is a name without blanks, brackets and marks.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if taizhang.Blank(r) || strings.ContainsRune("〔〕[]【】()《》<>“”\"", r) {
			return -1
		}
		return r
	}, taizhang.FoldString(s))
}
