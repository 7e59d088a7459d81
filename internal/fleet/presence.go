package fleet

import (
	"slices"
	"time"

	"parsec-hosts/parsecapi"
)

// appeared takes in a host that was not known.
func (u *update) appeared(r row) {
	presence := listedPresence(r.host)
	if i := slices.Index(u.dismissed, r.peerID); i >= 0 {
		if presence == Offline {
			return
		}
		u.dismissed = slices.Concat(u.dismissed[:i], u.dismissed[i+1:])
	}
	first := u.before.lastGood.IsZero()
	h := &Host{
		PeerID: r.peerID, Presence: presence, FirstSeen: u.now, Since: u.now,
		AlreadyThere: first || presence == Offline || !u.before.page.Complete(),
	}
	if presence == Offline {
		h.LastSeen = u.now
	}
	h.fill(r.host, u.isSelf(r.host))
	u.shown = true
	u.keep(h, h)
	if presence == Online && !first {
		u.events = append(u.events, newEvent(u.now, EventOnline, h, "", presence.String()))
	}
}

// listed brings a known host up to date with its row.
func (u *update) listed(h *Host, row *parsecapi.Host) {
	presence, self := listedPresence(row), u.isSelf(row)
	same := self == h.Self && sameRow(h.row, row)
	if same && presence == h.Presence && h.gone == nil {
		u.keep(h, h)
		return
	}
	next := *h
	next.gone = nil
	if !same {
		next.fill(row, self)
	}
	u.turn(&next, presence)
	u.shown = u.shown || !same || presence != h.Presence
	u.keep(h, &next)
}

// absent counts a miss of a known host that the page does not list.
func (u *update) absent(h *Host) {
	presence := h.Presence
	var gone absence
	if h.gone != nil {
		gone = *h.gone
	}
	gone.since = firstOf(gone.since, u.now)
	switch {
	case presence == Offline:
	case !u.page.Complete():
		presence = Unknown
	default:
		gone.missed = firstOf(gone.missed, u.now)
		presence = Missing
		if u.now.Sub(gone.missed) >= SecondMissAfter {
			presence = Offline
		}
	}
	if presence != Missing {
		fades := gone.since.Add(GhostsKept)
		if !u.now.Before(fades) {
			u.shown = true
			return
		}
		if u.fadesAt.IsZero() || fades.Before(u.fadesAt) {
			u.fadesAt = fades
		}
	}
	if presence == h.Presence && h.gone != nil && gone == *h.gone {
		u.keep(h, h)
		return
	}
	next := *h
	next.gone = &gone
	u.turn(&next, presence)
	u.shown = u.shown || presence != h.Presence
	u.keep(h, &next)
}

// turn gives h, a copy of a host of the fleet before, its presence.
func (u *update) turn(h *Host, presence Presence) {
	if h.Presence == Online && presence != Online {
		h.LastSeen = u.before.lastGood
	}
	if presence == Online {
		h.LastSeen = time.Time{}
	}
	cameOrWent := presence == Offline && h.Presence != Offline || presence == Online && h.Presence == Offline
	if cameOrWent {
		h.Since, h.AlreadyThere = u.now, false
	}
	h.Presence = presence
}

func listedPresence(row *parsecapi.Host) Presence {
	if row.Metadata.Online == parsecapi.No {
		return Offline
	}
	return Online
}

func (u *update) isSelf(row *parsecapi.Host) bool {
	return row.Metadata.Self == parsecapi.Yes || row.PeerID == u.page.SelfPeerID
}

// firstOf returns when something that goes on now began. If the clock was set back since, that is
// now: otherwise a host could stay missing for as long as the clock was set back.
func firstOf(began, now time.Time) time.Time {
	if began.IsZero() || now.Before(began) {
		return now
	}
	return began
}
