package ui

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/poll"
)

// everyPane is a dashboard of n hosts on 200×50 cells in which nothing that can be shown beside the list is
// missing: details with what the service tells, the filter, a wish, two connections, events and marks of what
// has changed.
func everyPane(n int) Model {
	return everyPaneAt(n, func() time.Time { return time.Unix(1_800_000_000, 0) })
}

func everyPaneAt(n int, now func() time.Time) Model {
	launchers := []launch.Launcher{{Name: "sample client"}, {Name: "other"}}
	clock := now()
	m := New(context.Background(), Options{
		Service: &fakeService{}, Poll: poll.Default(), Profile: "studio", User: "anna", Now: now,
		Launching: Launching{Launchers: launchers},
	})
	page := manyHosts(n)
	for i := range page.Hosts {
		h := page.Hosts[i]
		h.Metadata.User.ExternalID = fmt.Sprint("artist-", i/25)
		h.Metadata.Build, h.Metadata.Description = "150-0", "dailies at 17:30"
		h.Raw = json.RawMessage(fmt.Sprintf(`{"peer_id":%q,"name":%q,"sdk_version":%d,"user":{"id":%d,"warp":false},"user_id":%d,"region":"eu-1"}`, h.PeerID, h.Name, i, i, i))
	}
	after := m.handled(tea.WindowSizeMsg{Width: 200, Height: 50}, hostsLoadedMsg{seq: 1, at: clock, page: page})
	changed := page
	changed.Hosts = slices.Clone(page.Hosts)
	for i := 0; i < n; i += 10 {
		h := *page.Hosts[i]
		h.Metadata.Players.N = 1 + i%3
		changed.Hosts[i] = &h
	}
	after.polling = true
	after = after.handled(hostsLoadedMsg{seq: after.pollSeq, at: clock, page: changed}, keyPress("/"), keyPress("r")).settled()
	after = after.handled(keyPress("enter"), keyPress("g"))
	for i, state := range []connection.State{connection.Connected, connection.Connecting} {
		c := launched{id: i, peerID: page.Hosts[i].PeerID, name: page.Hosts[i].Name, launcher: "sample client", record: "record"}
		c.report = connection.Report{State: state, Since: clock, Time: clock, Figures: &connection.Figures{Encode: 2, Decode: 3, Network: 9, Bitrate: 30}}
		c.lately = c.lately.with(c.report)
		after.connections = append(after.connections, c)
	}
	after.armed = []armed{{peerID: page.Hosts[2].PeerID}}
	return after.repainted(picture{}, false).handled(keyPress("down"))
}

func (m Model) handled(messages ...tea.Msg) Model {
	for _, msg := range messages {
		next, _ := m.Update(msg)
		m = next.(Model)
	}
	return m
}

func TestACursorKeyAllocatesLittleInAFleetOfAnySize(t *testing.T) {
	var allocated [2]float64
	for i, n := range []int{100, 100_000} {
		var m tea.Model = everyPane(n)
		for _, shown := range []string{"artist-", "region", "waiting for", "Mbit/s", "signalling", "seats"} {
			if !strings.Contains(m.View().Content, shown) {
				t.Fatalf("there is no %q:\n%s", shown, m.View().Content)
			}
		}
		var key tea.Msg = keyPress("down")
		down := func() {
			m, _ = m.Update(key)
			_ = m.View()
		}
		for range 50 { // to the last line of the screen, from where on each key brings a row into sight
			down()
		}
		allocated[i] = testing.AllocsPerRun(40, down)
	}
	const most = 40
	if allocated[0] > most || allocated[1] > most || allocated[1] > allocated[0]*1.1 {
		t.Errorf("a key allocates %v times with 100 hosts and %v times with 100,000, want %d at most and the same", allocated[0], allocated[1], most)
	}
}

func TestACursorKeyShowsHowOldThingsAreByThen(t *testing.T) {
	clock := time.Unix(1_800_000_000, 0)
	m := everyPaneAt(100, func() time.Time { return clock })
	for _, age := range []string{"now", ">20s", ">30s", ">2m"} {
		shown := m.handled(keyPress("down"))
		if got := strings.Count(shown.View().Content, age); got < 40 {
			t.Errorf("%d hosts are %s old:\n%s", got, age, shown.View().Content)
		}
		clock = clock.Add(map[string]time.Duration{"now": 20 * time.Second, ">20s": 10 * time.Second, ">30s": 90 * time.Second}[age])
	}
}
