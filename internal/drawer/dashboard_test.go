package drawer_test

import (
	"context"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/poll"
	"parsec-hosts/internal/simulator"
	"parsec-hosts/parsecapi"
	"parsec-hosts/ui"
)

// demonstration records what the demonstration's service answers, poll after poll.
func demonstration(t *testing.T, polls int) []parsecapi.Page {
	t.Helper()
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	options := simulator.Demo()
	options.Churn = 30
	options.Now = func() time.Time { return now }
	sim := simulator.New(options)
	server, err := sim.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	client, err := parsecapi.New(parsecapi.WithBaseURL(server.BaseURL()))
	if err != nil {
		t.Fatal(err)
	}
	session, err := client.CreateSession(t.Context(), parsecapi.NewSecret(sim.APIKey()), "anna")
	if err != nil {
		t.Fatal(err)
	}
	asks, err := parsecapi.New(parsecapi.WithBaseURL(server.BaseURL()), parsecapi.WithSessionSource(parsecapi.StaticSession(session)))
	if err != nil {
		t.Fatal(err)
	}
	var pages []parsecapi.Page
	for range polls {
		page, err := asks.Hosts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page)
		now = now.Add(poll.Default().Interval)
	}
	return pages
}

// replay is a service that answers what was recorded, and the last answer over and over.
type replay struct{ pages []parsecapi.Page }

func (r *replay) Hosts(context.Context) (parsecapi.Page, error) {
	page := r.pages[0]
	if len(r.pages) > 1 {
		r.pages = r.pages[1:]
	}
	return page, nil
}

// beyond is how long a key has its effect before the next one. None of the dashboard's timers ends just
// then: what it draws while the terminal changes its size may stay on the screen, with any renderer.
const beyond = 3*time.Second + 50*time.Millisecond

func TestTheDashboardsScreensAreEqual(t *testing.T) {
	pages := demonstration(t, 20)
	for name, use := range map[string]struct {
		options ui.Options
		keys    []string
	}{
		"dashboard": {ui.Options{Progress: true}, []string{"j", "j", "k", "G", "g", "/", "r", "e", "n", "\x1b[B", "\x1b", "\x1b", "s", "S", "b", "5", "c", "\r", "\x1b",
			"?", "j", " ", "\x1b", "i", "\t", "\t", "v", "y", "*", "m", "\x1b[<0;20;8M", "\x1b[<0;20;8m", "m", "w", "\x1b", "r", "o", "\x1b", ":", "\x1b"}},
		"list": {ui.Options{Pick: &ui.Picking{Multi: true, Height: func(lines int) int { return lines / 2 }}},
			[]string{"r", "e", "\x1b[B", "\t", "\t", "n", "\x7f", "\x1b", "\x1b[6~", "\x1b[A", "\x01", "x", "\x7f", "1", "0", "\x7f", "\x7f", "\x1b[B"}},
	} {
		t.Run(name, func(t *testing.T) {
			dashboard := func() tea.Model {
				use.options.Service, use.options.Poll = &replay{pages}, poll.Default()
				return ui.New(context.Background(), use.options)
			}
			expectEqualScreens(t, dashboard, 120, 32, func(s *stage, look func(string)) {
				s.settle()
				for i, key := range use.keys {
					_, _ = s.keys.Write([]byte(key))
					<-time.After(beyond)
					look("after " + key)
					if i%8 == 7 {
						s.resize(60+i*3, 20+i)
						look("another size")
					}
				}
			})
		})
	}
}
