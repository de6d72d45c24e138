// Without a file of assembler in its folder the compiler takes no function without a body: counters in counter.go.
