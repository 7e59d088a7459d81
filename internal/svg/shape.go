package svg

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// signs are drawn within a cell of 8.4×19 pixels, whose letters stand between 4 and 14.
var signs = map[string]string{
	"●": `M.7 9.5a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z`,
	"◉": `M.4 9.5a3.8 3.8 0 1 0 7.6 0a3.8 3.8 0 1 0-7.6 0zM1.5 9.5a2.7 2.7 0 1 1 5.4 0a2.7 2.7 0 1 1-5.4 0zM2.4 9.5a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0z`,
	"◎": `M.4 9.5a3.8 3.8 0 1 0 7.6 0a3.8 3.8 0 1 0-7.6 0zM1.4 9.5a2.8 2.8 0 1 1 5.6 0a2.8 2.8 0 1 1-5.6 0zM2.9 9.5a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0-2.6 0z`,
	"◐": `M.7 9.5a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0zM4.2 7a2.5 2.5 0 0 1 0 5z`,
	"▲": `M.7 13 4.2 6 7.7 13z`,
	"▼": `M.7 6 4.2 13 7.7 6z`,
	"▴": `M1.7 11.8 4.2 7.2 6.7 11.8z`,
	"▾": `M1.7 7.2 4.2 11.8 6.7 7.2z`,
	"▸": `M2 7 6.6 9.5 2 12z`,
	"▶": `M.9 6 7.9 9.5.9 13z`,
	"◆": `M4.2 5.6 7.9 9.5 4.2 13.4.5 9.5z`,
	"★": `M4.2 5 5.3 8.1 8.4 8.2 5.9 10.1 6.8 13.2 4.2 11.3 1.6 13.2 2.5 10.1 0 8.2 3.1 8.1z`,
}

// outlines are drawn with a pen.
var outlines = map[string]string{
	"◌": `M4.2 6.2v.01M6.6 7.2v.01M7.5 9.5v.01M6.6 11.8v.01M4.2 12.8v.01M1.8 11.8v.01M.9 9.5v.01M1.8 7.2v.01`,
	"◷": `M4.2 6a3.5 3.5 0 1 0 .01 0zM4.2 6v3.5h3.5`,
	"✓": `M1 10 3.4 12.6 7.6 6.2`,
	"✗": `M1.2 6.4 7.2 12.8M7.2 6.4 1.2 12.8`,
	"⏎": `M7.4 5.5v4.5H1.2M3.6 7.4 1 10l2.6 2.6`,
	"╭": `M8.4 9.5h-1.2a3 3 0 0 0-3 3v6.5`,
	"╮": `M0 9.5h1.2a3 3 0 0 1 3 3v6.5`,
	"╰": `M8.4 9.5h-1.2a3 3 0 0 1-3-3v-6.5`,
	"╯": `M0 9.5h1.2a3 3 0 0 0 3-3v-6.5`,
	"│": `M4.2 0v19`,
	"›": `M3 6.4 6 9.5 3 12.6`,
}

const levels = "▁▂▃▄▅▆▇█"

func drawable(sign string) bool {
	return signs[sign] != "" || outlines[sign] != "" || sign == "─" || sign == "▌" || strings.Contains(levels, sign)
}

// drawShape draws a run of one sign. Lines and blocks go on from cell to cell without a gap.
func drawShape(out *bytes.Buffer, r run) {
	sign, _ := utf8.DecodeRuneInString(r.text)
	class := r.ink.front
	if r.ink.faint {
		class += " f"
	}
	switch level := strings.IndexRune(levels, sign) / len("▁"); {
	case sign == '─':
		fmt.Fprintf(out, `<path d="M%s 9.5h%s" class="l %s"/>`, x(r.at), x(r.cells), class)
		return
	case sign == '▌':
		fmt.Fprintf(out, `<rect x="%s" width="%s" height="%d" class="%s"/>`, x(r.at), num(cellWidth/2), cellHeight, class)
		return
	case strings.ContainsRune(levels, sign):
		const foot, most = 15.5, 13.0 // as tall as a capital, so that lines above each other stay apart
		height := most * float64(level+1) / float64(len(levels)/len("▁"))
		fmt.Fprintf(out, `<rect x="%s" y="%s" width="%s" height="%s" class="%s"/>`, x(r.at), num(foot-height), x(r.cells), num(height), class)
		return
	}
	for i := range r.cells {
		path, pen := signs[string(sign)], "e "
		if path == "" {
			path, pen = outlines[string(sign)], "l "
		}
		fmt.Fprintf(out, `<path transform="translate(%s)" d="%s" class="%s%s"/>`, x(r.at+i), path, pen, class)
	}
}
