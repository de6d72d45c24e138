//go:build race

package reader

// raceFactor is what the race detector adds to memory.
const raceFactor = 6
