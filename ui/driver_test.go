package ui

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/poll"
	"parsec-hosts/parsecapi"
)

// driver uses the dashboard as a person would: it presses keys, lets time pass and looks at the
// screen. Commands run as they do in a real program, in a synctest bubble, so that the hours it
// waits take no time.
type driver struct {
	t    *testing.T
	m    tea.Model
	msgs chan tea.Msg
	done chan struct{}

	service  *fakeService
	launched []launch.Plan
	secrets  []string                 // of hosts, that these were planned with
	running  []chan launch.Status     // of the launchers that were started and have not ended
	recorded bool                     // what is started keeps a record of its connection
	reports  []chan connection.Report // of those; nil for one that has ended
	stopped  []string                 // records of connections that were asked to end
	stopErr  error
	focused  []string // records of connections whose windows were asked for
	focusErr error
	log      string // what every program has written so far
	logErr   error
	startErr error
	copied   string
	written  []string // control sequences between frames
	quit     bool
	signedIn int // how often signing in again was asked for
}

// drive runs test with a dashboard of the given size. change may set options; nil changes none.
func drive(t *testing.T, width, height int, change func(*Options), test func(*driver)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		d := &driver{t: t, msgs: make(chan tea.Msg), done: make(chan struct{}), service: &fakeService{}}
		d.service.serve(sampleHosts()...)
		options := Options{
			Service: d.service, Profile: "studio", User: "anna", BaseURL: "https://api.example.test",
			Poll: poll.Default(), SignInAgain: func() { d.signedIn++ },
			Launching: Launching{
				Launchers: []launch.Launcher{{Name: "sample client", Command: []string{"/bin/sh", "{peer_id}"}, Mode: launch.ModeBackground}},
				Start:     d.start,
				Terminal:  d.terminal,
				Stop:      func(record string) error { d.stopped = append(d.stopped, record); return d.stopErr },
				Focus:     func(record string) error { d.focused = append(d.focused, record); return d.focusErr },
				ReadLog:   func(string) (string, error) { return d.log, d.logErr },
			},
		}
		if change != nil {
			change(&options)
		}
		defer d.stop(cancel)
		model := New(ctx, options)
		d.m = model
		d.run(model.Init())
		d.send(tea.ColorProfileMsg{Profile: colorprofile.NoTTY})
		d.send(tea.WindowSizeMsg{Width: width, Height: height})
		d.wait(time.Second) // Past the moment in which the first rows ask before they are launched.
		test(d)
	})
}

// stop lets every command end: the longest timer is that of an age in days.
func (d *driver) stop(cancel func()) {
	cancel()
	close(d.done)
	for _, updates := range d.running {
		close(updates)
	}
	for _, reports := range d.reports {
		if reports != nil {
			close(reports)
		}
	}
	<-time.After(72 * time.Hour)
}

// status is the launcher started last reporting how it goes; an ended one reports nothing after.
func (d *driver) status(s launch.Status) *driver {
	last := len(d.running) - 1
	d.running[last] <- s
	if s.State == launch.Ended || s.State == launch.Failed {
		close(d.running[last])
		d.running = d.running[:last]
	}
	d.settle()
	return d
}

func (d *driver) start(p launch.Plan) (Run, error) {
	d.launched = append(d.launched, p)
	if d.startErr != nil {
		return Run{}, d.startErr
	}
	updates := make(chan launch.Status, 4)
	d.running = append(d.running, updates)
	if !d.recorded {
		return Run{Updates: updates}, nil
	}
	reports := make(chan connection.Report, 4)
	d.reports = append(d.reports, reports)
	return Run{Updates: updates, Record: fmt.Sprint("record ", len(d.reports)), Reports: reports}, nil
}

func (d *driver) terminal(p launch.Plan) TerminalRun {
	d.launched = append(d.launched, p)
	return nil
}

