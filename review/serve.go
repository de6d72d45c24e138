package review

import (
	"context"
	"net"
	"net/http"
	"time"
)

// Serve answers at ln until the context ends. Then what is being read or handed out stops
// as the commands do, what is being decided is decided; what only shows may be cut short.
// What the lists show is loaded from the start on, so that the first need not wait for all of it.
func (s *Server) Serve(ctx context.Context, ln net.Listener) (err error) {
	srv := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	go s.look(ctx)
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(ln) }()
	select {
	case err = <-ended:
	case <-ctx.Done():
	}
	s.Close()
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := srv.Shutdown(end); err != nil {
		srv.Close()
	}
	s.Wait()
	return err
}

// look reads what lists show before anyone asks for one: who does is told what is wrong.
func (s *Server) look(ctx context.Context) {
	s.index.notices(ctx)
	s.jobs.begin(func(ctx context.Context) {
		if rounds, err := s.office.HandedOut(ctx); err == nil && len(rounds) > 0 {
			s.office.Standings(ctx, rounds[len(rounds)-1].Name)
		}
	})
}
