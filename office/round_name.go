package office

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// longestRound is how many characters a round's name has at most.
const longestRound = 60

// roundNamed is the round that a person names, in any width and case, behind those before it.
func (o *Office) roundNamed(ctx context.Context, name string) ([]taizhang.Round, error) {
	rounds, err := o.Store.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	if i := named(rounds, name); i >= 0 {
		return rounds[:i+1], nil
	}
	e := &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("there is no round %q in the database", name), Remedy: "hand tasks out with `taizhang export --by-unit` first"}
	if len(rounds) > 0 {
		var names []string
		for _, r := range slices.Backward(rounds) {
			names = append(names, r.Name)
		}
		e.Remedy = "name one of " + strings.Join(names[:min(len(names), 8)], ", ")
	}
	return nil, e
}

// named is the place of the round that a person names; -1 for none.
func named(rounds []taizhang.Round, name string) int {
	if i := slices.IndexFunc(rounds, func(r taizhang.Round) bool { return r.Name == name }); i >= 0 {
		return i
	}
	return slices.IndexFunc(rounds, func(r taizhang.Round) bool {
		return strings.EqualFold(taizhang.FoldString(r.Name), taizhang.FoldString(name))
	})
}

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
