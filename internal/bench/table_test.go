//go:build linux

package bench

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
)

var only = flag.String("rows", "", "measure these rows of the table, as in 1,3,8")

// row is one line of the table. target is the most that the ratio is to be; 0 is for a row that only tells.
type row struct {
	number int
	what   string
	size   string
	ours   string
	beside string
	ratio  float64
	target float64
}

// BenchmarkTable prints the table.
func BenchmarkTable(b *testing.B) {
	if b.N > 1 {
		return
	}
	p := prepare(b)
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "\n#\twhat\thosts\tours\tbeside\tratio\tat most\t")
	for _, part := range []struct {
		number  int
		measure func(*testing.B, *programs) []row
	}{
		{1, startRows}, {2, keyRows}, {3, burstRows}, {4, unchangedRows}, {5, changedRows}, {6, decodeRows},
		{7, matcherRows}, {7, floorRows}, {7, letterRows}, {8, bytesRows}, {9, memoryRows}, {10, dayRows}, {11, answerRows},
		{12, restRows},
	} {
		if *only != "" && !slices.Contains(strings.Split(*only, ","), fmt.Sprint(part.number)) {
			continue
		}
		for _, r := range part.measure(b, p) {
			fmt.Fprintln(out, r)
		}
	}
	_ = out.Flush()
}

func (r row) String() string {
	line := fmt.Sprintf("%d\t%s\t%s\t%s\t%s\t%.3g", r.number, r.what, r.size, r.ours, r.beside, r.ratio)
	switch {
	case r.target == 0:
		return line + "\t–\t"
	case r.ratio > r.target:
		return line + fmt.Sprintf("\t%g\tmissed", r.target)
	}
	return line + fmt.Sprintf("\t%g\tmet", r.target)
}
