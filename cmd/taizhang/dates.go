package main

import (
	"fmt"
	"time"

	"github.com/taizhang/taizhang"
)

// dateFlag checks a date that was given as a flag.
func dateFlag(name, s string) (taizhang.Date, error) {
	if s == "" {
		return "", nil
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", fmt.Errorf("%s %s: want a date, as in 2017-07-10", name, s)
	}
	return taizhang.Date(s), nil
}
