// Package yardstick measures the filter against the matcher of fzf. It is a module of its own, so that
// what fzf needs stays out of the program's module graph:
//
//	cd internal/query/testdata/yardstick && go test -bench .
//
// Both sides take turns within one benchmark. The metrics are the processor time of the fastest
// turn of each, and their ratio, which a busy machine changes little. The matcher of fzf gets the names alone and only
// scores them; the filter looks into all fields, and its time includes putting in order what it finds. In
// the benchmarks called typed, only the last letter is new to the filter.
package yardstick
