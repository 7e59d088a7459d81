package parsecapi

import (
	"net/http"
	"testing"
	"time"
)

func TestFault27_RetryAfterReachesTheCaller(t *testing.T) {
	_, err := hostsOf(t, answerWith(429, `{"error":"slow down"}`, "Retry-After", "17"))
	if api := wantAPI(t, err, 429); api.RetryAfter != (RetryAfter{17 * time.Second, true}) {
		t.Errorf("Retry-After is %+v", api.RetryAfter)
	}
}

func TestFault28_RetryAfter(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	at := func(d time.Duration) string { return now.Add(d).Format(http.TimeFormat) }
	for header, want := range map[string]RetryAfter{
		"":                              {},
		"soon":                          {},
		"1.5":                           {},
		"-":                             {},
		"+5":                            {},
		"5 s":                           {},
		"1e3":                           {},
		"0":                             {0, true},
		"-1":                            {0, true},
		"-100000000000000000000":        {0, true},
		"1":                             {time.Second, true},
		" 12 ":                          {12 * time.Second, true},
		"000000000000000000000007":      {7 * time.Second, true},
		"300":                           {5 * time.Minute, true},
		"301":                           {5 * time.Minute, true},
		"100000000000000000000":         {5 * time.Minute, true},
		at(90 * time.Second):            {90 * time.Second, true},
		at(-time.Hour):                  {0, true},
		at(24 * time.Hour):              {5 * time.Minute, true},
		"Fri, 31 Dec 9999 23:59:59 GMT": {5 * time.Minute, true},
		"Mon, 01 Jan 0001 00:00:00 GMT": {0, true},
	} {
		if got := ParseRetryAfter(header, now); got != want {
			t.Errorf("Retry-After %q is %+v, want %+v", header, got, want)
		}
	}
}

// A date is meant by the clock of the service that sent it, whatever the local one shows.
func TestFault28_DateIsCountedFromTheServicesClock(t *testing.T) {
	service := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	_, err := hostsOf(t, answerWith(503, "",
		"Date", service.Format(http.TimeFormat),
		"Retry-After", service.Add(30*time.Second).Format(http.TimeFormat)),
		fixedClock(service.Add(24*time.Hour)))
	if api := wantAPI(t, err, 503); api.RetryAfter != (RetryAfter{30 * time.Second, true}) {
		t.Errorf("Retry-After is %+v, want 30 s", api.RetryAfter)
	}
}
