package journal

import (
	"bytes"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"testing"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/parsecapi"
)

// A day at full size takes two minutes: go test ./internal/journal -run ADay -soak-hosts 10000 -v
var soakHosts = flag.Int("soak-hosts", 0, "let a day of this many hosts, polled every 30 s, pass by; 0 is a small and hurried day")

// TestADayOfComingAndGoingLeavesNothingBehind polls a service for 24 hours by the clock. All the time
// one host in twenty is away, and others by the next poll but one; one in a hundred has another guest.
func TestADayOfComingAndGoingLeavesNothingBehind(t *testing.T) {
	hosts, every, maxSize := 100, 5*time.Minute, int64(16<<10)
	if *soakHosts > 0 {
		hosts, every, maxSize = *soakHosts, 30*time.Second, DefaultMaxSize
	}
	w := newWorld(t)
	w.opts.MaxSize = maxSize
	recorder, err := Open(w.opts)
	if err != nil {
		t.Fatal(err)
	}
	defer recorder.Close()
	service := &shift{hosts: hosts}
	server := httptest.NewServer(service)
	defer server.Close()
	client, err := parsecapi.New(parsecapi.WithBaseURL(server.URL),
		parsecapi.WithSessionSource(parsecapi.StaticSession(parsecapi.Session{ID: parsecapi.NewSecret("x")})))
	if err != nil {
		t.Fatal(err)
	}
	defer client.CloseIdleConnections()

	var f fleet.Fleet
	events := 0
	hour := func() (peak uint64) {
		const looks = 4
		for n := range int(time.Hour / every) {
			w.now = w.now.Add(every)
			page, err := client.Hosts(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var news []fleet.Event
			f, news = f.Apply(w.now, page)
			if err := recorder.Observe(f, news); err != nil {
				t.Fatal(err)
			}
			service.polls++
			events += len(news)
			if n%(int(time.Hour/every)/looks) == 0 {
				peak = max(peak, liveHeap())
			}
		}
		return peak
	}
	first, last := hour(), uint64(0)
	for n := 2; n <= 24; n++ {
		const noise = 256 << 10
		if last = hour(); last > first+first/20+noise {
			t.Fatalf("up to %d bytes are in use in hour %d, and %d in the first", last, n, first)
		}
		// A file may grow beyond its size by what one page tells.
		if size, most := folderSize(t, w.opts.Dir), (filesKept+2)*maxSize; size > most {
			t.Fatalf("the journal has %d bytes after %d hours, more than %d", size, n, most)
		}
	}
	t.Logf("%d polls, %d events: up to %d bytes in use in the first hour, %d in the last; a journal of %d bytes",
		service.polls, events, first, last, folderSize(t, w.opts.Dir))
}

// shift is a service whose hosts work in turns.
type shift struct {
	hosts, polls int
	body         bytes.Buffer
}

func (s *shift) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	s.body.Reset()
	s.body.WriteString(`{"data":[`)
	crew := s.hosts / 20
	resting := s.polls / 2 % 20
	comma := ""
	for i := range s.hosts {
		if i/crew != resting {
			fmt.Fprintf(&s.body, `%s{"peer_id":"peer%06d","name":"render-%05d","user_name":"studio#%d","players":%d,"max_players":4}`,
				comma, i, i, i, (s.polls+i)/100%3)
			comma = ","
		}
	}
	s.body.WriteString(`],"has_more":false}`)
	_, _ = w.Write(s.body.Bytes())
}

func liveHeap() uint64 {
	runtime.GC()
	runtime.GC() // what the first one left to pools
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func folderSize(t *testing.T, dir string) (size int64) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if info, err := file.Info(); err == nil {
			size += info.Size()
		}
	}
	return size
}
