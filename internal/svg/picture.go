package svg

import (
	"bytes"
	"fmt"
	"image"
	"strings"
	"time"
)

// Screen is what a terminal shows at one moment.
type Screen struct {
	Text    string        // lines with their escape sequences
	Cursor  *image.Point  // cell of the cursor; nil hides it
	Caption string        // what the user is doing, shown beside the title
	Lasts   time.Duration // in a film
}

// Window is what is around the screens.
type Window struct {
	Title         string
	Width, Height int // cells
	Light         bool
}

// Sizes in pixels.
const (
	cellWidth, cellHeight = 8.4, 19
	fontSize, baseline    = 14, 14
	padding, bar, corner  = 16, 36, 10
)

// fonts have the letters of a terminal. They are as wide as a cell, or are made so.
const fonts = `ui-monospace,'SF Mono','Cascadia Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace`

// Draw returns a still picture.
func Draw(w Window, s Screen) []byte { return Film(w, []Screen{s}) }

// Film returns a picture that shows one screen after the other, for ever. Programs that draw no
// animations, and people who asked for none, see the first one.
func Film(w Window, screens []Screen) []byte {
	f := film{window: w, screens: screens, inks: w.inks(), masks: map[string]int{}}
	var body bytes.Buffer
	for y := range w.Height {
		f.row(&body, y)
	}
	f.captions(&body)
	width, height := 2*padding+float64(w.Width)*cellWidth, float64(bar+w.Height*cellHeight+padding)
	var out bytes.Buffer
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %[1]s %[2]s" role="img">`+"\n", num(width), num(height))
	fmt.Fprintf(&out, "<title>%s</title>\n", escape(w.Title))
	fmt.Fprintf(&out, "<style>\ntext{font-family:%s;font-size:%dpx;white-space:pre}\n.b{font-weight:bold}\n.u{text-decoration:underline}\n.f{opacity:.6}\n", fonts, fontSize)
	f.inks.rules(&out)
	f.rules(&out)
	out.WriteString("</style>\n")
	f.frame(&out, width, height)
	fmt.Fprintf(&out, `<g transform="translate(%d %d)">`+"\n", padding, bar)
	out.Write(body.Bytes())
	out.WriteString("</g>\n</svg>\n")
	return out.Bytes()
}

// film is a picture in the making.
type film struct {
	window  Window
	screens []Screen
	inks    *inks
	masks   map[string]int // which screens show something → number of its animation
	order   []string       // masks in the order of their numbers
}

// frame draws the window: three buttons, the title and the background.
func (f *film) frame(out *bytes.Buffer, width, height float64) {
	fmt.Fprintf(out, `<rect x=".5" y=".5" width="%s" height="%s" rx="%d" class="window"/>`+"\n", num(width-1), num(height-1), corner)
	for i, colour := range []string{"#ff5f57", "#febc2e", "#28c840"} {
		fmt.Fprintf(out, `<circle cx="%d" cy="19" r="6" fill="%s"/>`+"\n", 22+20*i, colour)
	}
	fmt.Fprintf(out, `<text x="%s" y="24" text-anchor="middle" class="title">%s</text>`+"\n", num(width/2), escape(f.window.Title))
}

// row draws what line y is on each screen. What several screens have in common is drawn once.
func (f *film) row(out *bytes.Buffer, y int) {
	drawn := make([]string, len(f.screens))
	for i, s := range f.screens {
		lines := strings.Split(s.Text, "\n")
		var row bytes.Buffer
		if y < len(lines) {
			f.line(&row, lines[y], s.Cursor, y)
		}
		drawn[i] = row.String()
	}
	f.show(out, drawn, func(text string) string {
		return fmt.Sprintf(`transform="translate(0 %d)">%s`, y*cellHeight, text)
	})
}

// captions draws what the user is doing, at the right end of the title.
func (f *film) captions(out *bytes.Buffer) {
	captions := make([]string, len(f.screens))
	for i, s := range f.screens {
		captions[i] = s.Caption
	}
	right := float64(f.window.Width) * cellWidth
	f.show(out, captions, func(text string) string {
		return fmt.Sprintf(`><text x="%s" y="%d" text-anchor="end" class="caption">%s</text>`, num(right), 24-bar, escape(text))
	})
}

// show draws a part of the picture that is something else on each screen. Nothing is drawn for "".
func (f *film) show(out *bytes.Buffer, parts []string, group func(part string) string) {
	done := map[string]bool{"": true}
	for first, part := range parts {
		if done[part] {
			continue
		}
		done[part] = true
		mask := make([]byte, len(parts))
		for i, other := range parts {
			mask[i] = '0'
			if other == part {
				mask[i] = '1'
			}
		}
		fmt.Fprintf(out, "<g%s %s</g>\n", f.class(string(mask), first), group(part))
	}
}

// class is for what the screens of mask show: "" for what is always there.
func (f *film) class(mask string, first int) string {
	if !strings.Contains(mask, "0") {
		return ""
	}
	number, known := f.masks[mask]
	if !known {
		number = len(f.order)
		f.masks[mask] = number
		f.order = append(f.order, mask)
	}
	if first == 0 {
		return fmt.Sprintf(` class="s m%d"`, number)
	}
	return fmt.Sprintf(` class="s m%d" visibility="hidden"`, number)
}

// rules writes the animations: what a mask belongs to is seen while one of its screens is.
func (f *film) rules(out *bytes.Buffer) {
	if len(f.order) == 0 {
		return
	}
	var total time.Duration
	for _, s := range f.screens {
		total += s.Lasts
	}
	fmt.Fprintf(out, ".s{animation:%ss step-end infinite}\n", num(total.Seconds()))
	for number, mask := range f.order {
		fmt.Fprintf(out, ".m%d{animation-name:k%[1]d}@keyframes k%[1]d{", number)
		var began time.Duration
		for i, s := range f.screens {
			if i == 0 || mask[i] != mask[i-1] {
				state := map[byte]string{'0': "hidden", '1': "visible"}[mask[i]]
				fmt.Fprintf(out, "%s%%{visibility:%s}", num(100*began.Seconds()/total.Seconds()), state)
			}
			began += s.Lasts
		}
		out.WriteString("}\n")
	}
	out.WriteString("@media (prefers-reduced-motion:reduce){.s{animation:none}}\n")
}

// num writes a number with at most two digits after the point.
func num(n float64) string {
	text := fmt.Sprintf("%.2f", n)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func escape(text string) string { return escaper.Replace(text) }
