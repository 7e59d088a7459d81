package parsecapi

import "bytes"

// blocks are where the rows of a first answer live, many to a piece of memory. That is quicker than
// a piece for each of them (BenchmarkColdDecode), and who looks at all of them in their order later
// finds them side by side (BenchmarkUnchangedPoll).
//
// A block is kept as long as any of its rows. Hence only a first answer's rows are in blocks, and a
// row that changes later has memory of its own: what is kept for nothing is less than that answer.
type blocks struct {
	text  []byte
	hosts []Host
}

// The first block is small, for small lists; those that follow double up to the largest.
const (
	smallestText, largestText   = 4 << 10, 64 << 10
	smallestHosts, largestHosts = 16, 256
)

// copy returns a copy of raw in a block.
func (b *blocks) copy(raw []byte) []byte {
	if cap(b.text)-len(b.text) < len(raw) {
		if len(raw) > largestText/4 {
			return bytes.Clone(raw)
		}
		b.text = make([]byte, 0, max(len(raw), nextSize(cap(b.text), smallestText, largestText)))
	}
	start := len(b.text)
	b.text = append(b.text, raw...)
	return b.text[start:len(b.text):len(b.text)]
}

// host returns a host in a block.
func (b *blocks) host() *Host {
	if len(b.hosts) == cap(b.hosts) {
		b.hosts = make([]Host, 0, nextSize(cap(b.hosts), smallestHosts, largestHosts))
	}
	b.hosts = b.hosts[:len(b.hosts)+1]
	return &b.hosts[len(b.hosts)-1]
}

func nextSize(size, smallest, largest int) int { return min(max(2*size, smallest), largest) }
