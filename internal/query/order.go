package query

import "math"

// byScore returns the places of the highest scores first, and those of equal scores in the order in which
// they are. It sorts by digits, so that the time grows as the number of hosts found and no faster
// (BenchmarkFind/100000/r).
func byScore(places []int32, scores []int) []int32 {
	best, worst := math.MinInt, math.MaxInt
	for _, s := range scores {
		best, worst = max(best, s), min(worst, s)
	}
	type ranked struct {
		behind uint32 // the best
		place  int32
	}
	from, to := make([]ranked, len(places)), make([]ranked, len(places))
	for k, s := range scores {
		from[k] = ranked{uint32(min(best-s, math.MaxUint32)), places[k]}
	}
	const bits, digits = 11, 1 << 11
	for shift := 0; shift < 32 && len(places) > 0 && (best-worst)>>shift > 0; shift += bits {
		var starts [digits + 1]int
		for _, r := range from {
			starts[r.behind>>shift%digits+1]++
		}
		for digit := range digits {
			starts[digit+1] += starts[digit]
		}
		for _, r := range from {
			digit := r.behind >> shift % digits
			to[starts[digit]] = r
			starts[digit]++
		}
		from, to = to, from
	}
	sorted := make([]int32, len(from))
	for i, r := range from {
		sorted[i] = r.place
	}
	return sorted
}
