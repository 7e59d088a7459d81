// Package drawer has a Bubble Tea program draw when something has happened. By itself the library looks
// at a clock 60 times a second, whether anything has changed or not: that wakes an idle computer, and a
// key waits for the next time.
//
// What is drawn, and how, stays the library's. Only the clock is another one.
package drawer
