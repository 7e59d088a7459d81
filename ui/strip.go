package ui

import (
	"fmt"
	"strconv"
	"time"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/words"
)

// stripHeight is how many lines the connections would take.
func (m Model) stripHeight() int {
	height := len(m.connections)
	for _, c := range m.connections {
		if c.remedy() != "" {
			height++
		}
	}
	return height
}

// connectionLines shows the connections in n lines, the newest first. Where there is no room for all
// of them, the last line counts the others; what can be done about one comes last.
func (m Model) connectionLines(n int) []string {
	if n <= 0 {
		return nil
	}
	shown := len(m.connections)
	if shown > n {
		shown = n - 1
	}
	spare := n - shown
	var lines []string
	for i := len(m.connections) - 1; i >= len(m.connections)-shown; i-- {
		c := m.connections[i]
		lines = append(lines, m.connectionLine(c))
		if remedy := c.remedy(); remedy != "" && spare > 0 && shown == len(m.connections) {
			spare--
			lines = append(lines, spread(m.width, line{{text: "  " + remedy, style: m.theme.row.text}}, nil))
		}
	}
	if more := len(m.connections) - shown; more > 0 {
		r := m.theme.row
		lines = append(lines, spread(m.width, line{{text: m.theme.glyphs.running, style: r.online}, {text: words.Plural(more, "connection"), style: r.text}}, nil))
	}
	return lines
}

// remedy is what can be done about a connection that is not there, or "".
func (c launched) remedy() string {
	if c.report.State == connection.Ended || c.report.State == connection.Pausing {
		return c.report.Remedy
	}
	return ""
}

// connectionLine is how a connection is, in one line.
func (m Model) connectionLine(c launched) string {
	r := m.theme.row
	sign, style := m.stateSign(c)
	left := line{{text: sign, style: style(r)}, {text: m.nameIn(c), style: r.strong}}
	if c.report.State == "" { // of what the program does, nothing is known
		left = append(left, segment{text: c.launcher, style: r.text, rank: 1})
		return spread(m.width, left, line{{text: m.connectionWords(c), style: r.dim}})
	}
	if c.stopping && c.lasts() && c.report.State != connection.Stalled {
		return spread(m.width, append(left, segment{text: "disconnecting", style: r.text}), nil)
	}
	said, right := segment{text: m.connectionWords(c), style: r.text}, line{{text: m.attempt(c), style: r.dim, rank: 1}}
	switch c.report.State {
	case connection.Connected:
		said.rank, right = 2, m.figures(c)
	case connection.Pausing: // when is told also where there is no room for all of why
		said.text, right = why(c.report), append(right, segment{text: "again in " + m.pauseLeft(c.report), style: r.warn})
	case connection.Stalled:
		said.style = r.alert
	case connection.Ended:
		right = line{
			{text: m.keyOf("reconnect") + " connects anew", style: r.dim, rank: 2},
			{text: m.keyOf("dismiss-ended") + " dismisses", style: r.dim, rank: 1},
		}
	}
	return spread(m.width, append(left, said), right)
}

// why says why a connection is not there, and no more.
func why(r connection.Report) string {
	r.State = connection.Ended
	return r.Words(r.Time)
}

func (m Model) pauseLeft(r connection.Report) string { return countdown(r.Again.Sub(m.moment(r))) }

// stateSign differs in shape as well as in colour.
func (m Model) stateSign(c launched) (string, func(rowStyles) style) {
	g := m.theme.glyphs
	switch c.report.State {
	case connection.Connecting:
		return g.missing, warnStyle
	case connection.Pausing:
		return g.pause, warnStyle
	case connection.Stalled:
		return g.unknown, alertStyle
	case connection.Ended:
		return g.failed, alertStyle
	}
	return g.running, onlineStyle
}

