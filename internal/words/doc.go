// Package words puts numbers and times into the few words that every screen and command uses alike.
package words
