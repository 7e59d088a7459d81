//go:build linux

package bench

import (
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// metrics are what a benchmark reports, by unit.
type metrics map[string]float64

// benchmarks runs benchmarks of a package and returns what each of their cases reports, by its name. A
// benchmark that there is not has no cases.
func benchmarks(b *testing.B, folder, name string, flags ...string) map[string]metrics {
	run := exec.Command("go", append([]string{"test", "-run", "^$", "-bench", name, "-timeout", "0"}, flags...)...)
	run.Dir = folder
	out, err := run.CombinedOutput()
	if err != nil {
		b.Logf("%s in %s: %v\n%s", name, folder, err, out)
		return nil
	}
	found := map[string]metrics{}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		_, name, _ := strings.Cut(processors.ReplaceAllString(fields[0], ""), "/")
		m := metrics{}
		for i := 2; i+1 < len(fields); i += 2 {
			m[fields[i+1]], _ = strconv.ParseFloat(fields[i], 64)
		}
		found[name] = m
	}
	return found
}

// processors ends the name of a benchmark.
var processors = regexp.MustCompile(`-\d+$`)

func best(m metrics) string { return time.Duration(m["ns-best"]).Round(10 * time.Nanosecond).String() }

// compared are rows of a benchmark that reports a ratio to a floor, one for each size.
func compared(number int, what, floor string, found map[string]metrics, target float64) (rows []row) {
	for _, n := range []int{100, 1000, 10_000, 100_000} {
		if m, ok := found[size(n)]; ok && m["ratio"] > 0 {
			theirs := time.Duration(m["ns-best"] / m["ratio"]).Round(10 * time.Nanosecond)
			rows = append(rows, row{number, what, size(n), best(m), fmt.Sprint(floor, " ", theirs), m["ratio"], target})
		}
	}
	return rows
}

// growth is a row that compares the largest size with a smaller one.
func growth(number int, what string, found map[string]metrics, small int, target float64) []row {
	const large = 100_000
	before, after := found[size(small)], found[size(large)]
	if before == nil || after == nil {
		return nil
	}
	return []row{{number, what, size(large), best(after), fmt.Sprint(small, " hosts ", best(before)), after["ns-best"] / before["ns-best"], target}}
}

func keyRows(b *testing.B, _ *programs) []row {
	found := benchmarks(b, "../../ui", "^BenchmarkKey$", "-benchtime", "2000x")
	rows := compared(2, "a cursor key, Update and View", "the renderer reads", found, 0.25)
	rows = append(rows, growth(2, "the same, with the size", found, 100, 1.1)...)
	if m, ok := found["100000"]; ok {
		rows = append(rows, row{2, "allocations of a cursor key", "100000", fmt.Sprint(m["allocs/op"]), "40", m["allocs/op"] / 40, 1})
	}
	return rows
}

func unchangedRows(b *testing.B, _ *programs) []row {
	unchanged := benchmarks(b, "../../parsecapi", "^BenchmarkUnchangedPoll$")
	same := benchmarks(b, "../../parsecapi", "^BenchmarkNotModified$")
	return append(compared(4, "a poll with nothing new", "a GET", unchanged, 1.1), compared(4, "the same with an ETag", "a 304", same, 1.1)...)
}

func changedRows(b *testing.B, _ *programs) []row {
	found := benchmarks(b, "../../internal/fleet", "^BenchmarkChangedPoll$")
	rows := compared(5, "a poll with 1 % changed", "a GET", found, 1.75)
	for _, n := range []int{10_000, 100_000} {
		if m, ok := found[size(n)]; ok && m["share"] > 0 {
			theirs := time.Duration(m["ns-best"] / m["share"]).Round(time.Microsecond)
			rows = append(rows, row{5, "the same", size(n), best(m), fmt.Sprint("encoding/json ", theirs), m["share"], 0.05})
		}
	}
	return append(rows, growth(5, "the same, with the size", found, 10_000, 14)...)
}

func decodeRows(b *testing.B, _ *programs) []row {
	return compared(6, "a first answer, decoded", "encoding/json", benchmarks(b, "../../parsecapi", "^BenchmarkColdDecode$"), 0.2)
}

// matcherRows hold the filter against the matcher of fzf, in a module of its own: what it needs is
// fetched for that alone.
func matcherRows(b *testing.B, _ *programs) (rows []row) {
	found := benchmarks(b, "../query/testdata/yardstick", "BenchmarkAgainstFzf/^100000$", "-benchtime", "10x")
	for _, query := range []struct {
		text, what string
		target     float64
	}{
		{"'zzq", "a substring that nothing has", 0.15}, {"'render-0123", "a substring", 0.15}, {"'suite", "a substring that many have", 0.15},
		{"'render", "a substring that most have", 0.15}, {"zzq", "letters that nothing has", 0.5}, {"rndr0123", "letters in order", 0.5},
		{"edsu", "letters that many have", 0.5}, {"rnd", "letters that most have", 0.5}, {"ren07", "letters with a number", 0.5},
		{"rnd/typed", "the last letter of them", 0},
	} {
		if m, ok := found["100000/"+query.text]; ok {
			micro := func(us float64) string { return ms(time.Duration(us * 1e3)) }
			rows = append(rows, row{7, query.what + ": " + query.text, "100000", micro(m["us"]), "fzf " + micro(m["us-fzf"]), m["×fzf"], query.target})
		}
	}
	return rows
}

// floorRows hold substrings that many hosts have against the least that can be done: to look for them in all
// names, which are one text. What is found has yet to be rated and put in order then.
func floorRows(b *testing.B, _ *programs) (rows []row) {
	found := benchmarks(b, "../query", "^BenchmarkFind$/^100000$/^'(suite|render)$", "-benchtime", "200x")
	floor := benchmarks(b, "../query", "^BenchmarkFindFloor$/^100000$/^(suite|render)$", "-benchtime", "200x")
	for _, text := range []string{"suite", "render"} {
		ours, theirs := found["100000/'"+text]["ns/op"], floor["100000/"+text]["ns/op"]
		if theirs > 0 {
			rows = append(rows, row{7, "a substring: '" + text, "100000", ms(time.Duration(ours)), "plain search " + ms(time.Duration(theirs)), ours / theirs, 0})
		}
	}
	return rows
}

// dayRows is row 10: what is in use in the last hour of a day in which hosts come and go, beside the first.
// It takes minutes.
func dayRows(b *testing.B, _ *programs) []row {
	run := exec.Command("go", "test", "-run", "ADayOfComingAndGoing", "-soak-hosts", "10000", "-v", "-timeout", "30m")
	run.Dir = "../journal"
	out, err := run.CombinedOutput()
	told := inUse.FindSubmatch(out)
	if err != nil || told == nil {
		b.Logf("a day: %v\n%s", err, out)
		return nil
	}
	first, _ := strconv.Atoi(string(told[1]))
	last, _ := strconv.Atoi(string(told[2]))
	return []row{{10, "memory in use at the end of a day", "10000", mib(last), "in the first hour " + mib(first), float64(last) / float64(first), 1.05}}
}

var inUse = regexp.MustCompile(`up to (\d+) bytes in use in the first hour, (\d+) in the last`)
