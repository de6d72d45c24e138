//go:build race

package reader

// raceFactor is what the race detector adds to time and memory.
const raceFactor = 6
