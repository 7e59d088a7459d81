package ui

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/session"
	"parsec-hosts/internal/simulator"
	"parsec-hosts/parsecapi"
)

// A soak of a day takes some minutes: go test ./ui -run Soak -soak 24h -v
var (
	soakTime = flag.Duration("soak", 12*time.Minute, "how long the soak lasts, in the dashboard's own time")
	soakSeed = flag.Uint64("soak-seed", 0, "what the soak's faults and keys are drawn from; 0 for something new")
)

// soakStart is when the soak begins: later than any time that a fault of the clock can bring about.
const soakStart = 26 * 365 * 24 * time.Hour

func soakNow() time.Time { return time.Now().Add(soakStart) }

// soak is a dashboard on the real client, session source and journal, which asks a simulated service
// that fails in every way, while somebody presses keys.
type soak struct {
	*driver
	rng     *rand.Rand
	sim     *simulator.Simulator
	network *pipes
	client  *parsecapi.Client
	source  *session.Source
	journal *journal.Journal
	watched *watched
	faults  []simulator.Fault
	played  map[simulator.Fault]int
	figures []figures
}

// figures are what must not grow, taken in a quiet moment.
type figures struct {
	goroutines, descriptors int
	heap                    uint64 // bytes
}

func (f figures) String() string {
	return fmt.Sprintf("%d goroutines, %d descriptors, %.1f MB", f.goroutines, f.descriptors, float64(f.heap)/1e6)
}

func TestSoak(t *testing.T) {
	seed := *soakSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("-soak-seed %d", seed)
	s := &soak{rng: rand.New(rand.NewPCG(seed, 0)), played: map[simulator.Fault]int{}}
	for _, info := range simulator.Faults() {
		s.faults = append(s.faults, info.Name)
		if info.OnCreate {
			s.faults = append(s.faults, info.Name.OnCreate())
		}
	}
	drive(t, 120, 40, func(o *Options) { s.begin(t, o) }, func(d *driver) {
		s.driver = d
		const samples = 8
		for range samples {
			for until := time.Now().Add(*soakTime / samples); time.Now().Before(until); {
				s.step()
			}
			s.measure()
		}
		s.calm()
		s.checkTruth()
		s.checkJournal()
		s.measure()
		s.checkGrowth()
		s.end()
		asked, pages, failed := s.watched.tally()
		t.Logf("%d polls, %d answered and %d failed, %d requests, %d sessions, %d faults of %d kinds",
			asked, pages, failed, len(s.sim.Requests()), s.sim.SessionsCreated(), total(s.played), len(s.played))
	})
}

func total(counts map[simulator.Fault]int) (n int) {
	for _, count := range counts {
		n += count
	}
	return n
}

// begin wires the real parts into the options of a dashboard.
func (s *soak) begin(t *testing.T, o *Options) {
	s.sim = simulator.New(simulator.Options{Hosts: 1000, Seed: s.rng.Uint64(), Churn: 20, Self: true, ETag: true, SessionLife: 3 * time.Hour, Now: soakNow})
	s.network = serveOnPipes(s.sim)
	folder := t.TempDir()
	s.client, s.source = s.network.signedIn(t, filepath.Join(folder, "state"), s.sim.APIKey(), "parsec-hosts", soakNow)
	var err error
	s.journal, err = journal.Open(journal.Options{Dir: filepath.Join(folder, "journal"), Name: "studio", Keep: 30 * 24 * time.Hour, Now: soakNow})
	if err != nil {
		t.Fatal(err)
	}
	s.watched = &watched{Service: s.client, now: func() time.Time { return soakNow().Round(0) }, oracle: newOracle()}
	o.Service, o.Journal, o.Now, o.Jitter = s.watched, s.journal, soakNow, s.rng.Float64
	o.SignInAgain, o.Notices = s.source.Retry, s.source.Notices
}

// step lets something happen to the service, to the terminal or to a key, and time pass.
func (s *soak) step() {
	switch s.rng.IntN(8) {
	case 0, 1, 2:
		fault := s.faults[s.rng.IntN(len(s.faults))]
		s.sim.Fault(fault, 1+s.rng.IntN(3))
		s.played[fault]++
	case 3:
		if s.rng.IntN(4) == 0 {
			s.sim.RevokeAll()
		}
	case 4:
		if s.rng.IntN(4) == 0 {
			s.sim.ClearFaults()
		}
	case 5:
		width, height := 30+s.rng.IntN(150), 8+s.rng.IntN(50)
		s.send(tea.WindowSizeMsg{Width: width, Height: height})
	default:
		s.press(soakKeys[s.rng.IntN(len(soakKeys))]...)
	}
	if s.model().signedIn == signInFailed && s.rng.IntN(3) == 0 || s.model().paused {
		s.press("r")
	}
	s.wait(time.Duration(s.rng.Int64N(int64(20 * time.Second))))
	m := s.model()
	checkFits(s.t, s.screen(), m.width, m.height)
	s.watched.mu.Lock()
	defer s.watched.mu.Unlock()
	if why := s.watched.oracle.differs(m.fleet); why != "" {
		s.t.Fatalf("after %d polls %s", s.watched.asked, why)
	}
}

