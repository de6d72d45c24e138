//go:build race

package main

// raceFactor is what the race detector adds to memory and time.
const raceFactor = 6
