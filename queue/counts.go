package queue

import (
	"maps"
	"sync"
	"sync/atomic"
	"time"
)

// Counts are what a worker did so far. They may be read at any time.
type Counts struct {
	retried, lost                  atomic.Int64
	reads, readNanos               atomic.Int64
	transactions, transactionNanos atomic.Int64

	mu      sync.Mutex
	sources map[string]int64 // by status
}

func (c *Counts) read(took time.Duration) {
	c.reads.Add(1)
	c.readNanos.Add(int64(took))
}

func (c *Counts) wrote(took time.Duration) {
	c.transactions.Add(1)
	c.transactionNanos.Add(int64(took))
}

func (c *Counts) source(status string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.sources == nil {
		c.sources = map[string]int64{}
	}
	c.sources[status]++
}

func (c *Counts) bySource() map[string]int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.sources)
}

// Failed is how many sources failed for good.
func (c *Counts) Failed() int64 { return c.bySource()["failed"] }

// Attrs are what a worker did, for its log.
func (c *Counts) Attrs() []any {
	return []any{"read", c.reads.Load(), "read_time", time.Duration(c.readNanos.Load()).Round(time.Millisecond), "failed", c.Failed(), "retried", c.retried.Load(),
		"transactions", c.transactions.Load(), "transaction_time", time.Duration(c.transactionNanos.Load()).Round(time.Millisecond)}
}
