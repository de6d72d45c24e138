package main

/*
#include <malloc.h>

// glibc gives each thread memory of its own, and keeps what it gave back: what SQLite takes
// on one thread after another stood nine times in a batch, 20 MB each.
static void shareMemory(void) {
#ifdef M_ARENA_MAX
	mallopt(M_ARENA_MAX, 2);
#endif
}
*/
import "C"

func init() { C.shareMemory() }
