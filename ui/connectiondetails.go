package ui

import (
	"fmt"
	"math"
	"strings"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/textsafe"
)

// connectionFields are all that is known of a connection from here, for the details of its host.
func (m Model) connectionFields(c launched) []field {
	sign, look := m.stateSign(c)
	fields := []field{{label: sign, value: c.launcher + " " + m.connectionWords(c), style: look}}
	add := func(label, value string, look func(rowStyles) style) {
		if value != "" {
			fields = append(fields, field{label: label, value: value, style: look})
		}
	}
	add("", c.remedy(), textStyle)
	if f := c.report.Figures; f != nil && c.report.State == connection.Connected {
		add("delay", latencyParts(c.lately), textStyle)
		add("rate", bitrateWords(c.lately), textStyle)
		add("video", strings.Join(strings.Fields(resolution(*f)+" "+f.Decoder+" "+codec(*f)), " "), textStyle)
		add("lost", packetsLost(*f), warnStyle)
	}
	if c.status.LogPath != "" {
		add("log", textsafe.Clean(c.status.LogPath), dimStyle)
	}
	return fields
}

// latencyParts says where the latency comes from.
func latencyParts(l lately) string {
	f := l.means()
	return fmt.Sprintf("%s: encoding %g, network %g, decoding %g", latencyWords(l), math.Round(f.Encode), math.Round(f.Network), math.Round(f.Decode))
}

func packetsLost(f connection.Figures) string {
	if f.Lost == 0 {
		return ""
	}
	return fmt.Sprintf("%d in all, sent again", f.Lost)
}
