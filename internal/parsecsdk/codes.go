package parsecsdk

import (
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// The statuses that the flow of a connection depends on.
const (
	CodeOK             = 0    // the call succeeded; as the status of a connection: connected
	CodeConnecting     = 20   // the connection is under way
	CodeNetworkTimeout = 2000 // nothing arrived in the time given
	CodeNoAudio        = 6000 // there is no sound at the moment
	CodeNotRunning     = -3   // there is no connection
)

// NothingToDo is the remedy of what needs none.
const NothingToDo = "nothing needs to be done"

// Code is what one status of the library means. Meaning and Remedy are one line each, without a full stop.
type Code struct {
	Number  int32  // with its sign: zero is success, positive a warning, negative an error
	Name    string // the name in the SDK, "" for a number that it does not name
	Meaning string // what happened
	Remedy  string // what to do, never empty
	Retry   bool   // whether a program may try again by itself, after a pause
}

// String is the meaning with what an administrator or a search engine needs to know more.
func (c Code) String() string {
	if c.Name == "" {
		return c.Meaning + " (" + strconv.Itoa(int(c.Number)) + ")"
	}
	return c.Meaning + " (" + c.Name + ", " + strconv.Itoa(int(c.Number)) + ")"
}

// Explain says what a status means. Since people quote errors without their sign, a positive number that
// has no meaning of its own stands for its negative: 6023 is -6023, but 6 is not -6. The text of an
// operating system's error is that of the system the program runs on.
func Explain(code int32) Code { return explain(code, runtime.GOOS) }

func explain(code int32, goos string) Code {
	if c, ok := lookup(code, goos); ok {
		return c
	}
	if code > 0 {
		if c, ok := lookup(-code, goos); ok {
			return c
		}
	}
	return unknown(code)
}

func lookup(code int32, goos string) (Code, bool) {
	if i := slices.IndexFunc(table, func(c Code) bool { return c.Number == code }); i >= 0 {
		return table[i], true
	}
	for _, r := range ranges {
		if r.last <= code && code <= r.first {
			return r.explain(code, goos), true
		}
	}
	return Code{}, false
}

func unknown(code int32) Code {
	c := Code{
		Number:  code,
		Meaning: "the Parsec SDK gave a status that parsec-hosts does not know",
		Remedy:  "try once more; if it stays, look the number up in the documentation of the SDK",
	}
	if code > 0 {
		c.Meaning = "the Parsec SDK gave a warning that parsec-hosts does not know"
	}
	return c
}

// Codes returns all codes that have a name, warnings first, as the SDK counts them.
func Codes() []Code { return slices.Clone(table) }

// codeRange covers numbers that the table does not name one by one.
type codeRange struct {
	first, last int32 // from the number nearest to zero on
	meaning     string
	remedy      string
	retry       bool
	system      string // for numbers that carry an error of a system: whose, see systemText
}

func (r codeRange) explain(code int32, goos string) Code {
	c := Code{Number: code, Meaning: r.meaning, Remedy: r.remedy, Retry: r.retry}
	if r.system != "" {
		c.Meaning += ": " + r.systemText(int(r.first-code), goos)
	}
	return c
}

// The systems whose errors a status can carry.
const (
	systemOpenSSL = "OpenSSL error"
	systemWindows = "Windows error"
	systemUnix    = "errno"
)

// systemText is the running system's text for error n, or the number where it is not this system's.
func (r codeRange) systemText(n int, goos string) string {
	number := r.system + " " + strconv.Itoa(n)
	native := systemUnix
	if goos == "windows" {
		native = systemWindows
	}
	if r.system != native || n == 0 {
		return number
	}
	text := strings.TrimRight(strings.Join(strings.Fields(syscall.Errno(n).Error()), " "), ".")
	return text + " (" + number + ")"
}
