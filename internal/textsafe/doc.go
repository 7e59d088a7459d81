// Package textsafe makes text from strangers (host names, user names, error bodies, output of
// other programs) safe and measurable for a terminal: one line, valid UTF-8, no control, escape,
// bidirectional or invisible characters, and a width that agrees with what the renderer draws.
//
// The renderer measures a grapheme cluster in one of two ways: by its first character where the
// terminal offers mode 2027, by the sum of its characters otherwise. Clean leaves only clusters that
// are equally wide both ways, and of emoji that are joined or of a skin tone the first character,
// since many terminals draw all of them side by side: columns stay aligned everywhere. There is one
// exception: letters with spacing vowel signs (as in Devanagari, Tamil or Thai) are kept although
// terminals disagree about them, because nothing can be taken from such a word without making it
// another word. Width, Truncate and Pad measure by the first way.
package textsafe
