package ui

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"parsec-hosts/internal/textsafe"
)

// notified is what the terminal is sent when hosts of these names come online.
func notified(t *testing.T, w Watching, names ...string) (sequence string) {
	t.Helper()
	drive(t, 120, 32, func(o *Options) { o.Watching = w }, func(d *driver) {
		d.press("/").write("zoe").press("enter", "w", "f", "esc")
		hosts := sampleHosts()
		for i, name := range names {
			hosts = append(hosts, host("peerNew"+string(rune('a'+i)), name, "studio#zoe"))
		}
		d.service.serve(hosts...)
		d.wait(8 * time.Second)
		sequence = strings.Join(d.written, "")
	})
	return sequence
}

func TestNotificationsSpeakTheProtocolOfTheTerminal(t *testing.T) {
	for notify, want := range map[Notify]string{
		NotifyOff:    "\a",
		NotifyOSC9:   "\x1b]9;parsec-hosts: new-1 came online\a\a",
		NotifyOSC777: "\x1b]777;notify;parsec-hosts;new-1 came online\a\a",
		NotifyOSC99:  "\x1b]99;;parsec-hosts: new-1 came online\a\a",
	} {
		if got := notified(t, Watching{Bell: true, Notify: notify}, "new-1"); got != want {
			t.Errorf("%q: %q, want %q", notify, got, want)
		}
	}
}

// Tmux takes the bell, but only hands on a sequence that is wrapped, every ESC in it doubled.
func TestNotificationsPassThroughTmux(t *testing.T) {
	want := "\x1bPtmux;\x1b\x1b]9;parsec-hosts: new-1 came online\a\x1b\\\a"
	if got := notified(t, Watching{Bell: true, Notify: NotifyOSC9, Tmux: true}, "new-1"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestANotificationOfManyHostsIsShort(t *testing.T) {
	got := notified(t, Watching{Notify: NotifyOSC9}, "new-1", "new-2", "new-3", "new-4", "new-5")
	if want := "new-1 came online, new-2 came online, new-3 came online and 2 others"; !strings.Contains(got, want) {
		t.Errorf("%q does not say %q", got, want)
	}
}

func TestNamesFromStrangersCannotLeaveTheirNotification(t *testing.T) {
	for _, name := range []string{
		"a;b;4;100", "\x1b\\\x1b]52;c;aGFjaw==\x07", "a\x07b\u009cc\x9cd", "4;3;50", strings.Repeat("long ", 1000), "\u202e東京" + strings.Repeat("\u0301", 500),
	} {
		for notify, start := range map[Notify]string{NotifyOSC9: "\x1b]9;", NotifyOSC777: "\x1b]777;notify;parsec-hosts;", NotifyOSC99: "\x1b]99;;"} {
			text, isNotification := strings.CutPrefix(notified(t, Watching{Notify: notify}, name), start)
			text, ended := strings.CutSuffix(text, "\a")
			switch {
			case !isNotification || !ended || !utf8.ValidString(text) || textsafe.Clean(text) != text || strings.Contains(text, ";"):
				t.Errorf("%s of %.20q: %q", notify, name, text)
			case textsafe.Width(text) > notificationSize+len("parsec-hosts: ") || len(text) > 1000:
				t.Errorf("%s of %.20q has %d bytes", notify, name, len(text))
			}
		}
	}
}

func TestAWatchOfThousandsOfHostsIsToldInOnePage(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { o.Watching = Watching{Bell: true, Notify: NotifyOSC9} }, func(d *driver) {
		d.press("/").write("render-0").press("enter", "w", "f", "esc")
		d.service.page.Hosts = append(pointers(sampleHosts()...), manyHosts(2000).Hosts...)
		d.wait(8 * time.Second).expect("◎ render-001999 came online")
		if len(d.written) != 1 || len(d.model().events) > eventsKept {
			t.Errorf("%d sequences, %d events", len(d.written), len(d.model().events))
		}
	})
}
