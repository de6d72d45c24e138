package office

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// longestRound is how many characters a round's name has at most.
const longestRound = 60

// RoundName is the name of a round as it can be handed out and come back: without blanks
// around it. One that a workbook or a person can't give back is an error.
func RoundName(typed string) (string, error) {
	name := strings.TrimFunc(typed, taizhang.Blank)
	switch {
	case name == "":
		return "", errors.New("it says nothing")
	case utf8.RuneCountInString(name) > longestRound:
		return "", fmt.Errorf("it has more than %d characters", longestRound)
	case taizhang.Visible(name) != name, strings.ContainsAny(name, "\ufffd\ufffe\uffff"):
		return "", errors.New("it has characters that can't be seen, such as a line break")
	}
	return name, nil
}
