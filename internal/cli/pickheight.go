package cli

import (
	"errors"
	"strconv"
	"strings"
)

// height is how much of a terminal's height something takes: a number of lines, or a share.
type height struct{ lines, percent int }

// A list of fewer lines shows no host; below leastShare a share is not worth having.
const leastLines, leastShare = 3, 8

var defaultHeight = height{percent: 40}

// of is the number of lines for a terminal of so many. It may be more than there are.
func (h height) of(terminal int) int {
	if h.lines > 0 {
		return h.lines
	}
	return max(leastShare, terminal*h.percent/100)
}

// Set, String and Type make a flag of it.
func (h *height) Set(text string) error {
	number, share := strings.CutSuffix(text, "%")
	n, err := strconv.Atoi(number)
	switch {
	case err == nil && share && n >= 1 && n <= 100:
		*h = height{percent: n}
	case err == nil && !share && n >= leastLines:
		*h = height{lines: n}
	default:
		return errors.New("write a number of lines from " + strconv.Itoa(leastLines) + ", or a share such as " + defaultHeight.String())
	}
	return nil
}

func (h *height) String() string {
	if h.lines > 0 {
		return strconv.Itoa(h.lines)
	}
	return strconv.Itoa(h.percent) + "%"
}

func (h *height) Type() string { return "height" }
