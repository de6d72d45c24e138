package taizhang

import (
	"strings"
	"unicode/utf8"
)

// Radical returns the character that a radical is drawn as: PDF files have ⼀⽉⽔ and
// ⻅⻔⻛ for 一月水 and 见门风. Other characters are returned as they are. A radical and
// its character take the same number of bytes.
func Radical(r rune) rune {
	switch {
	case r < 0x2e80 || r > 0x2fd5:
		return r
	case r >= 0x2f00:
		return kangxi[r-0x2f00]
	}
	if _, drawn, ok := strings.Cut(supplement, string(r)); ok {
		r, _ = utf8.DecodeRuneInString(drawn)
	}
	return r
}

// kangxi has the characters of the block of Kangxi radicals, as NFKC has them,
// but 户, 青 and 黄 as China writes them.
var kangxi = []rune("一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴" +
	"廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿" +
	"目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵" +
	"邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠")

// supplement has those of the radicals supplement that are whole characters, each before its
// character: NFKC leaves nearly all of them.
const supplement = "⺜日⺝月⺟母⺠民⺢水⺧牛⺩王⺫目⺮竹⺴网⺶羊⺹老⺼月⺽臼⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食" +
	"⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
