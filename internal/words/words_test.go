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
