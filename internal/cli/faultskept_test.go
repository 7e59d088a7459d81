//go:build linux

package cli

import (
	"testing"

	"parsec-hosts/internal/simulator"
)

// smallFleet is the same in every test.
var smallFleet = simulator.Options{Hosts: 3, Seed: 5}

// impatient are the settings of a program that waits as short as it can be told to.
const impatient = "timeout = \"1s\"\n"

// keepsTheList opens a dashboard on a healthy service, has the service go wrong in one way after the
// other, and wants the list kept, marked stale, with words for what is wrong; and then live again.
func keepsTheList(t *testing.T, settings string, faults map[simulator.Fault]string) {
	t.Helper()
	t.Parallel()
	f := newFaulty(t, smallFleet, settings)
	c, _ := f.open()
	list := []string{"3 online"}
	for _, host := range f.service.Hosts() {
		list = append(list, "● "+host.Name) // in its row
	}
	for fault, words := range faults {
		f.service.Fault(fault, 0)
		c.press("r")
		c.expectScreen(append(list, "stale", words)...)
		f.service.ClearFaults()
		c.press("r")
		c.expectScreen(append(list, "live")...)
	}
	f.leave(c)
	if made := f.service.SessionsCreated(); made != 1 {
		t.Errorf("%d sessions were created, want 1", made)
	}
}

func TestFault29_AnOutageKeepsTheList(t *testing.T) {
	keepsTheList(t, "", map[simulator.Fault]string{
		simulator.FaultServerError: "in trouble (500",
		simulator.FaultBadGateway:  "in trouble (502",
		simulator.FaultUnavailable: "in trouble (503",
	})
}

func TestFault30_ARedirectElsewhereKeepsTheList(t *testing.T) {
	keepsTheList(t, "", map[simulator.Fault]string{
		simulator.FaultRedirectElsewhere: "redirects elsewhere",
		simulator.FaultRedirectPath:      "redirects elsewhere",
	})
}

func TestFault33_ALostConnectionKeepsTheList(t *testing.T) {
	keepsTheList(t, "", map[simulator.Fault]string{
		simulator.FaultReset:           "was cut",
		simulator.FaultCloseUnanswered: "was cut",
	})
}

func TestFault34_SilenceKeepsTheList(t *testing.T) {
	keepsTheList(t, impatient, map[simulator.Fault]string{
		simulator.FaultHang:     "did not answer in time",
		simulator.FaultHangBody: "did not answer in time",
	})
}

func TestFault35_DripsKeepTheList(t *testing.T) {
	keepsTheList(t, impatient, map[simulator.Fault]string{
		simulator.FaultDripHeaders: "did not answer in time",
		simulator.FaultDripBody:    "did not answer in time",
	})
}

func TestFault36_TooMuchKeepsTheList(t *testing.T) {
	if testing.Short() {
		t.Skip("so many bytes take too long for a short run")
	}
	keepsTheList(t, "", map[simulator.Fault]string{
		simulator.FaultGzipBomb:    "too large",
		simulator.FaultEndlessBody: "too large",
	})
}

func TestFault37_WhatIsNotHTTPKeepsTheList(t *testing.T) {
	keepsTheList(t, "", map[simulator.Fault]string{
		simulator.FaultNotHTTP:        "does not speak HTTP",
		simulator.FaultHugeHeaders:    "does not speak HTTP",
		simulator.FaultEndlessInterim: "does not speak HTTP",
	})
}

func TestFault38_ACutAnswerKeepsTheList(t *testing.T) {
	keepsTheList(t, "", map[simulator.Fault]string{
		simulator.FaultTruncated:  "cut off",
		simulator.FaultCutChunked: "cut off",
		simulator.FaultCutJSON:    "cut off",
	})
}

func TestFault39_ACaptivePortalKeepsTheList(t *testing.T) {
	keepsTheList(t, "", map[simulator.Fault]string{simulator.FaultHTML: "not JSON"})
}

func TestFault40_AnswersWithoutDataKeepTheList(t *testing.T) {
	keepsTheList(t, "", map[simulator.Fault]string{
		simulator.FaultNull:        "not a JSON object",
		simulator.FaultEmptyObject: "it has no data",
		simulator.FaultNoData:      "it has no data",
		simulator.FaultDataNull:    "its data is null",
		simulator.FaultDataObject:  "its data is not a list",
	})
}

func TestFault43_OddJSONKeepsTheListOrIsRead(t *testing.T) {
	keepsTheList(t, "", map[simulator.Fault]string{
		simulator.FaultTrailing: "not JSON",
		simulator.FaultDeep:     "not JSON",
	})
}

func TestFault43_AByteOrderMarkIsRead(t *testing.T) {
	f := newFaulty(t, smallFleet, "", "list", "--ids")
	f.service.Fault(simulator.FaultBOM, 0)
	want := ""
	for _, host := range f.service.Hosts() {
		want += host.PeerID + "\n"
	}
	if code, stdout, stderr := f.outcome(); code != exitOK || len(stdout) != len(want) || stderr != "" {
		t.Errorf("exit code %d, %q, %q", code, stdout, stderr)
	}
}
