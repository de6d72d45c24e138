package office

import (
	"context"
	"sync"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
)

// Standing is where a task of a round stands, as lists show it.
type Standing struct {
	Due    taizhang.Date
	Kind   taizhang.DeadlineKind
	Status string // merged: see [taizhang.TaskStanding]
	Organs []OrganStatus
}

// OrganStatus is what an organ that was given a task said of it.
type OrganStatus struct {
	Organ  string
	Role   taizhang.Role
	Status string
}

// standings remember those of a round by uid, for as long as nothing more is reported.
type standings struct {
	mu       sync.Mutex
	round    string
	reported string // the digest of it
	tasks    map[string]*Standing
}

// Standings says where each task of a round stands, by its uid. What was handed out and reported is not read whole, as it is for [Office.Overview].
func (o *Office) Standings(ctx context.Context, round string) (map[string]*Standing, error) {
	k := &o.standings
	reported, err := o.Store.ReportsDigest(ctx)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.tasks == nil || k.round != round || k.reported != reported {
		rounds, err := o.roundNamed(ctx, round)
		if err != nil {
			return nil, err
		}
		tasks := make(map[string]*Standing)
		last := rounds[len(rounds)-1]
		if err := o.Store.StatusesSaid(ctx, last.ID, func(given []taizhang.Handout, said []taizhang.Progress) {
			for t := range handoff.Standings(given, said, last.Name) {
				tasks[t.Given.Task] = StandingOf(&t)
			}
		}); err != nil {
			return nil, err
		}
		k.round, k.reported, k.tasks = round, reported, tasks
	}
	return k.tasks, nil
}

// StandingOf is what lists show of where a task stands.
func StandingOf(t *taizhang.TaskStanding) *Standing {
	s := &Standing{Due: t.Given.Due, Kind: t.Given.Kind, Status: t.Status, Organs: make([]OrganStatus, 0, len(t.Organs))}
	for i := range t.Organs {
		if p := &t.Organs[i]; p.Role != "" { // else it only oversees
			s.Organs = append(s.Organs, OrganStatus{p.Organ, p.Role, p.Status})
		}
	}
	return s
}
