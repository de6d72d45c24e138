package extract

import "fmt"

// unique returns id, or id~2, id~3… when it was given before.
func unique(seen map[string]int, id string) string {
	seen[id]++
	if n := seen[id]; n > 1 {
		return fmt.Sprintf("%s~%d", id, n)
	}
	return id
}
