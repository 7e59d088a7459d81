// Package bench measures how fast the program is at any number of hosts, beside what sets the floor: a bare
// request, encoding/json, the renderer's own work, a program that does nothing, and fzf where it is
// installed. It has no code of its own but tests:
//
//	go test ./internal/bench -bench Table
//
// prints the table, in a quarter of an hour; -rows=1,3,8 measures some rows. It needs Linux: whole programs
// run on a terminal of 200×50, and what they cost is read from /proc.
//
// Both sides of a ratio are measured in one run and take turns. The fastest turn of each counts, since
// whatever else the computer does only makes them slower; of keys, which meet a program that draws in steps
// sooner or later within a step, the median counts. What is measured within one process has its
// benchmark beside the code, and the table runs it by name.
package bench
