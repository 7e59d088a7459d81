package fleet

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"parsec-hosts/parsecapi"
)

func TestEveryFollowedChangeIsAnEvent(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*parsecapi.Host)
		want   []string
	}{
		{"nothing", func(h *parsecapi.Host) {}, nil},
		{"name", named("edit"), []string{"renamed a name of a→edit"}},
		{"user", func(h *parsecapi.Host) { h.UserName = "studio#b" }, []string{"user a studio#a→studio#b"}},
		{"a guest", seated(1, 4), []string{"seats a 0/4→1/4"}},
		{"seats", seated(0, 2), []string{"seats a 0/4→0/2"}},
		{"seats no longer told", seated(-1, 0), []string{"seats a 0/4→–"}},
		{"mode", func(h *parsecapi.Host) { h.Metadata.Mode = "game" }, []string{"mode a →game"}},
		{"game", func(h *parsecapi.Host) { h.Metadata.Game = "Tetris" }, []string{"game a →Tetris"}},
		{"name and guest", func(h *parsecapi.Host) { h.Name = "b"; seated(1, 4)(h) }, []string{"renamed a name of a→b", "seats a 0/4→1/4"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := (&story{t: t}).page(0, page(aRow("a", seated(0, 4)))).page(8, page(aRow("a", seated(0, 4), tt.change)))
			s.says(tt.want...)
		})
	}
}

func TestRevisionFollowsWhatIsShown(t *testing.T) {
	for _, tt := range []struct {
		name  string
		next  parsecapi.Page
		moves bool
	}{
		{"the same", page(aRow("a")), false},
		{"description", page(aRow("a", func(h *parsecapi.Host) { h.Metadata.Description = "x" })), true},
		{"build", page(aRow("a", func(h *parsecapi.Host) { h.Metadata.Build = "x" })), true},
		{"unnamed metadata", page(aRow("a", func(h *parsecapi.Host) { h.Raw = json.RawMessage(`{"new":1}`) })), true},
		{"owner", page(aRow("a", func(h *parsecapi.Host) { h.Metadata.User.Provider = "x" })), true},
		{"this computer", parsecapi.Page{Hosts: page(aRow("a")).Hosts, SelfPeerID: "a"}, true},
		{"another host", page(aRow("a"), aRow("b")), true},
		{"a host missing", page(), true},
		{"the list said to be incomplete", incomplete(aRow("a")), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, _ := Fleet{}.Apply(at(0), page(aRow("a")))
			next, _ := f.Apply(at(8), tt.next)
			if moved := next.Revision() != f.Revision(); moved != tt.moves {
				t.Errorf("moved: %v", moved)
			}
		})
	}
}

func TestHostHasAllThatItsRowSays(t *testing.T) {
	known := parsecapi.Count{N: 3, Known: true}
	raw := json.RawMessage(`{"peer_id":"a"}`)
	got := (&story{t: t}).page(0, page(parsecapi.Host{
		PeerID: "a", Name: "n\x1b", UserName: "u\x1b", Raw: raw,
		Metadata: parsecapi.Metadata{
			Description: "d\x1b", Mode: "m\x1b", Game: "g\x1b", Players: known, MaxPlayers: known, Public: parsecapi.Yes,
			Build: "b\x1b", EventName: "e\x1b", User: parsecapi.User{Provider: "p\x1b", ExternalID: "x\x1b"},
		},
	})).host("a")
	want := Host{
		PeerID: "a", Name: "n�", UserName: "u�", Provider: "p�", ExternalID: "x�", Description: "d�", Mode: "m�", Game: "g�",
		Build: "b�", EventName: "e�", Players: known, MaxPlayers: known, Public: parsecapi.Yes,
		Presence: Online, FirstSeen: at(0), Since: at(0), AlreadyThere: true,
	}
	if diff := cmp.Diff(want, *got, cmpopts.IgnoreUnexported(Host{})); diff != "" {
		t.Error(diff)
	}
	if row := got.Row(); row.Name != "n\x1b" || string(row.Raw) != string(raw) {
		t.Errorf("the row is %+v, want it as it was listed", row)
	}
}

