package guest

import (
	"errors"
	"time"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/parsecsdk"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/internal/words"
)

// errStop is the end that somebody wanted.
var errStop = errors.New("the end of the connection is wanted")

// ended is the error of a connection that came to a final status.
func ended(code int32) error {
	return &parsecsdk.CallError{Call: "ParsecClientGetStatus", Code: parsecsdk.Explain(code)}
}

// codeOf is the status that is at fault, if one is.
func codeOf(err error) (parsecsdk.Code, bool) {
	call, ok := errors.AsType[*parsecsdk.CallError](err)
	if !ok {
		return parsecsdk.Code{}, false
	}
	return call.Code, true
}

// tooLate is an attempt that took longer than its limit.
type tooLate struct {
	limit   time.Duration
	waits   connection.Obstacle
	stalled bool // in a call of the library
}

func (e *tooLate) Error() string {
	text := "no connection within " + words.Duration(e.limit)
	if e.stalled {
		return text + "; the Parsec SDK did not answer"
	}
	return text + "; it was waiting for " + e.waits.Words()
}

func (e *tooLate) Remedy() string {
	switch {
	case e.stalled:
		return "connect again; the log may say more"
	case e.waits == connection.ForApproval:
		return "have somebody accept at the host, then connect again"
	case e.waits == connection.ForPath:
		return "allow UDP on both sides, switch UPnP on, or try from another network"
	}
	return "see that the host is there and that somebody accepts; then check the signalling host and the proxy"
}

// blame puts into the report what is at fault.
func (h *holder) blame(err error) {
	h.clear()
	r := &h.report
	if code, ok := codeOf(err); ok {
		r.Code, r.CodeName, r.Meaning, r.Remedy = code.Number, code.Name, code.Meaning, code.Remedy
		return
	}
	r.Meaning = textsafe.Clean(err.Error())
	if known, ok := err.(interface{ Remedy() string }); ok {
		r.Remedy = textsafe.Clean(known.Remedy())
	}
}

// clear takes what was at fault out of the report.
func (h *holder) clear() {
	r := &h.report
	r.Code, r.CodeName, r.Meaning, r.Remedy = 0, "", "", ""
}
