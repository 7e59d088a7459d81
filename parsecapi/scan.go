package parsecapi

// The scanner below finds where JSON values end, and checks on the way that they are JSON, by the
// very rules of encoding/json. It only walks over the bytes: what a value means is for others to
// say. BenchmarkColdDecode shows what it is for, FuzzDecodeLikeEncodingJSON that it is right.
//
// Each function takes the bytes and the place where its value begins, and returns the place behind
// its end, or one of the verdicts. Depth is how many lists and objects are open there.

// The verdicts, told from places by being negative.
const (
	short = -1 // the bytes end before the value does
	wrong = -2 // this is not JSON
)

// maxDepth is how many lists and objects may be open at a time, as in encoding/json.
const maxDepth = 10_000

func scanValue(b []byte, i, depth int) int {
	if i >= len(b) {
		return short
	}
	switch c := b[i]; c {
	case '"':
		return scanString(b, i)
	case '{':
		return scanObject(b, i, depth+1)
	case '[':
		return scanList(b, i, depth+1)
	case 't':
		return scanWord(b, i, "true")
	case 'f':
		return scanWord(b, i, "false")
	case 'n':
		return scanWord(b, i, "null")
	default:
		return scanNumber(b, i)
	}
}

func scanObject(b []byte, i, depth int) int {
	if depth > maxDepth {
		return wrong
	}
	for {
		_, _, i = scanMember(b, i, depth)
		if i < 0 {
			return i
		}
		if b[i] == '}' {
			return i + 1
		}
	}
}

// span is where a value is.
type span struct{ from, to int }

func (s span) isEmpty() bool { return s.from == s.to }

// scanMember reads the name and the value that follow an opening brace or a comma at b[i]. It stops
// at the next comma or the closing brace. An empty object has a member without name and value.
func scanMember(b []byte, i, depth int) (name, value span, end int) {
	opening := b[i] == '{'
	i = skipSpace(b, i+1)
	switch {
	case i >= len(b):
		return name, value, short
	case b[i] == '}' && opening:
		return name, value, i
	case b[i] != '"':
		return name, value, wrong
	}
	name.from = i
	if i = scanString(b, i); i < 0 {
		return name, value, i
	}
	name.to = i
	if i = skipSpace(b, i); i >= len(b) {
		return name, value, short
	} else if b[i] != ':' {
		return name, value, wrong
	}
	value.from = skipSpace(b, i+1)
	if i = scanValue(b, value.from, depth); i < 0 {
		return name, value, i
	}
	value.to = i
	return name, value, scanBetween(b, i, '}')
}

func scanList(b []byte, i, depth int) int {
	if depth > maxDepth {
		return wrong
	}
	start := skipSpace(b, i+1)
	if start < len(b) && b[start] == ']' {
		return start + 1
	}
	for i = start; ; i = skipSpace(b, i+1) {
		if i = scanValue(b, i, depth); i < 0 {
			return i
		}
		if i = scanBetween(b, i, ']'); i < 0 {
			return i
		}
		if b[i] == ']' {
			return i + 1
		}
	}
}

// scanBetween finds the comma or the closing mark that must follow a value.
func scanBetween(b []byte, i int, closing byte) int {
	i = skipSpace(b, i)
	switch {
	case i >= len(b):
		return short
	case b[i] != ',' && b[i] != closing:
		return wrong
	}
	return i
}

// unplain tells the bytes that do not stand for themselves within a string.
var unplain = func() (table [256]bool) {
	for c := range ' ' {
		table[c] = true
	}
	table['"'], table['\\'] = true, true
	return table
}()

func scanString(b []byte, i int) int {
	for i++; i < len(b); i++ {
		c := b[i]
		if !unplain[c] {
			continue
		}
		if c == '"' {
			return i + 1
		}
		if c != '\\' {
			return wrong
		}
		if i = scanEscape(b, i); i < 0 {
			return i
		}
	}
	return short
}

// scanEscape returns the place of the last character of an escape sequence.
func scanEscape(b []byte, i int) int {
	if i++; i >= len(b) {
		return short
	}
	switch b[i] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return i
	case 'u':
	default:
		return wrong
	}
	for range 4 {
		if i++; i >= len(b) {
			return short
		}
		switch c := b[i]; {
		case '0' <= c && c <= '9', 'a' <= c && c <= 'f', 'A' <= c && c <= 'F':
		default:
			return wrong
		}
	}
	return i
}

func scanWord(b []byte, i int, word string) int {
	for j := range len(word) {
		if i+j >= len(b) {
			return short
		}
		if b[i+j] != word[j] {
			return wrong
		}
	}
	return i + len(word)
}

// scanNumber needs a byte behind the number to know that it has ended.
func scanNumber(b []byte, i int) int {
	if b[i] == '-' {
		i++
	}
	if i < len(b) && b[i] == '0' {
		i++
	} else if i = scanDigits(b, i); i < 0 {
		return i
	}
	if i < len(b) && b[i] == '.' {
		if i = scanDigits(b, i+1); i < 0 {
			return i
		}
	}
	if i < len(b) && (b[i] == 'e' || b[i] == 'E') {
		i++
		if i < len(b) && (b[i] == '+' || b[i] == '-') {
			i++
		}
		if i = scanDigits(b, i); i < 0 {
			return i
		}
	}
	if i >= len(b) {
		return short
	}
	return i
}

// scanDigits wants one digit at least.
func scanDigits(b []byte, i int) int {
	start := i
	for i < len(b) && '0' <= b[i] && b[i] <= '9' {
		i++
	}
	switch {
	case i >= len(b):
		return short
	case i == start:
		return wrong
	}
	return i
}

func skipSpace(b []byte, i int) int {
	for i < len(b) && b[i] <= ' ' && (b[i] == ' ' || b[i] == '\n' || b[i] == '\t' || b[i] == '\r') {
		i++
	}
	return i
}
