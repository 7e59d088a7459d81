package simulator

import (
	"math/rand/v2"
	"time"
)

// minAway is how long a host that left stays away at least, so that a client that needs two
// misses before it believes in an absence gets to see one.
const minAway = 20 * time.Second

// renameOdds: one change in so many is a renaming.
const renameOdds = 40

// change is one kind of event in the life of the fleet. It reports whether it found a host that
// it can happen to.
type change func(w *world, now time.Duration) bool

// opening is the deck of changes in the order in which every story begins; later rounds shuffle
// it. As many hosts arrive as leave and as many guests come as go, so the fleet keeps its size.
func opening() []change {
	return []change{
		arrive, guestJoins, leave, guestLeaves, guestJoins, arrive,
		guestJoins, guestLeaves, changeGame, guestJoins, leave, guestLeaves,
	}
}

// beginLife starts the script with churn changes per minute.
func (w *world) beginLife(rng *rand.Rand, churn float64) {
	w.rng = rng
	w.mean = time.Duration(float64(time.Minute) / churn)
	w.deck = opening()
	// Somebody who has just started watching should not have to wait for the first change.
	w.next = w.gap() / 3
}

// gap returns the time between two changes: the mean, give or take a third.
func (w *world) gap() time.Duration {
	return time.Duration(float64(w.mean) * (2 + 2*w.rng.Float64()) / 3)
}

// advance plays the changes that are due at a time since the start. A clock that steps back
// changes nothing.
func (w *world) advance(now time.Duration) {
	if w.mean == 0 {
		return
	}
	for w.next <= now {
		w.step(w.next)
		w.next += w.gap()
	}
}

// step makes one change happen: the next of the deck that is possible.
func (w *world) step(now time.Duration) {
	if w.rng.IntN(renameOdds) == 0 && rename(w, now) {
		return
	}
	for range 2 * len(opening()) {
		if len(w.deck) == 0 {
			w.deck = opening()
			w.rng.Shuffle(len(w.deck), func(i, j int) { w.deck[i], w.deck[j] = w.deck[j], w.deck[i] })
		}
		next := w.deck[0]
		w.deck = w.deck[1:]
		if next(w, now) {
			return
		}
	}
}

// find returns a host that is online and fits, looking from a random place on.
func (w *world) find(fits func(*machine) bool) (*machine, bool) {
	if len(w.private) == 0 {
		return nil, false
	}
	from := w.rng.IntN(len(w.private))
	for i := range w.private {
		m := w.private[(from+i)%len(w.private)]
		if !m.away && fits(m) {
			return m, true
		}
	}
	return nil, false
}

// arrive brings back one of the hosts that have been away long enough.
func arrive(w *world, now time.Duration) bool {
	rested := 0
	for rested < len(w.away) && now-w.away[rested].since >= minAway {
		rested++
	}
	if rested == 0 {
		return false
	}
	i := w.rng.IntN(rested)
	m := w.away[i].machine
	w.away = append(w.away[:i], w.away[i+1:]...)
	m.away = false
	w.touched(m)
	return true
}

// leave takes a host away, guests and all. At most half of the fleet is ever away.
func leave(w *world, now time.Duration) bool {
	if len(w.away) >= len(w.private)/2 {
		return false
	}
	m, ok := w.find(func(m *machine) bool { return m.PeerID != w.self })
	if !ok {
		return false
	}
	m.away = true
	m.Players = 0
	w.away = append(w.away, absence{m, now})
	w.touched(m)
	return true
}

func guestJoins(w *world, _ time.Duration) bool {
	m, ok := w.find(func(m *machine) bool { return m.Players < m.MaxPlayers })
	if ok {
		m.Players++
		w.touched(m)
	}
	return ok
}

func guestLeaves(w *world, _ time.Duration) bool {
	m, ok := w.find(func(m *machine) bool { return m.Players > 0 })
	if ok {
		m.Players--
		w.touched(m)
	}
	return ok
}

func changeGame(w *world, _ time.Duration) bool {
	m, ok := w.find(func(m *machine) bool { return m.Mode == ModeGame })
	if !ok {
		return false
	}
	// One of the others: a change to the same game would be none.
	shift := 1 + w.rng.IntN(len(games)-1)
	for i, game := range games {
		if game == m.Game {
			m.Game = games[(i+shift)%len(games)]
			break
		}
	}
	w.touched(m)
	return true
}

// rename gives a host another name, or the one it had at the start back.
func rename(w *world, _ time.Duration) bool {
	m, ok := w.find(func(*machine) bool { return true })
	if !ok {
		return false
	}
	if m.Name == m.homeName {
		m.Name += renamings[w.rng.IntN(len(renamings))]
	} else {
		m.Name = m.homeName
	}
	w.touched(m)
	return true
}
