package parsecapi

import (
	"math/big"
	"net/http"
	"strings"
	"testing"
	"time"
)

// FuzzParseRetryAfter holds every value of the header against its definition: whole seconds of any
// length, or one of the three forms of an HTTP date, and nothing else.
func FuzzParseRetryAfter(f *testing.F) {
	for _, seed := range []string{
		"", "17", " 0 ", "-1", "+5", "1.5", "300", "301", "99999999999999999999999", "-00000000000000000000000000",
		"Sun, 01 Mar 2026 12:01:30 GMT", "Sunday, 01-Mar-26 12:01:30 GMT", "Sun Mar  1 12:01:30 2026",
		"Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "\x00", "٣",
	} {
		f.Add(seed, int64(1772366400))
	}
	f.Fuzz(func(t *testing.T, header string, seconds int64) {
		now := time.Unix(seconds%(1<<33), 0)
		got := ParseRetryAfter(header, now)
		if want := retryAfterByDefinition(header, now); got != want {
			t.Errorf("%q at %v is %+v, want %+v", header, now, got, want)
		}
		if got.Wait < 0 || got.Wait > 5*time.Minute {
			t.Errorf("%q asks for %v", header, got.Wait)
		}
	})
}

func retryAfterByDefinition(header string, now time.Time) RetryAfter {
	header = strings.TrimSpace(header)
	most := big.NewInt(300)
	if n, ok := new(big.Int).SetString(header, 10); ok && !strings.ContainsAny(header, "+_") {
		switch {
		case n.Sign() < 0:
			return RetryAfter{0, true}
		case n.Cmp(most) > 0:
			n = most
		}
		return RetryAfter{time.Duration(n.Int64()) * time.Second, true}
	}
	date, err := http.ParseTime(header)
	switch {
	case err != nil:
		return RetryAfter{}
	case !date.After(now):
		return RetryAfter{0, true}
	case date.After(now.Add(5 * time.Minute)):
		return RetryAfter{5 * time.Minute, true}
	}
	return RetryAfter{date.Sub(now), true}
}
