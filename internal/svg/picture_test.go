package svg

import (
	"encoding/xml"
	"errors"
	"image"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
)

var small = Window{Title: "a <title>", Width: 20, Height: 2}

// draw returns a picture that is well-formed XML.
func draw(t *testing.T, w Window, screens ...Screen) string {
	t.Helper()
	drawn := string(Film(w, screens))
	decoder := xml.NewDecoder(strings.NewReader(drawn))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return drawn
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, drawn)
		}
	}
}

func expect(t *testing.T, drawn string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(drawn, text) {
			t.Errorf("there is no %q in\n%s", text, drawn)
		}
	}
}

// A reader's font may have other widths than a terminal's.
func TestEveryTextSaysWhereItIsAndHowLong(t *testing.T) {
	drawn := draw(t, small, Screen{Text: "den pc  <b> 東京 🎮x"})
	expect(t, drawn,
		`x="0" y="14" textLength="50.4"`, `>den pc</text>`,
		`x="67.2" y="14" textLength="25.2"`, `>&lt;b&gt;</text>`,
		`x="100.8" y="14" textLength="33.6"`, `>東京</text>`,
		`x="142.8" y="14" textLength="16.8"`, `>🎮</text>`,
		`x="159.6" y="14" textLength="8.4"`, `>x</text>`,
	)
}

func TestStylesAreClasses(t *testing.T) {
	drawn := draw(t, small, Screen{Text: "\x1b[1;4;38;2;1;2;3mbold\x1b[m\x1b[7mback\x1b[m\x1b[2mfaint\x1b[m"})
	expect(t, drawn, `class="c0 b u">bold`, ".c0{fill:#010203}", `<rect x="33.6" width="33.6" height="19" class="c2"/>`, `class="c1">back`, `class="c2 f">faint`,
		".c1{fill:#101418}", ".c2{fill:#d6dbe1}")
}

func TestLinesAndSignsAreShapes(t *testing.T) {
	drawn := draw(t, small, Screen{Text: "───│●▇▇▌"})
	if text := regexp.MustCompile(`<text x="[^>]*textLength[^<]*`).FindString(drawn); text != "" {
		t.Errorf("there is %s", text)
	}
	expect(t, drawn, `d="M0 9.5h25.2"`, `x="42" y="4.12" width="16.8"`)
}

func TestTheCursorIsDrawnWhereItIs(t *testing.T) {
	drawn := draw(t, small, Screen{Text: "a\nb", Cursor: &image.Point{X: 2, Y: 1}})
	expect(t, drawn, `<g transform="translate(0 19)"><rect x="16.8"`)
}

// What stays is drawn once; what comes back is not drawn again.
func TestAFilmDrawsOnlyWhatChanges(t *testing.T) {
	drawn := draw(t, small,
		Screen{Text: "same\nfirst", Lasts: time.Second},
		Screen{Text: "same\nother", Lasts: 2 * time.Second, Caption: "x & y"},
		Screen{Text: "same\nfirst", Lasts: time.Second},
	)
	for text, times := range map[string]int{">same<": 1, ">first<": 1, ">other<": 1, ">x &amp; y<": 1} {
		if n := strings.Count(drawn, text); n != times {
			t.Errorf("%s is drawn %d times, want %d", text, n, times)
		}
	}
	expect(t, drawn, ".s{animation:4s step-end infinite}",
		"@keyframes k0{0%{visibility:visible}25%{visibility:hidden}75%{visibility:visible}}",
		"@keyframes k1{0%{visibility:hidden}25%{visibility:visible}75%{visibility:hidden}}",
		`<g class="s m0" transform`, `<g class="s m1" visibility="hidden" transform`, "prefers-reduced-motion")
}

func TestAStillPictureDoesNotMove(t *testing.T) {
	if drawn := string(Draw(small, Screen{Text: "still"})); strings.Contains(drawn, "animation") {
		t.Error(drawn)
	}
}
