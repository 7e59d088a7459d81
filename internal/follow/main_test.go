package follow

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"parsec-hosts/internal/poll"
	"parsec-hosts/parsecapi"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// service answers one poll after another as it is told to, and the last answer for ever.
type service struct {
	answers []func(context.Context) (parsecapi.Page, error)
	asked   []time.Time
}

func (s *service) Hosts(ctx context.Context) (parsecapi.Page, error) {
	i := min(len(s.asked), len(s.answers)-1)
	s.asked = append(s.asked, time.Now())
	return s.answers[i](ctx)
}

// lists answers with hosts of these peer IDs.
func lists(peerIDs ...string) func(context.Context) (parsecapi.Page, error) {
	page := parsecapi.Page{Requests: 1}
	for _, id := range peerIDs {
		page.Hosts = append(page.Hosts, &parsecapi.Host{PeerID: id, Name: "host " + id})
	}
	return func(context.Context) (parsecapi.Page, error) { return page, nil }
}

func fails(err error) func(context.Context) (parsecapi.Page, error) {
	return func(context.Context) (parsecapi.Page, error) { return parsecapi.Page{}, err }
}

// hangs answers when nobody wants the answer any more.
func hangs(ctx context.Context) (parsecapi.Page, error) {
	<-ctx.Done()
	return parsecapi.Page{}, ctx.Err()
}

func status(code int, retry time.Duration) error {
	return &parsecapi.APIError{Op: parsecapi.OpListHosts, Status: code, RetryAfter: parsecapi.RetryAfter{Wait: retry, Known: retry > 0}}
}

var errEnough = errors.New("enough")

// polled is what came of following a service.
type polled struct {
	outcomes []Outcome
	asked    []time.Duration // since the beginning
	err      error           // why it ended
}

// followFor follows a service with these answers for a while, in a bubble where time takes none.
// The wall clock may jump: skew is by how much it has at a time.
func followFor(t *testing.T, d time.Duration, skew func(time.Duration) time.Duration, answers ...func(context.Context) (parsecapi.Page, error)) (p polled) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		s := &service{answers: answers}
		ctx, cancel := context.WithTimeoutCause(t.Context(), d, errEnough)
		defer cancel()
		o := Options{
			Service: s, Poll: poll.Default(), Jitter: func() float64 { return 0.5 },
			Now: func() time.Time { return time.Now().Add(skew(time.Since(began))) },
		}
		for outcome, err := range Polls(ctx, o) {
			if err != nil {
				p.err = err
				continue // It must have been the last one.
			}
			p.outcomes = append(p.outcomes, outcome)
		}
		for _, at := range s.asked {
			p.asked = append(p.asked, at.Sub(began))
		}
	})
	return p
}

func steady(time.Duration) time.Duration { return 0 }
