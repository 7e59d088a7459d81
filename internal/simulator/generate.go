package simulator

import (
	"fmt"
	"math/rand/v2"
)

// Streams of randomness that follow from one seed, kept apart so that the life of a fleet does
// not depend on how many numbers its making took.
const (
	streamFleet uint64 = iota + 1
	streamLife
)

// portion is the part of the fleet, one in so many, that is away at the start, and that is there
// again as public games.
const portion = 8

func selfPeerID(seed uint64) string { return peerID(seed, "this computer") }

// newWorld makes the fleet of options at the time 0.
func newWorld(options Options) *world {
	w := &world{hasMore: options.HasMore, lists: map[query]list{}}
	if options.Self {
		w.self = selfPeerID(options.Seed)
	}
	rng := rand.New(rand.NewPCG(options.Seed, streamFleet))
	reserve := 0
	if options.Churn > 0 {
		reserve = part(options.Hosts)
	}
	for i := range options.Hosts + reserve {
		w.private = append(w.private, newMachine(options.Seed, i, rng))
	}
	for i := range part(options.Hosts) {
		w.public = append(w.public, newPublicGame(options.Seed, i, rng))
	}
	if options.Self && len(w.private) > 0 {
		w.private[0].PeerID = w.self
	}
	// The first host is never among those away: it may be the computer that asks.
	for _, i := range rng.Perm(max(len(w.private)-1, 0))[:reserve] {
		m := w.private[1+i]
		m.away = true
		m.Players = 0
		w.away = append(w.away, absence{m, -minAway})
	}
	if options.Churn > 0 {
		w.beginLife(rand.New(rand.NewPCG(options.Seed, streamLife)), options.Churn)
	}
	return w
}

// part returns how many hosts a portion of so many is: at least one, unless there are none.
func part(hosts int) int { return (hosts + portion - 1) / portion }

// newMachine returns the host number i: the hand-made ones first, then made-up ones.
func newMachine(seed uint64, i int, rng *rand.Rand) *machine {
	var h Host
	if i < len(studio) {
		h = studio[i]
	} else {
		h = madeUpHost(i, rng)
	}
	h.PeerID = peerID(seed, "host", i)
	h.UserName = provider + "#" + h.UserName
	h.Build = pick(rng, builds)
	if h.MaxPlayers > 0 && rng.IntN(2) == 0 {
		h.Players = rng.IntN(h.MaxPlayers + 1)
	}
	return &machine{Host: h, homeName: h.Name}
}

// madeUpHost returns a host for which nobody wrote a line. Its UserName is the external ID alone.
func madeUpHost(i int, rng *rand.Rand) Host {
	h := Host{
		Name:     fmt.Sprintf("%s%s-%02d", pick(rng, sites), purposes[i%len(purposes)], 1+i/len(purposes)),
		UserName: pick(rng, people) + "." + string(rune('a'+rng.IntN(26))),
		Mode:     ModeDesktop,
	}
	if rng.IntN(12) == 0 {
		h.Name += pick(rng, flourishes)
	}
	switch rng.IntN(6) {
	case 0:
		h.Mode = ModeGame
		h.Game = pick(rng, games)
		h.MaxPlayers = 2 + rng.IntN(7)
	case 1:
		// Seats unknown, as in the vendor's own sample.
	default:
		h.MaxPlayers = 1 + rng.IntN(2)
	}
	return h
}

// newPublicGame returns the stranger's game number i.
func newPublicGame(seed uint64, i int, rng *rand.Rand) *machine {
	game := pick(rng, games)
	person := pick(rng, people)
	return &machine{Host: Host{
		PeerID:      peerID(seed, "public", i),
		Name:        person + "'s " + game,
		UserName:    fmt.Sprintf("%s#%d", person, 1000+rng.IntN(900_000)),
		Description: "open to everybody",
		Mode:        ModeGame,
		Game:        game,
		EventName:   pick(rng, events),
		Players:     rng.IntN(4),
		MaxPlayers:  4,
		Public:      true,
		Build:       pick(rng, builds),
	}}
}

func pick(rng *rand.Rand, from []string) string { return from[rng.IntN(len(from))] }
