package textsafe

import "bytes"

// CleanLine returns one line of another program's output as safe text. Its line end and its
// well-formed colour sequences (SGR) vanish without trace.
func CleanLine(line []byte) string {
	line = bytes.TrimRight(line, "\r\n")
	var plain []byte
	for len(line) > 0 {
		if n := colourSequence(line); n > 0 {
			line = line[n:]
			continue
		}
		plain = append(plain, line[0])
		line = line[1:]
	}
	return Clean(string(plain))
}

// colourSequence returns the length of the SGR sequence that b begins with, or 0.
func colourSequence(b []byte) int {
	const start = "\x1b["
	if !bytes.HasPrefix(b, []byte(start)) {
		return 0
	}
	for i, c := range b[len(start):] {
		if c == 'm' {
			return len(start) + i + 1
		}
		if (c < '0' || c > '9') && c != ';' && c != ':' {
			return 0
		}
	}
	return 0
}
