package reader

import "runtime"

// Children is how many children may be at work at once: one a core, but no more than take a
// quarter of the machine's memory at the limit of each. There are as many again for the stages.
func Children() int { return childrenOf(runtime.GOMAXPROCS(0), machineMemory()) }

func childrenOf(cores int, memory int64) int {
	if memory <= 0 { // not known
		return cores
	}
	return min(cores, max(1, int(memory/4/DefaultLimits.Memory)))
}