// run starts a command, or all of a batch, and hands its message back to the loop.
func (d *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		msg := cmd()
		select {
		case d.msgs <- msg:
		case <-d.done:
		}
	}()
}

// settle handles messages until nothing but timers is left.
func (d *driver) settle() {
	for {
		synctest.Wait()
		select {
		case msg := <-d.msgs:
			d.send(msg)
		default:
			return
		}
	}
}

// send gives one message to the dashboard, as the program would. Some of Bubble Tea's messages
// are not exported; they are known by their shape.
func (d *driver) send(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
		return
	case tea.RawMsg:
		d.written = append(d.written, fmt.Sprint(msg.Msg))
		return
	case tea.QuitMsg:
		d.quit = true
		return
	case launchPlannedMsg:
		d.secrets = append(d.secrets, msg.target.HostSecret.Reveal())
	}
	value := reflect.ValueOf(msg)
	switch {
	case value.Kind() == reflect.Slice && value.Type().Elem() == reflect.TypeFor[tea.Cmd]():
		for i := range value.Len() {
			d.run(value.Index(i).Interface().(tea.Cmd))
		}
	case strings.HasSuffix(value.Type().String(), ".setClipboardMsg"):
		d.copied = value.String()
	default:
		var cmd tea.Cmd
		d.m, cmd = d.m.Update(msg)
		d.run(cmd)
	}
}

// press presses keys by name, or letter by letter where the name is no key's.
func (d *driver) press(names ...string) *driver {
	d.t.Helper()
	for _, name := range names {
		d.send(keyPress(name))
		d.settle()
	}
	return d
}

// write types text into whatever has the keyboard.
func (d *driver) write(text string) *driver {
	for _, r := range text {
		d.press(string(r))
	}
	return d
}

var namedKeys = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "space": {Code: tea.KeySpace, Text: " "},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown},
	"home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd}, "ctrl+c": {Code: 'c', Mod: tea.ModCtrl},
	"backspace": {Code: tea.KeyBackspace}, "ctrl+k": {Code: 'k', Mod: tea.ModCtrl}, "f5": {Code: tea.KeyF5},
	"ctrl+backspace": {Code: tea.KeyBackspace, Mod: tea.ModCtrl}, "ctrl+delete": {Code: tea.KeyDelete, Mod: tea.ModCtrl},
	"left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift}, "ctrl+a": {Code: 'a', Mod: tea.ModCtrl},
}