// connectionWords say in a few words how a connection is.
func (m Model) connectionWords(c launched) string {
	switch {
	case c.stopping && !c.over() && c.report.State != connection.Stalled:
		return "disconnecting"
	case c.report.State == connection.Connected:
		return "connected" + lasting(m.now.Sub(c.report.Since))
	case c.report.State != "":
		return c.report.Words(m.moment(c.report))
	case c.status.State == launch.Starting:
		return "starting"
	}
	return "running" + lasting(m.now.Sub(c.status.Changed))
}

// moment is as of when a report is put into words. Where nothing is to move by itself, it goes on by
// ten seconds.
func (m Model) moment(r connection.Report) time.Time {
	switch {
	case !m.opts.Looks.NoMotion:
		return m.now
	case r.State == connection.Pausing:
		return r.Again.Add(-upToTen(r.Again.Sub(m.now)))
	}
	return r.Since.Add(m.now.Sub(r.Since).Truncate(10 * time.Second))
}

// attempt numbers the attempts to connect, from the second on.
func (m Model) attempt(c launched) string {
	if c.report.Attempt < 2 {
		return ""
	}
	return fmt.Sprintf("attempt %d", c.report.Attempt)
}

// figures are what is measured of a connection. The lower a rank, the more it says of how it feels.
func (m Model) figures(c launched) line {
	f := c.report.Figures
	if f == nil {
		return nil
	}
	r, l := m.theme.row, c.lately
	latency, bitrate := m.sparklines(l)
	return line{
		m.lossSegment(c),
		{text: latencyWords(l), style: r.text, rank: 1},
		{text: latency, style: r.dim, rank: 5, close: true},
		{text: bitrateWords(l), style: r.text, rank: 3},
		{text: bitrate, style: r.dim, rank: 6, close: true},
		{text: framesWords(l), style: r.text, rank: 4},
		{text: resolution(*f), style: r.dim, rank: 7},
		{text: decodeWords(l), style: r.dim, rank: 8},
		{text: f.Decoder, style: r.dim, rank: 9},
		{text: codec(*f), style: r.dim, rank: 10},
	}
}

// sparklines are those of latency and bitrate. They move, so that they are not for everybody.
func (m Model) sparklines(l lately) (latency, bitrate string) {
	const leastLatency, leastBitrate = 20, 10 // what is lower than that need not look high
	if m.opts.Looks.NoMotion {
		return "", ""
	}
	levels := m.theme.glyphs.levels
	return l.sparkline(levels, leastLatency, connection.Figures.Latency),
		l.sparkline(levels, leastBitrate, func(f connection.Figures) float64 { return f.Bitrate })
}

// lossSegment tells of packets that are being lost, or were in the last minute.
func (m Model) lossSegment(c launched) segment {
	if c.report.Figures.Failing {
		return segment{text: "packets are being lost", style: m.theme.row.alert}
	}
	if lost := c.lately.lostLately(); lost > 0 {
		return segment{text: words.Plural(int(lost), "packet") + " lost", style: m.theme.row.warn, rank: 2}
	}
	return segment{}
}

func latencyWords(l lately) string { return number(l.latency) + " ms" }

func bitrateWords(l lately) string { return number(l.bitrate) + " Mbit/s" }

// framesWords are how many pictures a second are drawn, "" without a window.
func framesWords(l lately) string {
	if l.frames == 0 {
		return ""
	}
	return number(l.frames) + " fps"
}

// decodeWords are how long this computer takes for a picture, "" where that is not known.
func decodeWords(l lately) string {
	if l.decode == 0 {
		return ""
	}
	return "decode " + number(l.decode) + " ms"
}

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func resolution(f connection.Figures) string {
	if f.Width == 0 || f.Height == 0 {
		return ""
	}
	return fmt.Sprintf("%d×%d", f.Width, f.Height)
}

// codec names what is not usual of the stream.
func codec(f connection.Figures) string {
	switch {
	case f.H265 && f.Color444:
		return "H.265 4:4:4"
	case f.H265:
		return "H.265"
	case f.Color444:
		return "4:4:4"
	}
	return ""
}
