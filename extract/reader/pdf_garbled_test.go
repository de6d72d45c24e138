package reader

import "testing"

func TestGarbled(t *testing.T) {
	for text, want := range map[string]bool{
		"宜昌市人民政府办公室关于印发二〇二三年营商环境重点任务分工方案的通知，各县市区人民政府":                                                    false,
		"the notice of the people's government on the division of key tasks for this year":               false,
		"2023 12.5 13.7 45.6% 78.9 1024 2048 4096 8192 100.0 99.9 88.8 77.7":                             false,
		":;<=>?%@ABC/DE%6F4GEHIJKLMN-)QRSPTUPVWPXYP!\"#$%&'(*+,.0123456789":                              true,
		"\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009\ue00a\ue00b\ue00c的一是在不了有和人这中大为上个国我以要他时来": true,
		"嚲嚳嚴嚵嚶嚷嚸嚹嚺嚻嚼嚽嚾嚿囀囁囂囃囄囅囆囇囈囉囊囋囌囍囎囏囐囑囒囓囔囕囖":                                                          true,
		"-1-": false,
	} {
		var chars []pdfChar
		for _, r := range text {
			if r != ' ' {
				chars = append(chars, pdfChar{r: r})
			}
		}
		if got := garbled(chars); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
