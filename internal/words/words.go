package words

import (
	"fmt"
	"strings"
	"time"
)

// Age says how long something has lasted, coarsely enough that a quiet screen stays quiet: in
// steps of ten seconds for the first minute, then in minutes, hours and days.
func Age(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return "now"
	case d < time.Minute:
		return fmt.Sprintf("%ds", int(d.Seconds())/10*10)
	case d < time.Hour:
		return fmt.Sprintf("%dm", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%dh", int(d.Hours()))
	}
	return fmt.Sprintf("%dd", int(d.Hours()/24))
}

// Plural counts things: "1 host", "2 hosts".
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Duration writes d as people write it: 5m for 5m0s.
func Duration(d time.Duration) string {
	text := d.String()
	for _, zero := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(text, zero) {
			text = text[:len(text)-2]
		}
	}
	return text
}

// Span says how long d is, whichever way it goes, in the one unit that suits it.
func Span(d time.Duration) string {
	const day = 24 * time.Hour
	d = d.Abs()
	seconds, minutes, hours := d.Round(time.Second), d.Round(time.Minute), d.Round(time.Hour)
	switch {
	case d < time.Millisecond:
		return "under 1 ms"
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case seconds < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case seconds < 2*time.Minute:
		return fmt.Sprintf("%d s", seconds/time.Second)
	case minutes < 2*time.Hour:
		return fmt.Sprintf("%d min", minutes/time.Minute)
	case hours < 2*day:
		return fmt.Sprintf("%d h", hours/time.Hour)
	}
	return fmt.Sprintf("%d days", d.Round(day)/day)
}

// clocksAgree is up to when two clocks are taken to agree: the service tells whole seconds, some time
// after it looked at its clock.
const clocksAgree = 2 * time.Second

// Clock says how this computer's clock goes, by the service's clock minus this one.
func Clock(skew time.Duration) string {
	switch {
	case skew.Abs() < clocksAgree:
		return "agrees with the service's"
	case skew > 0:
		return Span(skew) + " behind the service's"
	}
	return Span(skew) + " ahead of the service's"
}
