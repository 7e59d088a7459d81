package svg

import (
	"bytes"
	"fmt"
	"image"
	"strings"
	"unicode"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// run is neighbouring cells that are drawn alike.
type run struct {
	ink   ink
	kind  kind
	text  string
	at    int // cells from the left
	cells int
}

// kind is what a run consists of.
type kind int

const (
	blank kind = iota
	words      // letters that any font has, with single blanks between them
	wide       // letters of two cells
	alone      // a sign that fonts draw in many ways: one run each
	shape      // the same sign once or more, drawn as a shape
)

func kindOf(cell *uv.Cell) kind {
	first, size := utf8.DecodeRuneInString(cell.Content)
	switch {
	case strings.TrimSpace(cell.Content) == "":
		return blank
	case drawable(cell.Content):
		return shape
	case cell.Width == 2 && size == len(cell.Content) && unicode.IsLetter(first):
		return wide
	case cell.Width == 1 && (first < utf8.RuneSelf || unicode.IsLetter(first) || strings.ContainsRune("·…–−", first)):
		return words
	}
	return alone
}

// runs takes a line apart.
func (f *film) runs(line string) (runs []run) {
	cells := uv.NewScreenBuffer(f.window.Width, 1)
	cells.Method = ansi.GraphemeWidth
	uv.NewStyledString(line).Draw(cells, cells.Bounds())
	for at := 0; at < f.window.Width; at++ {
		cell := cells.CellAt(at, 0)
		if cell == nil || cell.Width == 0 {
			continue // the other half of a wide one
		}
		r := run{ink: f.inks.of(cell.Style), kind: kindOf(cell), text: cell.Content, at: at, cells: cell.Width}
		if last := len(runs) - 1; last >= 0 && runs[last].goesOn(r) {
			runs[last].text += r.text
			runs[last].cells += r.cells
			continue
		}
		runs = append(runs, r)
	}
	return joinWords(runs)
}

// goesOn reports whether a cell belongs to the run.
func (r run) goesOn(next run) bool {
	if r.ink != next.ink || r.kind != next.kind {
		return false
	}
	return r.kind != alone && (r.kind != shape || strings.HasPrefix(r.text, next.text))
}

// joinWords makes one run of words with single blanks between them.
func joinWords(runs []run) (joined []run) {
	for i := 0; i < len(runs); i++ {
		r := runs[i]
		for r.kind == words && i+2 < len(runs) && runs[i+1].kind == blank && runs[i+1].cells == 1 &&
			runs[i+2].kind == words && runs[i+1].ink == r.ink && runs[i+2].ink == r.ink {
			r.text += " " + runs[i+2].text
			r.cells += 1 + runs[i+2].cells
			i += 2
		}
		joined = append(joined, r)
	}
	return joined
}

// line draws one line of a screen: its backgrounds, the cursor if it is there, and the text.
func (f *film) line(out *bytes.Buffer, line string, cursor *image.Point, y int) {
	runs := f.runs(line)
	for i := 0; i < len(runs); i++ {
		first := runs[i]
		cells := first.cells
		for i+1 < len(runs) && runs[i+1].ink.back == first.ink.back {
			i++
			cells += runs[i].cells
		}
		if first.ink.back != "" {
			fmt.Fprintf(out, `<rect x="%s" width="%s" height="%d" class="%s"/>`, x(first.at), x(cells), cellHeight, first.ink.back)
		}
	}
	if cursor != nil && cursor.Y == y {
		fmt.Fprintf(out, `<rect x="%s" y="1" width="%s" height="%d" opacity=".6"/>`, x(cursor.X), x(1), cellHeight-2)
	}
	for _, r := range runs {
		switch r.kind {
		case blank:
		case shape:
			drawShape(out, r)
		default:
			stretched := ""
			if r.kind != words { // letters of a terminal's font are moved a little, others made to fit
				stretched = ` lengthAdjust="spacingAndGlyphs"`
			}
			fmt.Fprintf(out, `<text x="%s" y="%d" textLength="%s"%s class="%s">%s</text>`,
				x(r.at), baseline, x(r.cells), stretched, r.ink.classes(), escape(r.text))
		}
	}
}

// x is where a cell begins, or how wide some cells are.
func x(cells int) string { return num(float64(cells) * cellWidth) }
