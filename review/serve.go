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
	go s.index.notices(ctx) // who asks for a list is told what is wrong
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
