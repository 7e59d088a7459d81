// Package query is the language that filters hosts: parse once, then match each host and find
// the letters to highlight. Words separated by spaces must all be found, anywhere in the name,
// the user, the mode or the game, or at the start of the peer ID.
package query
