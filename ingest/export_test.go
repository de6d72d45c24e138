package ingest

// Stuck makes a pipeline go on as after a source that went over its time here.
func (p *Pipeline) Stuck() { p.stuck.Add(1) }
