//go:build linux

package cli

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"parsec-hosts/internal/simulator"
)

// hostileNames are the ways in which the service names hosts to attack a terminal, by their row.
var hostileNames = []simulator.Fault{
	simulator.FaultTextEscapes, simulator.FaultTextC1, simulator.FaultTextControls, simulator.FaultTextUnclosed,
	simulator.FaultTextInvisible, simulator.FaultTextWide, simulator.FaultTextLong, simulator.FaultTextShell,
}

// obeyed is what a terminal would obey, or hide, and the program has no reason to write.
var obeyed = regexp.MustCompile(`\x1b\](52|8);|\x1b\]0;(open|owned)|\x1bPopen|\x1b_open|\x1bc`)

// TestFault46To54_HostileNamesAreInertOnTheTerminal draws them on a real one.
func TestFault46To54_HostileNamesAreInertOnTheTerminal(t *testing.T) {
	t.Parallel()
	f := newFaulty(t, simulator.Options{Hosts: 12, Seed: 5}, "")
	c, _ := f.open()
	for _, fault := range hostileNames {
		before := len(c.shown)
		f.service.Fault(fault, 0)
		c.press("r")
		c.expectScreen("live", f.service.Hosts()[11].Name) // which has kept its name
		drawn := c.shown[before:]
		if found := obeyed.Find(drawn); found != nil {
			t.Errorf("%s: %q reached the terminal", fault, found)
		}
		if at := bytes.IndexFunc(drawn, invisible); at >= 0 {
			t.Errorf("%s: what reached the terminal is not plain text: %q", fault, drawn[at:min(len(drawn), at+20)])
		}
		if len(drawn) > 200_000 {
			t.Errorf("%s: %d bytes for a few screens", fault, len(drawn))
		}
		f.service.ClearFaults()
	}
	f.leave(c)
	if !utf8.Valid(c.shown) {
		t.Error("bytes that are no text reached the terminal")
	}
}

// invisible tells runes that have no business on a screen. The joiner of emoji has.
func invisible(r rune) bool {
	return r >= 0x80 && r < 0xa0 || r != '\u200d' && unicode.Is(unicode.Cf, r)
}

func TestFault46To54_HostileNamesAreInertInPlainOutput(t *testing.T) {
	for _, args := range [][]string{{"list"}, {"list", "--json"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			t.Parallel()
			f := newFaulty(t, simulator.Options{Hosts: 12, Seed: 5}, "", args...)
			for _, fault := range hostileNames {
				f.service.ClearFaults()
				f.service.Fault(fault, 0)
				code, stdout, stderr := f.again(args...).outcome()
				if code != exitOK || !strings.Contains(stdout, f.service.Hosts()[11].Name) {
					t.Errorf("%s: exit code %d, %s", fault, code, stderr)
				}
				printed := strings.NewReplacer("\r\n", "\n").Replace(stdout + stderr)
				if at := strings.IndexFunc(printed, func(r rune) bool {
					return invisible(r) || r < ' ' && r != '\n' || r == 0x7f
				}); at >= 0 {
					t.Errorf("%s: there is %q in the output", fault, printed[max(0, at-20):min(len(printed), at+20)])
				}
			}
		})
	}
}

func TestFault53_HostileWordsOfTheServiceAreInertOnTheTerminal(t *testing.T) {
	f := newFaulty(t, smallFleet, "")
	c, host := f.open()
	f.service.Fault(simulator.FaultTextInError, 0)
	before := len(c.shown)
	c.press("r")
	c.expectScreen("in trouble (500", host)
	if found := obeyed.Find(c.shown[before:]); found != nil {
		t.Errorf("%q reached the terminal", found)
	}
	f.leave(c)
}

func TestFault41_DroppedRowsAreCountedOnTheScreen(t *testing.T) {
	f := newFaulty(t, smallFleet, "")
	c, _ := f.open()
	for _, fault := range []simulator.Fault{simulator.FaultRowNull, simulator.FaultRowEmptyID, simulator.FaultRowNumberID, simulator.FaultRowNoID} {
		f.service.Fault(fault, 0)
		c.press("r")
		c.expectScreen("the list is incomplete: 1 row", f.service.Hosts()[2].Name)
		f.service.ClearFaults()
		c.press("r")
		c.expectScreen("3 online", "live")
	}
	f.service.Fault(simulator.FaultRowDuplicate, 0)
	c.press("r")
	c.expectScreen("3 online", "live")
	f.leave(c)
}

func TestFault42_OneOfFiftyThousandHostsIsFound(t *testing.T) {
	if testing.Short() {
		t.Skip("so many hosts take too long for a short run")
	}
	t.Parallel()
	f := newFaulty(t, simulator.Options{Hosts: 50_000, Seed: 5}, "interval = \"5m\"\ntimeout = \"5m\"\n")
	last := f.service.Hosts()[49_999]
	c := startConsole(t, f.process)
	c.expectScreen("50000 online")
	c.press("/id:" + last.PeerID)
	c.expectScreen(last.Name)
	c.press("\r")
	f.leave(c)
}

func TestFault45_MetadataOfOtherTypesIsShown(t *testing.T) {
	f := newFaulty(t, smallFleet, "")
	f.service.Fault(simulator.FaultMetadataTypes, 0)
	c, _ := f.open()
	for _, host := range f.service.Hosts() {
		c.expectScreen(host.Name)
	}
	f.leave(c)
}
