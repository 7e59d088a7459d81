package ui

import (
	"image"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/page"
	"parsec-hosts/internal/simulator"
	"parsec-hosts/internal/svg"
	"parsec-hosts/parsecapi"
)

// pictures is where the documentation has them.
const pictures = "../docs/pictures"

// photographer looks at the hosts of the demonstration for a picture.
type photographer struct {
	*driver
	network *pipes
	client  *parsecapi.Client
	taken   []svg.Screen
}

// photoNow is the clock of a picture: early in the afternoon.
func photoNow() time.Time {
	return time.Now().Add(time.Date(2026, 3, 5, 13, 20, 0, 0, time.UTC).Sub(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)))
}

// photograph runs a scene on a terminal. Where the scene takes no picture itself, one is taken at its end.
func photograph(t *testing.T, w svg.Window, looks Looks, scene func(*photographer)) []byte {
	t.Helper()
	p := &photographer{}
	drive(t, w.Width, w.Height, func(o *Options) { p.begin(t, o); o.Looks = looks }, func(d *driver) {
		defer p.leave()
		p.driver = d
		d.send(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
		paper := "#101418"
		if w.Light {
			paper = "#ffffff"
		}
		d.send(tea.BackgroundColorMsg{Color: lipgloss.Color(paper)})
		scene(p)
		if p.taken == nil {
			p.take(0, "")
		}
		checkFits(t, d.screen(), w.Width, w.Height)
		w.Title = d.m.View().WindowTitle
	})
	return svg.Film(w, p.taken)
}

// begin asks the simulator of the demonstration by the real client.
func (p *photographer) begin(t *testing.T, o *Options) {
	demo := simulator.Demo()
	demo.Now = photoNow
	sim := simulator.New(demo)
	p.network = serveOnPipes(sim)
	client, source := p.network.signedIn(t, filepath.Join(t.TempDir(), "state"), sim.APIKey(), "parsec-hosts", photoNow)
	p.client = client
	o.Service, o.SignInAgain, o.Notices = client, source.Retry, source.Notices
	o.Now, o.Profile, o.Journal = photoNow, "studio", remembered(sim.Hosts())
	o.Launching.Launchers[0].Name = "sdk"
}

func (p *photographer) leave() {
	_ = p.network.server.Close()
	p.client.CloseIdleConnections()
}

// remembered is a journal of the day before, in which every host was away for some hours.
func remembered(hosts []simulator.Host) *fakeJournal {
	begin := photoNow().Add(-24 * time.Hour)
	j := &fakeJournal{}
	add := func(after time.Duration, kind journal.Kind, h simulator.Host, to string) {
		j.records = append(j.records, journal.Record{Time: begin.Add(after), Kind: kind, PeerID: h.PeerID, Name: h.Name, UserName: h.UserName, To: to})
	}
	for minutes := 0; minutes < 24*60; minutes += 10 {
		add(time.Duration(minutes)*time.Minute, journal.KindLooking, simulator.Host{}, "")
	}
	for i, h := range hosts {
		left := time.Duration(2+i*7%13) * time.Hour
		add(0, journal.KindPresent, h, "")
		add(left, journal.Kind(fleet.EventOffline), h, "offline")
		add(left+time.Duration(2+i%5)*time.Hour, journal.Kind(fleet.EventOnline), h, "online")
		add(20*time.Hour+time.Duration(i)*time.Minute, journal.KindLaunched, h, "sdk")
	}
	slices.SortStableFunc(j.records, func(a, b journal.Record) int { return a.Time.Compare(b.Time) })
	return j
}

// take adds what is on the screen now to the picture, to be seen for so long.
func (p *photographer) take(lasts time.Duration, caption string) {
	s := svg.Screen{Text: p.screen(), Caption: caption, Lasts: lasts}
	if c := p.m.View().Cursor; c != nil {
		s.Cursor = &image.Point{X: c.X, Y: c.Y}
	}
	p.taken = append(p.taken, s)
}

// afternoon has hosts that came, went and filled up, one that is pinned and one that is watched.
func afternoon(p *photographer) {
	p.wait(150 * time.Second)
	p.cursorOn("render-09").press("*").cursorOn("den-pc").press("w").cursorOn("edit-suite-03").wait(42 * time.Second)
}

func TestPictures(t *testing.T) {
	wide := svg.Window{Width: 100, Height: 24}
	light := wide
	light.Light = true
	for _, c := range []struct {
		name   string
		window svg.Window
		looks  Looks
		scene  func(*photographer)
	}{
		{"dashboard", wide, Looks{}, afternoon},
		{"light", light, Looks{}, afternoon},
		{"ascii", wide, Looks{ASCII: true}, func(p *photographer) {
			p.send(tea.ColorProfileMsg{Profile: colorprofile.ASCII})
			afternoon(p)
		}},
		{"details", svg.Window{Width: 84, Height: 26}, Looks{}, func(p *photographer) {
			afternoon(p)
			p.cursorOn("review-room")
		}},
		{"filter", wide, Looks{}, func(p *photographer) { afternoon(p); p.press("/").write("ren is:free") }},
		{"watch", wide, Looks{}, watching},
		{"connection", wide, Looks{}, func(p *photographer) {
			afternoon(p)
			twoConnections(p)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			checkPicture(t, c.name, photograph(t, c.window, c.looks, c.scene))
		})
	}
}

// watching waits for a seat of a full host, while others are watched and one of them comes online.
func watching(p *photographer) {
	afternoon(p)
	p.cursorOn("edit-suite-02").press("w").cursorOn("arcade-left").press("W")
	for range 60 {
		p.wait(2 * time.Second)
		if strings.Contains(p.screen(), "◎ edit-suite-02 came online") {
			break
		}
	}
	p.wait(2 * toastTime).expect("◎ edit-suite-02 came online").press("L")
}

// twoConnections streams from two hosts, and gives one back that it had.
func twoConnections(p *photographer) {
	p.connect("review-room").connect("den-pc").wait(2 * toastTime)
	since := photoNow()
	for i := range 48 {
		for n, at := range []int{i, i + 20} {
			r := stream(at)
			r.Since = since.Add(-time.Duration(n) * 40 * time.Second)
			p.report(n, r)
		}
		p.wait(time.Second)
	}
}

// TestFilm is a short use: the list, the filter, a connection and how it does.
func TestFilm(t *testing.T) {
	film := photograph(t, svg.Window{Width: 100, Height: 24}, Looks{}, func(p *photographer) {
		afternoon(p)
		p.cursorOn("anna-workstation")
		p.take(1800*time.Millisecond, "")
		for range 4 {
			p.press("down")
			p.take(350*time.Millisecond, "↓")
		}
		p.take(900*time.Millisecond, "")
		p.press("/")
		p.take(700*time.Millisecond, "/ filters")
		for _, letter := range []string{"r", "e", "v"} {
			p.press(letter)
			p.take(300*time.Millisecond, "/ filters")
		}
		p.take(900*time.Millisecond, "/ filters")
		p.recorded = true
		p.press("enter", "enter")
		p.take(700*time.Millisecond, "enter connects")
		p.running[0] <- launch.Status{State: launch.Running, PID: 42, LogPath: "/state/logs/review-room.log", Changed: photoNow()}
		p.settle()
		p.reportFor(2*time.Second, 0, connection.Report{State: connection.Connecting, WaitsFor: connection.ForApproval})
		p.take(1200*time.Millisecond, "enter connects")
		p.press("esc").wait(2 * toastTime)
		p.streamFor(30*time.Second, 0, nil)
		for i := range 7 {
			r := stream(30 + 3*i)
			r.Since = photoNow().Add(-time.Duration(30+3*i) * time.Second)
			p.report(0, r)
			p.take(600*time.Millisecond, "how the connection does")
			p.wait(3 * time.Second)
		}
	})
	checkPicture(t, "film", film)
	if most := 200_000; len(film) > most {
		t.Errorf("the film has %d bytes, more than %d", len(film), most)
	}
}

func checkPicture(t *testing.T, name string, drawn []byte) {
	t.Helper()
	page.Want(t, *updateGolden, filepath.Join(pictures, name+".svg"), drawn)
}