func TestSelf(t *testing.T) {
	p := page(aRow("a"), aRow("b", func(h *parsecapi.Host) { h.Metadata.Self = parsecapi.Yes }), aRow("c"))
	p.SelfPeerID = "c"
	s := (&story{t: t}).page(0, p)
	for id, want := range map[string]bool{"a": false, "b": true, "c": true} {
		if got := s.host(id).Self; got != want {
			t.Errorf("%s: self is %v", id, got)
		}
	}
	// Another session hosts from elsewhere, and its answer has the same rows.
	p.SelfPeerID, p.Unchanged = "a", true
	if s.page(8, p); !s.host("a").Self || s.host("c").Self {
		t.Error("the new session's own host was not marked")
	}
}

func TestFault41_DroppedRowsMakeThePageIncomplete(t *testing.T) {
	s := (&story{t: t}).page(0, page(aRow("a"), aRow("b")))
	dropped := page(aRow("a"))
	dropped.Dropped = 2
	s.page(8, dropped).is("b", Unknown)
	if why, ok := s.fleet.Incomplete(); !ok || why != "2 rows have no usable peer ID" || s.fleet.Dropped() != 2 {
		t.Errorf("incomplete: %v, %q", ok, why)
	}
	s.page(16, page(aRow("a"), aRow("b")))
	if why, ok := s.fleet.Incomplete(); ok || why != "" {
		t.Errorf("still incomplete: %q", why)
	}
}

func TestFault41_DuplicateRowsAreOneHost(t *testing.T) {
	twice := func(rows ...parsecapi.Host) *story { return (&story{t: t}).page(0, page(rows...)).is("a", Online) }
	x, y, off := aRow("a", named("x")), aRow("a", named("y")), aRow("a", saidOffline)
	x.Raw, y.Raw = json.RawMessage(`{"name":"x"}`), json.RawMessage(`{"name":"y"}`)
	for _, s := range []*story{twice(x, y, off), twice(off, y, x), twice(y, x)} {
		if len(s.fleet.Hosts()) != 1 || s.host("a").Name != "x" {
			t.Errorf("%d hosts, the first is %q", len(s.fleet.Hosts()), s.host("a").Name)
		}
	}
}

func TestFault45_RowsWithoutMetadataAreHosts(t *testing.T) {
	s := (&story{t: t}).page(0, page(parsecapi.Host{PeerID: "a", Raw: json.RawMessage(`{"peer_id":"a","players":"two"}`)}))
	h := s.host("a")
	if _, known := h.FreeSeats(); known || h.Full() || h.Seats() != "–" || !h.Launchable() {
		t.Errorf("%+v", h)
	}
}

func TestFault50_LookAlikeHostsStayApart(t *testing.T) {
	s := (&story{t: t}).page(0, page(aRow("abc"), aRow("ab\u200bc"), aRow("ab\u200cc"), aRow(`ab\u200bc`), aRow("ab\xffc")))
	if n := len(s.fleet.Hosts()); n != 5 {
		t.Errorf("%d hosts of 5", n)
	}
	if h := s.host(`ab\u200bc`); h.Launchable() || h.Name != "name of ab�c" {
		t.Errorf("launchable %v, name %q", h.Launchable(), h.Name)
	}
}

func TestSeats(t *testing.T) {
	for _, tt := range []struct {
		players, most int
		words         string
		free          int
		known, full   bool
	}{
		{0, 4, "0/4", 4, true, false}, {4, 4, "4/4", 0, true, true}, {5, 4, "5/4", 0, true, true},
		{2, 0, "2/–", 0, false, false}, {0, 0, "–", 0, false, false}, {-1, 4, "–/4", 0, false, false}, {-1, 0, "–", 0, false, false},
	} {
		h := (&story{t: t}).page(0, page(aRow("a", seated(tt.players, tt.most)))).host("a")
		free, known := h.FreeSeats()
		if h.Seats() != tt.words || free != tt.free || known != tt.known || h.Full() != tt.full {
			t.Errorf("%d of %d: %q, %d free (%v), full %v", tt.players, tt.most, h.Seats(), free, known, h.Full())
		}
	}
}

func TestLaunchable(t *testing.T) {
	long := "0123456789012345678901234567890123456789012345678901234567890123"
	for id, want := range map[string]bool{
		"1QA0qE1h0aBW7GKRTXCU0ZInLVZ": true, "-_": true, long: true, long + "4": false,
		"": false, "a b": false, "a/b": false, "é": false, `a\u0000`: false,
	} {
		if got := (&Host{PeerID: id}).Launchable(); got != want {
			t.Errorf("%q: %v", id, got)
		}
	}
}
