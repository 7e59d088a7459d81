package simulator

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"parsec-hosts/parsecapi"
)

// machine is a host with what the service keeps beside it.
type machine struct {
	Host
	homeName string // the name it had at the start
	away     bool
	rows     map[parsecapi.Route][]byte // encoded forms, until the host changes
}

// world is the fleet, its script and the answers encoded so far. Time is counted from its start.
type world struct {
	private []*machine // what sessions may connect to, in the order of the list
	public  []*machine // strangers' games, which stay as they are
	away    []absence  // private hosts that are away, the longest first
	self    string     // peer ID of the computer that asks; "" when it is not in the list

	rng  *rand.Rand
	mean time.Duration // between two changes; 0 for a still fleet
	next time.Duration // when the next change is due
	deck []change      // changes to come, drawn from the front

	hasMore bool
	lists   map[query]list
}

// absence is a private host that left.
type absence struct {
	machine *machine
	since   time.Duration
}

// query is what a host list was asked for; mode and public matter on /v2/hosts only.
type query struct {
	route  parsecapi.Route
	mode   string
	public bool
}

// list is an encoded answer.
type list struct {
	body []byte
	etag string
}

// listed returns the private hosts that are online.
func (w *world) listed() []Host {
	var hosts []Host
	for _, m := range w.private {
		if !m.away {
			hosts = append(hosts, m.Host)
		}
	}
	return hosts
}

// replace puts still hosts in the place of the fleet.
func (w *world) replace(hosts []Host) {
	w.private, w.public, w.away, w.mean = nil, nil, nil, 0
	for _, h := range hosts {
		m := &machine{Host: h, homeName: h.Name}
		if h.Public {
			w.public = append(w.public, m)
		} else {
			w.private = append(w.private, m)
		}
	}
	clear(w.lists)
}

// touched forgets what was encoded of a host that has just changed.
func (w *world) touched(m *machine) {
	m.rows = nil
	clear(w.lists)
}

// list returns the answer to a query. It is encoded once per change of the fleet, and a row once
// per change of its host, so that a poll of many thousand hosts costs a copy.
func (w *world) list(asked query) list {
	if known, ok := w.lists[asked]; ok {
		return known
	}
	machines := w.private
	if asked.public {
		machines = w.public
	}
	rows := make([][]byte, 0, len(machines))
	for _, m := range machines {
		if !m.away && (asked.mode == "" || m.Mode == asked.mode) {
			rows = append(rows, w.row(m, asked.route))
		}
	}
	made := newList(rows, w.hasMore)
	w.lists[asked] = made
	return made
}

// newList encodes an answer of these rows.
func newList(rows [][]byte, hasMore bool) list {
	body := slices.Concat(
		[]byte(`{"data":[`), bytes.Join(rows, []byte(",")),
		[]byte(`],"has_more":`), strconv.AppendBool(nil, hasMore), []byte("}"))
	sum := sha256.Sum256(body)
	return list{body: body, etag: `"` + hex.EncodeToString(sum[:8]) + `"`}
}

func (w *world) row(m *machine, route parsecapi.Route) []byte {
	if row, ok := m.rows[route]; ok {
		return row
	}
	if m.rows == nil {
		m.rows = map[parsecapi.Route][]byte{}
	}
	row := m.encode(route, w.self != "" && m.PeerID == w.self)
	m.rows[route] = row
	return row
}