func keyPress(name string) tea.KeyPressMsg {
	if k, ok := namedKeys[name]; ok {
		return k
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// wait lets time pass.
func (d *driver) wait(duration time.Duration) *driver {
	until := time.After(duration)
	for {
		select {
		case msg := <-d.msgs:
			d.send(msg)
		case <-until:
			d.settle()
			return d
		}
	}
}

func (d *driver) model() Model { return d.m.(Model) }

// screen is what the terminal shows. What was drawn for an earlier message may be part of it: it must be as
// if all of it were drawn now.
func (d *driver) screen() string {
	d.t.Helper()
	shown := d.m.View()
	anew := d.model().repainted(picture{}, false).View()
	if shown.Content != anew.Content || shown.WindowTitle != anew.WindowTitle {
		d.t.Fatalf("parts of the screen are old:\n%s\ninstead of\n%s", shown.Content, anew.Content)
	}
	return shown.Content
}

func (d *driver) expect(texts ...string) *driver {
	d.t.Helper()
	for _, text := range texts {
		if !strings.Contains(d.screen(), text) {
			d.t.Fatalf("the screen does not show %q:\n%s", text, d.screen())
		}
	}
	return d
}

func (d *driver) expectNot(texts ...string) *driver {
	d.t.Helper()
	for _, text := range texts {
		if strings.Contains(d.screen(), text) {
			d.t.Fatalf("the screen shows %q:\n%s", text, d.screen())
		}
	}
	return d
}

// expectSelected looks for the cursor on the row of a host.
func (d *driver) expectSelected(name string) *driver {
	d.t.Helper()
	for line := range strings.Lines(d.screen()) {
		if strings.HasPrefix(line, unicodeGlyphs().cursor) {
			if !strings.Contains(line, name) {
				d.t.Fatalf("the cursor is on %q, not on %s:\n%s", line, name, d.screen())
			}
			return d
		}
	}
	d.t.Fatalf("there is no cursor:\n%s", d.screen())
	return d
}

// expectLaunched asserts the peer IDs that were handed to launchers so far.
func (d *driver) expectLaunched(peerIDs ...string) *driver {
	d.t.Helper()
	var got []string
	for _, p := range d.launched {
		got = append(got, p.PeerID())
	}
	if fmt.Sprint(got) != fmt.Sprint(peerIDs) {
		d.t.Fatalf("launched %v, want %v", got, peerIDs)
	}
	return d
}

// fakeService answers with what it was told to serve last.
type fakeService struct {
	page  parsecapi.Page
	err   error
	asked int
	block chan struct{} // when set, answers wait until it is closed
}

func (s *fakeService) Hosts(ctx context.Context) (parsecapi.Page, error) {
	s.asked++
	page, err := s.page, s.err
	if s.block != nil {
		select {
		case <-s.block:
		case <-ctx.Done():
			return parsecapi.Page{}, ctx.Err()
		}
	}
	return page, err
}

func (s *fakeService) serve(hosts ...parsecapi.Host) {
	s.err = nil
	s.page = parsecapi.Page{Hosts: pointers(hosts...), Requests: 1, Session: parsecapi.Session{
		ID: parsecapi.NewSecret(canary), ExpiresAt: time.Date(2000, 1, 8, 0, 0, 0, 0, time.UTC),
	}}
}

func pointers(hosts ...parsecapi.Host) (all []*parsecapi.Host) {
	for _, h := range hosts {
		all = append(all, &h)
	}
	return all
}

func (s *fakeService) fail(err error) { s.err = err }

type fakeClipboard struct {
	text string
	err  error
}

func (c *fakeClipboard) Copy(_ context.Context, text string) (string, error) {
	c.text = text
	return "the test's clipboard", c.err
}

// canary is a session ID that must never be seen.
const canary = "c0ffeec0ffeec0ffeec0ffeec0ffee"

func host(peerID, name, user string, change ...func(*parsecapi.Host)) parsecapi.Host {
	h := parsecapi.Host{PeerID: peerID, Name: name, UserName: user, Metadata: parsecapi.Metadata{
		Mode: "desktop", Players: parsecapi.Count{N: 0, Known: true}, MaxPlayers: parsecapi.Count{N: 4, Known: true},
		User: parsecapi.SplitUserName(user),
	}}
	for _, c := range change {
		c(&h)
	}
	return h
}

func guests(players, seats int) func(*parsecapi.Host) {
	return func(h *parsecapi.Host) {
		h.Metadata.Players = parsecapi.Count{N: players, Known: true}
		h.Metadata.MaxPlayers = parsecapi.Count{N: seats, Known: true}
	}
}

func sampleHosts() []parsecapi.Host {
	return []parsecapi.Host{
		host("peerEdit1", "edit-suite-01", "studio#anna", guests(0, 1)),
		host("peerEdit2", "edit-suite-02", "studio#boris", guests(1, 1)),
		host("peerRender10", "render-10", "studio#carla"),
		host("peerRender7", "render-07", "studio#carla", guests(1, 4)),
		host("peerDen", "den-pc", "studio#dan", func(h *parsecapi.Host) {
			h.Metadata = parsecapi.Metadata{Mode: "game", Game: "Skyline", User: parsecapi.SplitUserName("studio#dan")}
		}),
		host("peerTokyo", "東京-スタジオ", "studio#emi", guests(0, 2)),
	}
}
