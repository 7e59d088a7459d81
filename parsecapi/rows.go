package parsecapi

import "bytes"

// rowReader reads the rows of an answer against those of the answer before: a row that is still
// there byte for byte is the very same *Host, and costs no more than a look at its bytes.
// BenchmarkUnchangedPoll and BenchmarkChangedPoll show what that saves.
type rowReader struct {
	window  *window
	before  *hostList
	next    int     // of the rows before, the one to expect
	rows    []*Host // nil as long as they are the first of those before
	dropped int
	fresh   bool // there are rows whose peer ID was not found among those before

	fields fields
	blocks blocks
}

// lookAhead is how many rows may vanish in one place before all that follow are read anew.
const lookAhead = 32

func (r *rowReader) read() {
	r.window.expect('[')
	for more := !r.window.accept(']'); more; more = r.window.another(']') {
		r.skim()
		if !r.expected() {
			r.other()
		}
	}
}

// skim reads the rows to expect that the window holds whole, each with the comma behind it. All of a
// large list that did not change goes this way but for the rows at the edges of the window.
func (r *rowReader) skim() {
	b := r.window.buf[r.window.at:]
	for _, host := range r.before.rows[r.next:] {
		n := len(host.Raw)
		if n >= len(b) || b[n] != ',' || !bytes.Equal(b[:n], host.Raw) {
			break
		}
		b = b[n+1:]
		r.keep(r.next)
	}
	r.window.at = len(r.window.buf) - len(b)
}

// expected reads the next row if it is the one to expect. Only of an object it is certain that it
// ends where the known one does.
func (r *rowReader) expected() bool {
	if r.next == len(r.before.rows) || r.window.peek() != '{' || !r.window.startsWith(r.before.rows[r.next].Raw) {
		return false
	}
	r.keep(r.next)
	return true
}

// other reads the next row for what it says.
func (r *rowReader) other() {
	r.window.scan(func(b []byte) int {
		end := r.fields.scan(b, 0, 2)
		if end >= 0 {
			r.take(r.decode(b[:end]))
		}
		return end
	})
}

// decode says what a row means, of which the fields were found.
func (r *rowReader) decode(raw []byte) *Host {
	var host *Host
	if len(r.before.rows) == 0 {
		raw, host = r.blocks.copy(raw), r.blocks.host()
	} else {
		raw, host = bytes.Clone(raw), &Host{}
	}
	text := newRowText(raw)
	text.fill(host, &r.fields)
	return host
}

// take adds a row, or the one before that says the same.
func (r *rowReader) take(host *Host) {
	i, found := r.find(host.PeerID)
	if found && bytes.Equal(host.Raw, r.before.rows[i].Raw) {
		r.keep(i)
		return
	}
	r.add(host)
	if found {
		r.next = i + 1
	}
	r.fresh = r.fresh || !found
}

func (r *rowReader) find(peerID string) (i int, found bool) {
	for i = r.next; i < min(len(r.before.rows), r.next+lookAhead); i++ {
		if r.before.rows[i].PeerID == peerID {
			return i, true
		}
	}
	return 0, false
}

// keep adds a row of those before.
func (r *rowReader) keep(i int) {
	switch {
	case r.rows != nil || i != r.next:
		r.add(r.before.rows[i])
	case r.before.dropped > 0 && r.before.rows[i].PeerID == "": // a host that is not looked at costs less
		r.dropped++
	}
	r.next = i + 1
}

func (r *rowReader) add(host *Host) {
	if r.rows == nil {
		r.rows = append(make([]*Host, 0, len(r.before.rows)+1), r.before.rows[:r.next]...)
	}
	if host.PeerID == "" {
		r.dropped++
	}
	r.rows = append(r.rows, host)
}

// same reports whether the rows are those of the answer before.
func (r *rowReader) same() bool { return r.rows == nil && r.next == len(r.before.rows) }

func (r *rowReader) list(hasMore bool) *hostList {
	if r.rows == nil {
		r.rows = r.before.rows[:r.next:r.next]
	}
	list := &hostList{hosts: r.rows, hasMore: hasMore, dropped: r.dropped, rows: r.rows}
	if r.dropped > 0 || (r.fresh || r.before.repeats()) && repeats(r.rows) {
		list.hosts = distinct(r.rows)
	}
	return list
}

// repeats reports whether some rows share a peer ID.
func (l *hostList) repeats() bool { return len(l.hosts)+l.dropped < len(l.rows) }
