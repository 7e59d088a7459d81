package words

import (
	"testing"
	"time"
)

func TestAnAgeIsTheCoarserTheLongerItIs(t *testing.T) {
	for want, d := range map[string]time.Duration{
		"now": 9 * time.Second, "10s": 19 * time.Second, "1m": 119 * time.Second,
		"47h": 47 * time.Hour, "2d": 48 * time.Hour,
	} {
		if got := Age(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}

func TestOneIsNoPlural(t *testing.T) {
	if got := Plural(1, "host") + ", " + Plural(0, "host") + ", " + Plural(2, "host"); got != "1 host, 0 hosts, 2 hosts" {
		t.Error(got)
	}
}

func TestADurationHasNoZerosBehindIt(t *testing.T) {
	for want, d := range map[string]time.Duration{
		"8s": 8 * time.Second, "5m": 5 * time.Minute, "2h": 2 * time.Hour, "1m30s": 90 * time.Second, "10s": 10 * time.Second, "0s": 0,
	} {
		if got := Duration(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}

func TestASpanIsToldInItsLargestUnit(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0:                              "under 1 ms",
		999 * time.Millisecond:         "999 ms",
		1500 * time.Millisecond:        "1.5 s",
		-30 * time.Second:              "30 s",
		90 * time.Second:               "90 s",
		2*time.Minute + 20*time.Second: "2 min",
		119*time.Minute + time.Second:  "119 min",
		2*time.Hour - time.Second:      "2 h",
		30 * time.Hour:                 "30 h",
		48*time.Hour - time.Minute:     "2 days",
		-72 * time.Hour:                "3 days",
	} {
		if got := Span(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}

func TestAClockIsComparedWithTheServices(t *testing.T) {
	for skew, want := range map[time.Duration]string{
		-1900 * time.Millisecond: "agrees with the service's",
		30 * time.Second:         "30 s behind the service's",
		-10 * time.Hour:          "10 h ahead of the service's",
	} {
		if got := Clock(skew); got != want {
			t.Errorf("%v is %q, want %q", skew, got, want)
		}
	}
}
