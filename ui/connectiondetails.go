package ui

import (
	"fmt"
	"math"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/textsafe"
)

// connectionFields are all that is known of a connection from here, for the details of its host.
func (m Model) connectionFields(c launched) []field {
	sign, signStyle := m.stateSign(c)
	fields := []field{{label: sign, value: m.launcherAndWords(c), style: signStyle}}
	add := func(label, value string, style func(rowStyles) style) {
		if value != "" {
			fields = append(fields, field{label: label, value: value, style: style})
		}
	}
	add("", c.remedy(), textStyle)
	if f := c.report.Figures; f != nil && c.report.State == connection.Connected {
		add("delay", latencyParts(c.lately), textStyle)
		add("rate", bitrateWords(c.lately), textStyle)
		add("video", line{{text: resolution(*f)}, {text: framesWords(c.lately)}, {text: f.Decoder}, {text: codec(*f)}}.render(), textStyle)
		add("lost", packetsLost(*f), warnStyle)
	}
	if c.status.LogPath != "" {
		add("log", textsafe.Clean(c.status.LogPath), dimStyle)
	}
	return fields
}

func (m Model) launcherAndWords(c launched) string {
	if c.report.State == "" {
		return c.launcher + " " + m.connectionWords(c)
	}
	return c.launcher + ": " + m.connectionWords(c)
}

// latencyParts says where the latency comes from.
func latencyParts(l lately) string {
	f := l.means()
	return fmt.Sprintf("%s: encode %g, network %g, decode %g", latencyWords(l), math.Round(f.Encode), math.Round(f.Network), math.Round(f.Decode))
}

func packetsLost(f connection.Figures) string {
	if f.Lost == 0 {
		return ""
	}
	return fmt.Sprintf("%d packets since the beginning", f.Lost)
}
