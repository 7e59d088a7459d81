// Package svg draws what a terminal shows as an SVG, in a window with a title: a still picture, or
// a film of a few screens. The pictures of the documentation are made with it, by tests.
//
// A reader's computer may lack the font, and its signs may be wider than a cell. So every run of text
// says how long it is, and lines, blocks and signs are drawn as shapes.
package svg
