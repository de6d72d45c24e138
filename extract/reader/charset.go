package reader

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/taizhang/taizhang"
)

// decode returns data as valid UTF-8 without BOM and the name of the charset it
// was in. The bytes decide; what the page declares is one candidate, as it is
// often wrong. Bytes that no charset explains become U+FFFD, with a finding.
func decode(data []byte, declared string) (text, name string, findings []taizhang.Finding) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		text, name = string(data[3:]), "utf-8-bom"
	case utf8.Valid(data):
		text, name = string(data), "utf-8"
	default:
		if order, bom := utf16Order(data); order != nil {
			text, name = fromUTF16(data[bom:], order), "utf-16le"
			if order == binary.BigEndian {
				name = "utf-16be"
			}
			break
		}
		text, name = guess(data, declared)
	}
	if meant, was := recoded(text); was != "" {
		text = meant
		findings = append(findings, taizhang.Finding{Code: "charset-twice", Severity: taizhang.Warning,
			Message: "文字曾被当作 " + was + " 转存为乱码，已还原；请与原文核对"})
	}
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\ufffd")
	}
	if strings.Contains(text, "\ufffd") {
		findings = append(findings, taizhang.Finding{Code: "bad-bytes", Severity: taizhang.Warning,
			Message: fmt.Sprintf("有 %d 处字节不能按 %s 解读，以 � 代替；请与原文核对", strings.Count(text, "\ufffd"), name)})
	}
	return text, name, findings
}

// utf16Order tells the byte order of UTF-16 text and the length of its BOM; nil
// for what is no such text.
func utf16Order(data []byte) (binary.ByteOrder, int) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return binary.LittleEndian, 2
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return binary.BigEndian, 2
	}
	if bytes.IndexByte(data, 0) < 0 || len(data)%2 != 0 {
		return nil, 0
	}
	// Text without a BOM: the order in which it reads as Chinese. NULs are no
	// guide, as 一 is U+4E00 and a wide blank U+3000.
	sample := data[:min(len(data), 8<<10)]
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		if likeness(fromUTF16(sample, order)) > len(sample)/4 {
			return order, 0
		}
	}
	return nil, 0
}

func fromUTF16(data []byte, order binary.ByteOrder) string {
	u := make([]uint16, len(data)/2)
	for i := range u {
		u[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(u))
}

// guess decodes data by each charset it may be in and keeps the text that reads
// most like Chinese.
func guess(data []byte, declared string) (text, name string) {
	type candidate struct {
		name string
		enc  encoding.Encoding
	}
	var all []candidate
	if e, n := charset.Lookup(declared); e != nil {
		all = append(all, candidate{n, e})
	}
	all = append(all, candidate{"gb18030", simplifiedchinese.GB18030}, candidate{"big5", traditionalchinese.Big5},
		candidate{"utf-8", encoding.Nop})
	if r := chardet.Detect(data); r.Confidence > 0.5 {
		if e, n := charset.Lookup(r.Encoding); e != nil {
			all = append(all, candidate{n, e})
		}
	}
	best := -1 << 62
	for _, c := range all {
		b, err := c.enc.NewDecoder().Bytes(data)
		if err != nil {
			continue
		}
		s := strings.ToValidUTF8(string(b), "\ufffd")
		if n := likeness(s); n > best {
			best, text, name = n, s, c.name
		}
	}
	if name == "gbk" || name == "gb2312" {
		name = "gb18030" // a superset of both
	}
	return text, name
}

// likeness counts common Chinese characters, and against them what no notice has.
func likeness(text string) int {
	n, common := 0, common()
	for _, r := range text {
		switch {
		case r < 0x80:
		case r == utf8.RuneError:
			n -= 10
		case common[r]:
			n += 2
		case r >= 0xe000 && r <= 0xf8ff: // private use
			n -= 10
		case r >= 0x4e00 && r <= 0x9fff, r >= 0x3000 && r <= 0x301f, r >= 0xff00 && r <= 0xff5e, r >= 0x2010 && r <= 0x2030:
		default:
			n--
		}
	}
	return n
}

// common holds the most frequent characters of notices, simplified and traditional.
var common = sync.OnceValue(func() map[rune]bool {
	m := make(map[rune]bool, 512)
	for _, r := range "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反明看原利比或但质气第向道此变条没结解问意建月公无系情者最立代想已通并提直题党程展五果员革位入常文总次品式活设及管特件长求基资边流路级少统接知较将组见计别期根论运农指几九区强放决西被干做必先回则任取据处给门即保治北造百规热领七海口东导志金增济思术交受联认六共权收证改清再采转更单切教速带安场车例真务具万每目至达示议报完类八离华名确科信节整空集传许步群广记需段研界律究观织算低持书布复容须际商非验深难近千周委技备半办省列习支便团历市除构府称精值号率维划选标写存候效院查江型按格置层始专状育识适属包住调满县局照参细引该铁价严个部署落实推进印发通知负责单位会" +
		"國為這時來們於會發產種後經進著電裡現實動學業開與關應從對當無點機體條結問題義長門農區導濟術聯認權證單帶場車務萬達議報類離華節傳廣記設員級計論運決處給規領東價嚴際驗難備辦習團歷構稱準號維劃選標寫層專狀識適屬調滿縣參細該鐵負責單協會" {
		m[r] = true
	}
	return m
})
