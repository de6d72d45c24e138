package main

import "cmp"

// decideWords are the Chinese names of what decide is told.
var decideWords = map[string]string{
	"任务": "item", "字段": "field", "网页文字": "chrome", "页眉页脚": "running", "其他": "other",
	"相同": "same", "不同": "different", "无": "none", "顶层": "top", "新增": "new", "独立": "own",
	"左": "left", "右": "right", "通知": "notice", "轮次": "round", "文件": "file",
}

func decideWord(typed string) string { return cmp.Or(decideWords[typed], typed) }
