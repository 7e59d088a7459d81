package ui

import (
	"fmt"
	"time"
)

// untilNextAge returns how long words.Age(d) stays as it is.
func untilNextAge(d time.Duration) time.Duration {
	step := 24 * time.Hour
	switch {
	case d < 0:
		return -d
	case d < time.Minute:
		step = 10 * time.Second
	case d < time.Hour:
		step = time.Minute
	case d < 48*time.Hour:
		step = time.Hour
	}
	return step - d%step
}

// untilLess returns how long words.Age(left) stays as it is while left shrinks.
func untilLess(left time.Duration) time.Duration {
	step := 24 * time.Hour
	switch {
	case left < time.Minute:
		step = 10 * time.Second
	case left < time.Hour:
		step = time.Minute
	case left < 48*time.Hour:
		step = time.Hour
	}
	return left%step + time.Nanosecond
}

// countdown says how long to wait, to the second.
func countdown(d time.Duration) string {
	seconds := max(0, int((d+time.Second-1)/time.Second))
	if seconds < 60 {
		return fmt.Sprintf("%ds", seconds)
	}
	return fmt.Sprintf("%dm%02ds", seconds/60, seconds%60)
}

// upToTen rounds a wait up to ten seconds, for a countdown that does not move every second.
func upToTen(d time.Duration) time.Duration {
	const ten = 10 * time.Second
	return max(ten, (d+ten-1)/ten*ten)
}

// untilNextTen returns how long upToTen(left) stays as it is while left shrinks, or 0 when it does
// for good.
func untilNextTen(left time.Duration) time.Duration {
	const ten = 10 * time.Second
	if left <= ten {
		return 0
	}
	return left - upToTen(left) + ten
}
