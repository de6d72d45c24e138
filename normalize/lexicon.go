package normalize

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/yanyiwu/gojieba"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/temp"
)

// class is what the lexicon knows of a word.
type class uint16

const (
	isOrgan class = 1 << iota // a form of an organ's name
	isName                    // one that is all of it after the region
	isTime
)

// token is a word of a folded phrase: bytes [start, end) of it.
type token struct {
	text       string
	start, end int
}

// lexicon cuts phrases into words with jieba, whose only dictionary is what
// seeds/ holds: the words are few, so that it is ready in milliseconds.
type lexicon struct {
	jieba *gojieba.Jieba
	words map[string]class
}

// hmmModel is the smallest model cppjieba accepts. It is never asked: a word that
// seeds/ does not have stays single characters, which the rules can tell apart.
const hmmModel = "0 -1e9 -1e9 0\n0 0 0 0\n0 0 0 0\n0 0 0 0\n0 0 0 0\n的:0\n的:0\n的:0\n的:0\n"

// newLexicon loads jieba with words. cppjieba reads its dictionaries from files
// only, and ends the process on a bad line: the files are written here from
// words that were checked, and removed once they are read.
func newLexicon(words map[string]class) (*lexicon, error) {
	dir, err := os.MkdirTemp("", temp.Name(""))
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w; set TMPDIR (TEMP on Windows) to a folder that can be written", err)
	}
	defer os.RemoveAll(dir)
	var dict strings.Builder
	for w, c := range words {
		if w == "" || !utf8.ValidString(w) || strings.ContainsFunc(w, taizhang.Blank) || strings.Contains(w, "\x00") {
			return nil, fmt.Errorf("lexicon: %q can't be a word: it is empty or holds white space", w)
		}
		dict.WriteString(w)
		if c&isTime != 0 {
			dict.WriteString(" 1001 n\n") // of two ways to cut, the one with 出台 in it and not 台办
			continue
		}
		dict.WriteString(" 1000 n\n")
	}
	files := []struct{ name, text string }{
		{"dict", dict.String()}, {"hmm", hmmModel}, {"user", ""}, {"idf", "的 1.0\n"}, {"stop", "的\n"},
	}
	paths := make([]string, len(files))
	for i, f := range files {
		p := filepath.Join(dir, f.name)
		if err := os.WriteFile(p, []byte(f.text), 0o600); err != nil {
			return nil, fmt.Errorf("lexicon: %w; free some space in the temporary folder", err)
		}
		if paths[i], err = narrowPath(p); err != nil {
			return nil, err
		}
	}
	return &lexicon{gojieba.NewJieba(paths...), words}, nil
}

// cut returns the words of a folded phrase. It must hold no NUL, at which C
// strings end; a Document never does.
func (l *lexicon) cut(s string) []token {
	ws := l.jieba.Tokenize(s, gojieba.DefaultMode, false)
	out := make([]token, 0, len(ws))
	for _, w := range ws {
		out = append(out, token{w.Str, w.Start, w.End})
	}
	return out
}
