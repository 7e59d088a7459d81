// Package yardstick measures the filter against the matcher of fzf. It is a module of its own, so that
// what fzf needs stays out of the program's module graph:
//
//	cd internal/query/testdata/yardstick && go test -bench .
//
// Both sides take turns within one benchmark, and the metrics are the medians of each and their ratio: a
// busy machine slows both. The matcher of fzf gets the names alone and only scores them; the filter looks
// into all fields, and its time includes putting the hosts found in their order.
package yardstick
