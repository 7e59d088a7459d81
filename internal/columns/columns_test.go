package columns

import (
	"slices"
	"testing"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/parsecapi"
)

func TestEveryColumnCanBeFoundAndIsDescribed(t *testing.T) {
	for _, c := range All() {
		found, ok := Find(c.ID)
		if !ok || found.Title != c.Title || c.Title == "" || c.About == "" || c.Text == nil || c.Compare == nil {
			t.Errorf("the column %q is not whole", c.ID)
		}
	}
	if _, ok := Find("colour"); ok {
		t.Error("there is a column that there is not")
	}
}

func TestWhatIsNotKnownIsEmptyAndComesLast(t *testing.T) {
	known := &fleet.Host{PeerID: "a", Name: "z", Game: "Xonotic", Players: parsecapi.Count{N: 1, Known: true}, MaxPlayers: parsecapi.Count{N: 4, Known: true}}
	unknown := &fleet.Host{PeerID: "b", Name: "a"}
	for id, want := range map[string]string{"game": "Xonotic", "seats": "1/4"} {
		c, _ := Find(id)
		if got := c.Text(known, time.Time{}); got != want || c.Text(unknown, time.Time{}) != "" {
			t.Errorf("%s: %q and %q", id, got, c.Text(unknown, time.Time{}))
		}
		if sorted := slices.SortedFunc(slices.Values([]*fleet.Host{unknown, known}), c.By(false)); sorted[0] != known {
			t.Errorf("by %s the host that does not tell comes first", id)
		}
	}
}

func TestEqualHostsAreOrderedByNameEitherWay(t *testing.T) {
	a, b := &fleet.Host{PeerID: "1", Name: "a"}, &fleet.Host{PeerID: "2", Name: "b"}
	c, _ := Find(Seats)
	for _, descending := range []bool{false, true} {
		if sorted := slices.SortedFunc(slices.Values([]*fleet.Host{b, a}), c.By(descending)); sorted[0] != a {
			t.Errorf("descending %v: %s comes first", descending, sorted[0].Name)
		}
	}
}

func TestAnAgeSaysWhetherItMayBeLonger(t *testing.T) {
	now := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	c, _ := Find(Age)
	for want, h := range map[string]*fleet.Host{
		"5m":      {Presence: fleet.Online, Since: now.Add(-5 * time.Minute)},
		">5m":     {Presence: fleet.Online, Since: now.Add(-5 * time.Minute), AlreadyThere: true},
		"gone 2h": {Presence: fleet.Offline, Since: now.Add(-2 * time.Hour)},
		"missing": {Presence: fleet.Missing, Since: now},
		"unknown": {Since: now},
	} {
		if got := c.Text(h, now); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
