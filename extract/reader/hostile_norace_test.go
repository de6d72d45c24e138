//go:build !race

package reader

const raceFactor = 1
