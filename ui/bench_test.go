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
		page.Hosts = append(page.Hosts, pointers(host(fmt.Sprintf("peer%06d", i), fmt.Sprintf("render-%06d", i), "studio#carla"))...)
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

// BenchmarkKeyInGroups is a key press in a list with groups, most of whose hosts are marked.
func BenchmarkKeyInGroups(b *testing.B) {
	for _, n := range benchmarkSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			m := groupedDashboard(n)
			keys := []tea.KeyPressMsg{keyPress("down"), keyPress("pgdown"), keyPress("5"), keyPress("up"), keyPress("pgup")}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				m, _ = m.Update(keys[i%len(keys)])
				_ = m.View()
			}
		})
	}
}

// groupedDashboard has n hosts, 25 of each user, all of them marked.
func groupedDashboard(n int) tea.Model {
	page := manyHosts(n)
	for i := range page.Hosts {
		page.Hosts[i].Metadata.User.ExternalID = fmt.Sprint("artist-", i/25)
	}
	m := largeDashboard(page)
	for _, key := range []string{"b", "ctrl+a", "G"} {
		m, _ = m.Update(keyPress(key))
	}
	return m
}

// BenchmarkRearranged is a key that changes which rows there are: these may cost more with more
// hosts, but no longer than a frame.
func BenchmarkRearranged(b *testing.B) {
	for _, keys := range [][]string{{"left", "right"}, {"S"}, {"v"}, {"*"}, {"tab"}} {
		for _, n := range benchmarkSizes {
			b.Run(fmt.Sprint(keys[0], n), func(b *testing.B) {
				m := groupedDashboard(n)
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					m, _ = m.Update(keyPress(keys[i%len(keys)]))
					_ = m.View()
				}
			})
		}
	}
}

// BenchmarkChangedPoll is one poll in which a single host changed, from answer to screen: all hosts
// are compared, sorted and measured.
func BenchmarkChangedPoll(b *testing.B) {
	for _, n := range benchmarkSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			m := groupedDashboard(n)
			pages := []parsecapi.Page{manyHosts(n), manyHosts(n)}
			pages[1].Hosts[n/2].Name = "another"
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				model := m.(Model)
				model.polling = true
				m, _ = model.Update(hostsLoadedMsg{seq: model.pollSeq, page: pages[i%2]})
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

// BenchmarkFilterLetter is one letter typed into the filter, from message to screen: at 10,000 hosts
// it must stay below a frame, 16 ms.
func BenchmarkFilterLetter(b *testing.B) {
	for _, n := range benchmarkSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			m := largeDashboard(manyHosts(n))
			m, _ = m.Update(keyPress("/"))
			keys := []tea.KeyPressMsg{keyPress("r"), keyPress("n"), keyPress("7"), keyPress("backspace"), keyPress("backspace"), keyPress("backspace")}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				m, _ = m.Update(keys[i%len(keys)])
				_ = m.View()
			}
		})
	}
}
