package ui

import (
	"fmt"
	"image/color"
	"math"
)

// luminance is the relative luminance of a colour as WCAG 2 defines it, from 0 for black to 1 for
// white.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// linear is the light of one channel of sRGB, which RGBA gives from 0 to 65535.
func linear(channel uint32) float64 {
	c := float64(channel) / math.MaxUint16
	if c <= 0.04045 {
		return c / 12.92
	}
	return math.Pow((c+0.055)/1.055, 2.4)
}

// contrast is the ratio of WCAG 2 between two colours, from 1 to 21.
func contrast(a, b color.Color) float64 {
	dark, light := luminance(a), luminance(b)
	if dark > light {
		dark, light = light, dark
	}
	return (light + 0.05) / (dark + 0.05)
}

// ink is what reads best on a background: black or white.
func ink(background color.Color) color.Color {
	if contrast(color.White, background) >= contrast(color.Black, background) {
		return color.White
	}
	return color.Black
}

// readable moves a colour towards the ink of a background until it has the least contrast that is
// wanted. That makes any colour fit for any selection, the user's own included.
func readable(c, background color.Color, least float64) color.Color {
	const steps = 16
	towards := ink(background)
	for i := range steps {
		if mixed := mix(c, towards, float64(i)/steps); contrast(mixed, background) >= least {
			return mixed
		}
	}
	return towards
}

// mix returns the colour at part t of the way from a to b.
func mix(a, b color.Color, t float64) color.Color {
	r1, g1, b1, _ := a.RGBA()
	r2, g2, b2, _ := b.RGBA()
	channel := func(x, y uint32) uint8 {
		return uint8(math.Round((float64(x) + (float64(y)-float64(x))*t) / 257))
	}
	return color.RGBA{R: channel(r1, r2), G: channel(g1, g2), B: channel(b1, b2), A: 0xff}
}

// hex writes a colour as "#rrggbb".
func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
