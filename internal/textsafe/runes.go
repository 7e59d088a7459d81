package textsafe

import (
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

const (
	replacement = '\uFFFD' // stands for whatever was taken away
	joiner      = '\u200D' // zero-width joiner: makes one emoji of two
	textStyle   = '\uFE0E' // asks to draw the symbol before it as text …
	emojiStyle  = '\uFE0F' // … or as an emoji
)

// invisible are the characters that draw nothing although Unicode calls them letters or marks:
// fillers, joiners and selectors of variants.
var invisible = []*unicode.RangeTable{
	unicode.Other_Default_Ignorable_Code_Point,
	unicode.Variation_Selector,
}

// prepended are letters that form one grapheme cluster with whatever follows. The padding of a
// cell that ended in one would be measured as a part of it.
var prepended = &unicode.RangeTable{
	R16: []unicode.Range16{{Lo: 0x0D4E, Hi: 0x0D4E, Stride: 1}},
	R32: []unicode.Range32{
		{Lo: 0x111C2, Hi: 0x111C3, Stride: 1},
		{Lo: 0x1193F, Hi: 0x1193F, Stride: 1},
		{Lo: 0x11941, Hi: 0x11941, Stride: 1},
		{Lo: 0x11A3A, Hi: 0x11A3A, Stride: 1},
		{Lo: 0x11A84, Hi: 0x11A89, Stride: 1},
		{Lo: 0x11D46, Hi: 0x11D46, Stride: 1},
		{Lo: 0x11F02, Hi: 0x11F02, Stride: 1},
	},
}

// isInert reports whether r does nothing but draw itself: it is a letter, mark, number,
// punctuation, symbol or space. That leaves out
//   - controls, among them escape, the 8-bit controls, tab and line breaks. A line break could be
//     shown as a space, but then two names that differ in it would look alike;
//   - format characters: bidirectional controls, zero-width characters, soft hyphens, tags;
//   - private-use characters, which draw whatever the local font puts there, this program's own
//     signs included;
//   - unassigned ones, whose width is anybody's guess.
func isInert(r rune) bool {
	if r < utf8.RuneSelf {
		return ' ' <= r && r <= '~'
	}
	return unicode.IsGraphic(r) && !unicode.In(r, invisible...) && !unicode.Is(prepended, r)
}

// isStyle reports whether r chooses between the two ways to draw a symbol.
func isStyle(r rune) bool { return r == textStyle || r == emojiStyle }

// isSkinTone reports whether r colours the emoji before it.
func isSkinTone(r rune) bool { return '\U0001F3FB' <= r && r <= '\U0001F3FF' }

// isMark reports whether r is drawn onto or beside the letter before it.
func isMark(r rune) bool { return unicode.Is(unicode.M, r) }

// extends reports whether r belongs to the character before it, whatever that is.
func extends(r rune) bool {
	return len(firstCluster("a"+string(r))) > 1
}

// firstCluster returns the grapheme cluster that s begins with.
func firstCluster(s string) string {
	cluster, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return cluster
}
