package simulator

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"

	"parsec-hosts/internal/recording"
	"parsec-hosts/parsecapi"
)

// tooLarge is the reason of a parsecapi.SchemaError for a body without end.
const tooLarge = "too large"

// MaxSpeed is the limit of Options.Speed.
const MaxSpeed = 1000

// replay plays a recording in the place of the fleet: at any moment the service is as it was
// during the poll of that moment. After the last poll it stays so.
type replay struct {
	*recording.Recording
	speed float64
}

// during returns the poll that tells what happens at a time since the start of the service.
func (p replay) during(elapsed time.Duration) recording.Poll {
	return p.During(time.Duration(float64(elapsed) * p.speed))
}

// scaled returns how long what took so long takes at the speed of the replay.
func (p replay) scaled(took time.Duration) time.Duration {
	return time.Duration(float64(took) / p.speed)
}

// play returns how a request for hosts goes during a poll: as long as it went, by the clock the
// service had, and with the outcome it had.
func (p replay) play(poll recording.Poll) trick {
	return func(w http.ResponseWriter, r *http.Request, service http.Handler) {
		if poll.HasDate {
			w.Header().Set("Date", serviceTime(w).Add(poll.Skew).Format(http.TimeFormat))
		} else {
			w.Header()["Date"] = nil // unlike no entry, it keeps net/http from adding its own
		}
		failed, fails := failureOf(poll, r)
		outcome := p.fail(failed)
		if !fails {
			heard := hear(w, r, service) // the list of now, not of after the wait
			outcome = func(w http.ResponseWriter, _ *http.Request, _ http.Handler) { heard.passOn(w) }
		}
		if !takesItsTime(failed) && !wait(r.Context(), p.scaled(poll.Took)) {
			panic(http.ErrAbortHandler)
		}
		outcome(w, r, service)
	}
}

// takesItsTime reports whether a client that meets a failure loses time by the failure itself.
func takesItsTime(f recording.Failure) bool {
	return f.Kind == recording.KindTimeout || f.Reason == tooLarge
}

// failureOf returns the failure that a request meets during a poll. Of a poll that failed in part
// the question for games fails, and the one for desktops answers everything.
func failureOf(poll recording.Poll, r *http.Request) (recording.Failure, bool) {
	switch {
	case poll.Failure != nil:
		return *poll.Failure, true
	case len(poll.Answer.Failures) > 0 && r.URL.Query().Get("mode") == ModeGame:
		return poll.Answer.Failures[0], true
	}
	return recording.Failure{}, false
}

// fail returns the trick that makes a client see a failure of the same kind.
func (p replay) fail(f recording.Failure) trick {
	switch f.Kind {
	case recording.KindRefusal:
		return p.refuseAs(f)
	case recording.KindUnusable:
		return unusable(f.Reason)
	case recording.KindSignIn:
		return refuse(http.StatusUnauthorized, jsonType, `{"error":"invalid session ID"}`)
	case recording.KindTimeout:
		return hang
	case recording.KindRedirect:
		return redirect(elsewhere)
	case recording.KindCertificate, recording.KindProtocol:
		return takeOver(notHTTP)
	case recording.KindRefused, recording.KindReset, recording.KindName, recording.KindNetwork:
		return takeOver(reset)
	}
	return refuse(http.StatusInternalServerError, jsonType, "")
}

func (p replay) refuseAs(f recording.Failure) trick {
	body := `{"error":"as recorded"}`
	if f.Permission {
		body = missingPermission
	}
	return func(w http.ResponseWriter, r *http.Request, service http.Handler) {
		if f.RetryAfter != nil {
			asked := p.scaled(time.Duration(*f.RetryAfter) * time.Second)
			w.Header().Set("Retry-After", strconv.Itoa(int((asked+time.Second-1)/time.Second)))
		}
		refuse(f.Status, jsonType, body)(w, r, service)
	}
}

// unusable returns an answer that cannot be used for this reason of a parsecapi.SchemaError.
func unusable(reason string) trick {
	if reason == tooLarge {
		return endlessBody
	}
	body, known := map[string]string{
		"empty":                  ``,
		"cut off":                `{"data":[`,
		"not a JSON object":      `null`,
		"it has no data":         `{"has_more":false}`,
		"its data is null":       `{"data":null}`,
		"its data is not a list": `{"data":{},"has_more":false}`,
	}[reason]
	if !known {
		return refuse(http.StatusOK, htmlType, portalPage)
	}
	return refuse(http.StatusOK, jsonType, body)
}

// list returns the answer to a query during a poll. Recorded are the hosts of all modes together,
// public ones among them, so all of them come as private ones.
func (p replay) list(poll recording.Poll, asked query) list {
	if poll.Answer == nil || asked.public {
		return newList(nil, false)
	}
	inPart := len(poll.Answer.Failures) > 0
	var rows [][]byte
	for _, row := range poll.Answer.Rows {
		if asked.mode == "" || inPart || modeOf(row) == asked.mode {
			rows = append(rows, row)
		}
	}
	if asked.mode != ModeGame {
		rows = append(rows, slices.Repeat([][]byte{[]byte("null")}, poll.Answer.Dropped)...)
	}
	return newList(rows, poll.Answer.HasMore)
}

// modeOf returns what a row says to be, a desktop if it says neither.
func modeOf(row json.RawMessage) string {
	var fields map[string]json.RawMessage
	if json.Unmarshal(row, &fields) == nil && bytes.Equal(fields["mode"], mustEncode(ModeGame)) {
		return ModeGame
	}
	return ModeDesktop
}

// replayed brings options in line with the recording they name: the route, and no hosts of their
// own.
func replayed(options Options) Options {
	options.Hosts, options.Churn, options.Self = 0, 0, false
	if options.Routes == nil {
		options.Routes = []parsecapi.Route{options.Replay.First().Route}
	}
	if options.Speed <= 0 {
		options.Speed = 1
	}
	options.Speed = min(options.Speed, MaxSpeed)
	return options
}
