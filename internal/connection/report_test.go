package connection

import (
	"strings"
	"testing"
	"time"
)

func TestAReportInWords(t *testing.T) {
	for want, r := range map[string]Report{
		"waiting for the signalling service or the host, 0s": {State: Connecting, Since: start.Add(12 * time.Second)},
		"waiting for someone at the host to accept, 12s":     {State: Connecting, WaitsFor: ForApproval, Since: start},
		"waiting for a path to the host, 12s":                {State: Connecting, WaitsFor: ForPath, Since: start},
		"connected":                                          {State: Connected, Since: start},
		"the host is full (NO_ROOM, 11); again in 3s":        {State: Pausing, Code: 11, CodeName: "NO_ROOM", Meaning: "the host is full", Again: start.Add(15 * time.Second)},
		"the Parsec SDK has not answered for 12s":            {State: Stalled, Since: start},
		"disconnected":                                     {State: Ended, Wanted: true},
		"the host declined (DECLINED, 8)":                  {State: Ended, Code: 8, CodeName: "DECLINED", Meaning: "the host declined"},
		"the SDK gave a status that is not known (-4711)":  {State: Ended, Code: -4711, Meaning: "the SDK gave a status that is not known"},
		"/lib/libparsec.so is for another processor (arm)": {State: Ended, Meaning: "/lib/libparsec.so is for another processor (arm)"},
	} {
		if got := r.Words(start.Add(12 * time.Second)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestAHolderThatIsGoneIsExplained(t *testing.T) {
	for _, test := range []struct {
		state         State
		exit          Exit
		means, remedy string
	}{
		{Connecting, Exit{Known: true, Code: 1}, "ended its process without a word while it connected (exit code 1)", "OpenSSL 1.1"},
		{Connected, Exit{Known: true, Code: 139, Signal: "SIGSEGV"}, "crashed while it was connected (SIGSEGV)", `decoder = "software"`},
		{Connected, Exit{Known: true, Code: 2}, "crashed while it was connected (exit code 2)", `decoder = "software"`},
		{Connected, Exit{Known: true, Code: -1073741819}, "crashed while it was connected", `decoder = "software"`},
		{Connected, Exit{Known: true, Code: 137, Signal: "SIGKILL"}, "was ended by SIGKILL while it was connected", "short of memory"},
		{Stalled, Exit{Known: true, Code: 143, Signal: "SIGTERM"}, "ended by SIGTERM after it had not answered", "connect again"},
		{Pausing, Exit{}, "ended without a word between two attempts", "the log"},
		{"", Exit{Known: true, Code: 2}, "the process of the connection ended before it had begun (exit code 2)", "the log"},
		{"", Exit{}, "the process of the connection ended before it had begun", "the log"},
	} {
		last := report(test.state, 0)
		last.Code, last.CodeName, last.Wanted = 11, "NO_ROOM", true
		got := Gone(last, test.exit, start.Add(time.Minute))
		if !strings.Contains(got.Words(got.Time), test.means) || !strings.Contains(got.Remedy, test.remedy) || !got.Failed() || got.Code != 0 {
			t.Errorf("%s, %+v: %q, %q", test.state, test.exit, got.Words(got.Time), got.Remedy)
		}
		if got.Name != "den-pc" {
			t.Errorf("it is not known any more whose connection it was: %+v", got)
		}
	}
}
