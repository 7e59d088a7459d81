package ui

import (
	"context"
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/poll"
	"parsec-hosts/parsecapi"
)

// manyHosts is a page of n hosts.
func manyHosts(n int) parsecapi.Page {
	page := parsecapi.Page{Requests: 1}
	for i := range n {
		page.Hosts = append(page.Hosts, host(fmt.Sprintf("peer%06d", i), fmt.Sprintf("render-%06d", i), "studio#carla"))
	}
	return page
}

func largeDashboard(page parsecapi.Page) tea.Model {
	var m tea.Model = New(context.Background(), Options{Service: &fakeService{}, Poll: poll.Default()})
	m, _ = m.Update(tea.WindowSizeMsg{Width: 200, Height: 50})
	m, _ = m.Update(hostsLoadedMsg{seq: 1, page: page})
	return m
}

var benchmarkSizes = []int{100, 10_000}

// BenchmarkKey is one key press, from message to screen: it must cost the same at any size.
func BenchmarkKey(b *testing.B) {
	for _, n := range benchmarkSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			m := largeDashboard(manyHosts(n))
			keys := []tea.KeyPressMsg{keyPress("down"), keyPress("pgdown"), keyPress("up"), keyPress("pgup")}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				m, _ = m.Update(keys[i%len(keys)])
				_ = m.View()
			}
		})
	}
}

// BenchmarkUnchangedPoll is one poll with nothing new, from answer to screen: it must cost the
// same at any size.
func BenchmarkUnchangedPoll(b *testing.B) {
	for _, n := range benchmarkSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			page := manyHosts(n)
			m := largeDashboard(page)
			page.Unchanged = true
			b.ReportAllocs()
			for b.Loop() {
				model := m.(Model)
				model.polling = true
				m, _ = model.Update(hostsLoadedMsg{seq: model.pollSeq, page: page})
				_ = m.View()
			}
		})
	}
}
