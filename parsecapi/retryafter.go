package parsecapi

import (
	"net/http"
	"strings"
	"time"
)

// maxRetryAfter bounds what a service may ask for. The vendor documents blocks of five minutes;
// a longer wait is more likely a mistake than a wish.
const maxRetryAfter = 5 * time.Minute

// RetryAfter is a parsed Retry-After header.
type RetryAfter struct {
	Wait  time.Duration // 0…5 minutes
	Known bool
}

// ParseRetryAfter reads the value of a Retry-After header, whole seconds or an HTTP date, and
// clamps it to 0…5 minutes. A date is counted from now, which should be the service's own Date
// where it sent one. An empty or unreadable value is unknown.
func ParseRetryAfter(header string, now time.Time) RetryAfter {
	header = strings.TrimSpace(header)
	if wait, ok := parseSeconds(header); ok {
		return RetryAfter{Wait: wait, Known: true}
	}
	date, err := http.ParseTime(header)
	if err != nil {
		return RetryAfter{}
	}
	return RetryAfter{Wait: min(max(date.Sub(now), 0), maxRetryAfter), Known: true}
}

// parseSeconds reads a whole number of any length, so that none can overflow.
func parseSeconds(text string) (wait time.Duration, ok bool) {
	digits, negative := strings.CutPrefix(text, "-")
	if digits == "" {
		return 0, false
	}
	for _, digit := range []byte(digits) {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		wait = min(wait*10+time.Duration(digit-'0')*time.Second, maxRetryAfter)
	}
	if negative {
		return 0, true
	}
	return wait, true
}
