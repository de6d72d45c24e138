package review_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// doubtful is a notice with names that no rule knows, in so many items.
func doubtful(year int, names ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "四川省工作领导小组关于印发%d年工作计划的通知\n\n川工领〔%d〕1号\n\n一、重点任务\n\n", year, year)
	for i, n := range names {
		fmt.Fprintf(&b, "%d.开展第%d次培训，6月底前完成。（%s负责）\n\n", i+1, i+1, n)
	}
	return b.String()
}

var (
	articleID = regexp.MustCompile(`<article class="group finding" id="([^"]+)"`)
	nextID    = regexp.MustCompile(`name="at" value="([^"]+)"`)
)

// articles are the ids of a queue's articles. Each form leads to the article after its
// own; those of the last to the one before.
func articles(t *testing.T, body string) (ids []string) {
	t.Helper()
	parts := strings.Split(body, "<article ")[1:]
	for _, part := range parts {
		m := articleID.FindStringSubmatch("<article " + part)
		if m == nil {
			t.Fatalf("an article without a name: %.300s", part)
		}
		ids = append(ids, m[1])
	}
	for i, part := range parts {
		want := i + 1
		if want == len(parts) {
			want = max(0, i-1)
		}
		found := nextID.FindAllStringSubmatch(part, -1)
		if len(found) == 0 && len(parts) > 1 {
			t.Errorf("article %d leads nowhere: %.500s", i, part)
		}
		for _, m := range found {
			if m[1] != ids[want] {
				t.Errorf("article %d of %d leads to %s, want %s", i, len(parts), m[1], ids[want])
			}
		}
	}
	return ids
}

// TestQueueKeepsItsPlace: an article is called the same wherever it stands, and leads
// to the next.
func TestQueueKeepsItsPlace(t *testing.T) {
	ledgers := []*taizhang.Ledger{
		read(t, doubtful(2016, "风能专班", "风能专班", "潮汐专班")),
		read(t, doubtful(2017, "风能专班", "地热专班", "财政厅")),
		readShipped(t),
	}
	p := open(t, officeOf(t, ledgers...))
	body := p.get("/queue?kind=unit")
	for _, want := range []string{"风能专班 <small>四川省，3 处", "地热专班 <small>四川省，1 处", "适用于全部 3 处"} {
		if !strings.Contains(body, want) {
			t.Errorf("the queue does not say %q", want)
		}
	}
	if n := strings.Count(body, "第2次培训"); n != 2 {
		t.Errorf("the second item of two notices is listed %d times", n)
	}
	whole := articles(t, body)
	if len(whole) < 3 || !strings.Contains(body[:strings.Index(body, whole[1])], "风能专班") {
		t.Errorf("%d names; the one with most places is not the first", len(whole))
	}
	for _, kind := range []string{"deadline", "unclaimed", "overlap", "other", "info"} {
		articles(t, p.get("/queue?kind="+kind))
	}
	left := articles(t, open(t, officeOf(t, ledgers[1:]...)).get("/queue?kind=unit"))
	if len(left) != len(whole)-1 || slices.ContainsFunc(left, func(id string) bool { return !slices.Contains(whole, id) }) {
		t.Errorf("without the first notice the articles are %v, with it %v", left, whole)
	}
}

// TestQueueIsBounded: of very many names those with most places show, and the rest is counted.
func TestQueueIsBounded(t *testing.T) {
	var names []string
	for i := range 230 {
		names = append(names, fmt.Sprintf("%s%s专班", string(rune('甲'+i%200)), string(rune('子'+i/200))))
	}
	l := read(t, doubtful(2017, names...))
	body := open(t, officeOf(t, l)).get("/queue?kind=unit")
	n := len(articles(t, body))
	if n != 200 || !strings.Contains(body, "个名称，处理完以上的再看") {
		t.Errorf("%d names at once", n)
	}
}

// TestMostUsefulFirst: what more tasks print comes first, and of as many what leads.
func TestMostUsefulFirst(t *testing.T) {
	text := doubtful(2017, "风能专班", "地热专班牵头，潮汐专班", "财政厅牵头，氢能专班、潮汐专班", "财政厅牵头，氢能专班配合；潮汐专班", "财政厅牵头，生物专班")
	text = strings.NewReplacer("潮汐专班负责", "潮汐专班配合", "生物专班负责", "生物专班配合").Replace(text)
	body := open(t, officeOf(t, read(t, text))).get("/queue?kind=unit")
	var got []string
	for _, m := range regexp.MustCompile(`<h2>(\S+专班) `).FindAllStringSubmatch(body, -1) {
		got = append(got, m[1])
	}
	if want := []string{"潮汐专班", "氢能专班", "地热专班", "风能专班", "生物专班"}; !slices.Equal(got, want) {
		t.Errorf("the order is %v, want %v", got, want)
	}
}

// TestQueueSaysHowFar: the page keeps how many doubts there were at first, and where to go on.
func TestQueueSaysHowFar(t *testing.T) {
	p := open(t, officeOf(t, read(t, doubtful(2017, "风能专班", "地热专班"))))
	body := p.get("/queue?of=5")
	for _, want := range []string{"已处理 3 / 5", `action="/decide"`, `name="back" value="/queue?of=5"`, `href="/queue?kind=deadline&amp;of=5"`, "（1 / 2）"} {
		if !strings.Contains(body, want) {
			t.Errorf("the queue does not say %q", want)
		}
	}
	if body := p.get("/queue?kind=overlap&of=5"); !strings.Contains(body, `href="/queue?kind=unit&amp;of=5" data-next>下一类：单位名称（2）`) {
		t.Errorf("it does not lead on: %.3000s", body[strings.Index(body, "<main"):])
	}
}