// soakKeys are pressed together, so that no menu is left open and nothing is connected to.
var soakKeys = [][]string{
	{"r"}, {"r", "r", "r"}, {"down", "down", "pgdown"}, {"up"}, {"G"}, {"g"}, {"s"}, {"S"}, {"v"}, {"b"}, {"i"}, {"tab"},
	{"/", "r", "e", "n", "esc"}, {"/", "i", "s", ":", "o", "enter", "/", "esc"}, {"?", "pgdown", "esc"}, {"space", "space"}, {"f5"},
}

// measure takes the figures when no request is under way.
func (s *soak) measure() {
	for s.model().polling {
		s.wait(time.Second)
	}
	s.client.CloseIdleConnections()
	s.settle()
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	now := figures{goroutines: runtime.NumGoroutine(), descriptors: openDescriptors(), heap: memory.HeapAlloc}
	s.figures = append(s.figures, now)
	asked, _, _ := s.watched.tally()
	s.t.Logf("after %d polls: %v", asked, now)
}

// openDescriptors is 0 where the system does not tell.
func openDescriptors() int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(entries)
}

// calm ends all faults and lets nothing change any more, until the last absence is sure.
func (s *soak) calm() {
	s.sim.ClearFaults()
	s.sim.SetHosts(s.sim.Hosts()...)
	answered := func() (pages int) { _, pages, _ = s.watched.tally(); return pages }
	const polls = 4
	for before := answered(); answered() < before+polls; {
		s.wait(10 * time.Second)
		if s.model().signedIn == signInFailed {
			s.press("r")
		}
	}
}

// checkTruth holds what is known of the hosts against the service's own.
func (s *soak) checkTruth() {
	m, online := s.model(), map[string]bool{}
	for _, h := range s.sim.Hosts() {
		online[h.PeerID] = true
	}
	for _, h := range m.fleet.Hosts() {
		if (h.Presence == fleet.Online) != online[h.PeerID] || h.Presence != fleet.Online && h.Presence != fleet.Offline {
			s.t.Errorf("%s is %v; at the service: %v", h.PeerID, h.Presence, online[h.PeerID])
		}
		delete(online, h.PeerID)
	}
	if len(online) > 0 || m.fleet.Stale() {
		s.t.Errorf("%d hosts are not known; the list is stale: %v", len(online), m.fleet.Stale())
	}
}

// checkJournal wants every event in the journal, once.
func (s *soak) checkJournal() {
	records, skipped, err := s.journal.Read(time.Time{})
	if err != nil || skipped > 0 {
		s.t.Errorf("%d lines of the journal cannot be read, %v", skipped, err)
	}
	var written []string
	for _, r := range records {
		if r.Kind != journal.KindLooking {
			written = append(written, entryOf(r.Time, r.Kind, r.PeerID))
		}
	}
	// What the soak has kept to compare with is dropped, so that the last figures are the program's own.
	want := s.watched.reset().records
	if more, fewer := surplus(written, want), surplus(want, written); len(more)+len(fewer) > 0 {
		s.t.Errorf("of %d records %d are too many: %.5q, and %d are missing: %.5q", len(written), len(more), more, len(fewer), fewer)
	}
	s.t.Logf("%d records in the journal", len(records))
}

// checkGrowth compares the last figures with those of the second sample: by then all is warm.
func (s *soak) checkGrowth() {
	early, late := s.figures[1], s.figures[len(s.figures)-1]
	const timers, connections = 12, 4 // that happen to be armed, or are just ending
	if late.goroutines > early.goroutines+timers {
		buffer := make([]byte, 1<<20)
		s.t.Errorf("%v became %v:\n%s", early, late, buffer[:runtime.Stack(buffer, true)])
	}
	if late.descriptors > early.descriptors+connections {
		s.t.Errorf("%v became %v", early, late)
	}
	if late.heap > early.heap+early.heap/2+(12<<20) {
		s.t.Errorf("%v became %v", early, late)
	}
}

func (s *soak) end() {
	if err := s.journal.Close(); err != nil {
		s.t.Error(err)
	}
	_ = s.network.server.Close()
	s.client.CloseIdleConnections()
}
