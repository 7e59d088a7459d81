package parsecapi

import (
	"bytes"
	"io"
)

// hostList is what one answer says. It is never changed once it is decoded.
type hostList struct {
	hosts   []*Host // no two with the same peer ID
	hasMore bool
	dropped int // rows without a usable peer ID
	// rows are all there were, in their order: those without a peer ID and those that share one,
	// too. Nearly always they are the hosts.
	rows []*Host
}

// decodeHosts reads a host list on either route while it comes in. Of the list before, if there is
// one, it takes over every row that is still the same, and the list as a whole if nothing changed.
//
// Names are matched exactly: a "NAME" in a row must not override its "name".
func decodeHosts(from io.Reader, before *hostList) (*hostList, *SchemaError) {
	if before == nil {
		before = &hostList{}
	}
	w := openWindow(from)
	defer w.close()
	list, reason := readAnswer(w, before)
	if reason != "" {
		return nil, &SchemaError{Op: OpListHosts, Reason: reason}
	}
	return list, nil
}

// readAnswer reads an answer from its first byte to its last. The reason says why it is no host
// list.
func readAnswer(w *window, before *hostList) (list *hostList, reason string) {
	w.skipMark()
	switch first := w.peek(); {
	case w.fault != "":
		return nil, "empty"
	case first != '{':
		return nil, notAnObject(w.rest())
	}
	var data byte // what the value of data begins with
	rows := rowReader{window: w, before: before}
	hasMore, told := Unknown, false
	w.expect('{')
	for more := !w.accept('}'); more; more = w.another('}') {
		switch w.name() {
		case "data":
			rows = rowReader{window: w, before: before}
			if data = w.peek(); data == '[' {
				rows.read()
			} else {
				w.value(1)
			}
		case "has_more":
			hasMore, told = flag(w.value(1)), true
		default:
			w.value(1)
		}
	}
	w.end()
	switch {
	case w.fault != "":
		return nil, w.fault
	case data == 0:
		return nil, "it has no data"
	case data == 'n' && hasMore == Unknown:
		// A server written in Go prints an empty list as null. On its own that could as well be a
		// failure, so the other field of a true answer must stand beside it.
		return nil, "its data is null"
	case data != 'n' && data != '[':
		return nil, "its data is not a list"
	}
	// What is there but not understood may well mean that the list is incomplete.
	incomplete := told && hasMore != No
	if rows.same() && incomplete == before.hasMore {
		return before, ""
	}
	return rows.list(incomplete), ""
}

// notAnObject says why body cannot be read. It is no JSON object, or else the window would have
// been opened on it.
func notAnObject(body []byte) string {
	if _, err := parseObject(OpListHosts, body); err != nil && !bytes.HasPrefix(body, mark) {
		return err.Reason
	}
	return notJSON
}
