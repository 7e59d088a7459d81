package svg

import (
	"bytes"
	"fmt"
	"image/color"

	uv "github.com/charmbracelet/ultraviolet"
)

// inks are the colours of a picture, each a class of its style sheet.
type inks struct {
	text, paper string
	border      string
	title       string
	classes     map[string]string // colour → class
	order       []string
}

func (w Window) inks() *inks {
	c := &inks{text: "#d6dbe1", paper: "#101418", border: "#343b44", title: "#959ba5", classes: map[string]string{}}
	if w.Light {
		c.text, c.paper, c.border, c.title = "#1f2328", "#ffffff", "#d0d7de", "#646a73"
	}
	return c
}

// rules writes the style sheet of the colours in use.
func (c *inks) rules(out *bytes.Buffer) {
	fmt.Fprintf(out, "text,path,rect{fill:%s}\n.window{fill:%s;stroke:%s}\n.title{font-size:13px;fill:%s}\n.caption{font-size:13px;fill:%s}\n",
		c.text, c.paper, c.border, c.title, c.title)
	out.WriteString(".l{fill:none;stroke-width:1.2;stroke-linecap:round;stroke-linejoin:round}\n.e{fill-rule:evenodd}\n")
	for _, colour := range c.order {
		class := c.classes[colour]
		fmt.Fprintf(out, ".%s{fill:%s}.l.%[1]s{fill:none;stroke:%[2]s}\n", class, colour)
	}
}

// class names a colour; nil is that of plain text.
func (c *inks) class(colour color.Color, plain string) string {
	name := plain
	if colour != nil {
		r, g, b, _ := colour.RGBA()
		name = fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
	}
	class, known := c.classes[name]
	if !known {
		class = fmt.Sprintf("c%d", len(c.order))
		c.classes[name] = class
		c.order = append(c.order, name)
	}
	return class
}

// ink is how a run of cells is drawn.
type ink struct {
	front, back        string // classes; back is "" for the paper
	bold, under, faint bool
}

func (c *inks) of(s uv.Style) ink {
	front, back := s.Fg, s.Bg
	i := ink{bold: s.Attrs&uv.AttrBold != 0, faint: s.Attrs&uv.AttrFaint != 0, under: s.Underline != uv.UnderlineNone}
	if s.Attrs&uv.AttrReverse != 0 {
		i.front, i.back = c.class(back, c.paper), c.class(front, c.text)
		return i
	}
	i.front = c.class(front, c.text)
	if back != nil {
		i.back = c.class(back, "")
	}
	return i
}

// classes are those of a run of text.
func (i ink) classes() string {
	text := i.front
	for _, more := range []struct {
		is   bool
		name string
	}{{i.bold, " b"}, {i.under, " u"}, {i.faint, " f"}} {
		if more.is {
			text += more.name
		}
	}
	return text
}
