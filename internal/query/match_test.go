package query

import (
	"testing"
	"time"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/parsecapi"
)

var now = time.Date(2026, 3, 1, 14, 0, 0, 0, time.UTC)

// carla is the host that the tests of the language look for.
func carla() *fleet.Host {
	return &fleet.Host{
		PeerID: "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", Name: "Render-07 west", UserName: "studio#carla",
		Provider: "studio", ExternalID: "carla", Mode: "game", Game: "Ægir İstanbul",
		Presence: fleet.Online, Players: parsecapi.Count{N: 1, Known: true}, MaxPlayers: parsecapi.Count{N: 4, Known: true},
	}
}

func mustParse(t testing.TB, text string) Query {
	t.Helper()
	q, err := Parse(text)
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	return q
}

// expect holds a host against filters.
func expect(t *testing.T, h *fleet.Host, f Facts, wanted map[string]bool) {
	t.Helper()
	for text, want := range wanted {
		if got := mustParse(t, text).Match(h, f); got != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

func TestTermsMustAllBeFound(t *testing.T) {
	expect(t, carla(), Facts{}, map[string]bool{
		"": true, "   ": true, "render": true, "07 carla": true, "carla 07 game": true, "carla 08": false, "\u3000carla\t07\u00a0": true,
	})
}

func TestLettersAreFoundInOrder(t *testing.T) {
	expect(t, carla(), Facts{}, map[string]bool{"rndr07": true, "rw": true, "70r": false, "renderr": false, "crl": true, "gm": true})
}

func TestSignsSayHowATextStands(t *testing.T) {
	expect(t, carla(), Facts{}, map[string]bool{
		"'ender": true, "'rndr": false,
		"^render": true, "^ender": false, "^carla": true, "^studio": true,
		"west$": true, "wes$": false, "carla$": true, "studio$": true,
		"^game$": true, "^gam$": false, "^carla$": true, "^studio#carla$": true,
		"'west$": true, "'wst$": false,
		"!carla": false, "!crl": true, "!anna": true, "!^west": true, "!west$": false, "!'carla": false,
	})
}

func TestAlternativesBindTighterThanSpaces(t *testing.T) {
	expect(t, carla(), Facts{}, map[string]bool{
		"anna | carla": true, "anna|carla": true, "anna | boris": false, "anna | carla boris": false,
		"07 anna | boris | carla west": true, "anna | !boris": true, "!carla | !west": false,
	})
}

func TestSpacesCanBePartOfATerm(t *testing.T) {
	expect(t, carla(), Facts{}, map[string]bool{
		`07\ west`: true, `r\ west`: true, `west\ 07`: false,
		`"07 west"`: true, `"r west"`: false, `^"render-07 west"$`: true, `"render-07 w`: true, `!"07 west"`: false,
		`"studio · carla"`: true, `name:"07 west"`: true, `name:"west 07"`: false,
	})
}

func TestQuotesMakeSignsPlainText(t *testing.T) {
	h := &fleet.Host{Name: `!a | b: is:full "x" c$ 'd ^e usr:f`, UserName: `DOMAIN\anna`}
	expect(t, h, Facts{}, map[string]bool{
		`"!a | b"`: true, `"is:full"`: true, `"usr:f"`: true, `"\"x\""`: true, `"c$"`: true, `"'d"`: true, `"^e"`: true,
		`domain\anna`: true, `$`: true, `"z"$`: false, `"usr:f"$`: true,
	})
}

func TestCaseCountsInATermThatHasACapital(t *testing.T) {
	expect(t, carla(), Facts{}, map[string]bool{"Render": true, "rENDER": false, "Render carla": true, "Carla": false, "^R": true, "^W": false})
}

func TestAnAccentCountsOnALetterTypedWithIt(t *testing.T) {
	for _, name := range []string{"Zoë Ångström", "Zoe\u0308 A\u030angstro\u0308m"} {
		expect(t, &fleet.Host{Name: name}, Facts{}, map[string]bool{
			"zoe": true, "zoë": true, "zoé": false, "'zoe\u0308": true, "angstrom": true, "'Angstrom": true, "ångstrom": true, "ängstrom": false, "^zoe": true, "ëë": false,
		})
	}
	for _, name := range []string{"Việt", "Vie\u0323\u0302t"} { // of two marks the first counts
		expect(t, &fleet.Host{Name: name}, Facts{}, map[string]bool{"viet": true, "việt": true, "viẹt": true, "viêt": false})
	}
	expect(t, &fleet.Host{Name: "zoe"}, Facts{}, map[string]bool{"zoë": false})
	expect(t, &fleet.Host{Name: "Łódź Søren İstanbul Việt ΑΘΉΝΑ"}, Facts{}, map[string]bool{
		"lodz": true, "Lodz": true, "łódź": true, "soren": true, "istanbul": true, "viet": true, "αθηνα": true, "αθήνα": true, "αθηνά": false,
	})
	expect(t, carla(), Facts{}, map[string]bool{"ægir": true, "Ægir": true, "istanbul": true})
	expect(t, &fleet.Host{Name: "हिन्दी שָׁלוֹם 編集室-東京"}, Facts{}, map[string]bool{"'हिन": true, "'हुन": false, "שלום": true, "東京": true, "編京": true, "'編京": false})
}

func TestFieldsRestrictATerm(t *testing.T) {
	expect(t, carla(), Facts{}, map[string]bool{
		"name:rndr": true, "name:carla": false, "name:^render": true, "name:west$": true, "name:^west": false, "Name:rndr": true,
		"user:carla": true, "user:render": false, "user:'carla": true, "user:^carla": true, "user:^studio$": true, "user:studio#carla": true,
		`user:"studio · carla"`: true, `user:"studio#carla"`: true,
		"mode:game": true, "mode:desktop": false, "game:ist": true, "game:desktop": false, "mode:ægir": false,
		"!name:west": false, "name:!west": false, "!name:carla": true, "name:!carla": true, "!name:^render": false,
		"name:anna | user:carla": true,
	})
}

// Within a peer ID's random letters a few of them are found by chance.
func TestAPeerIDMustBeginWithATerm(t *testing.T) {
	expect(t, carla(), Facts{}, map[string]bool{
		"1qa0": true, "1QA0qE1": true, "qE1h": false, "'qE1h": false, "^1qa": true, "LVZ$": false, "1QA$": false, "1qa0q render": true, "!1qa0": false, "!qE1h": true,
		"^1QA0qE1h0aBW7GKRTXCU0ZInLVZ$": true,
		"id:1qa":                        true, "id:qE1h": false, "id:'qE1h": true, "id:lvz$": true, "!id:1qa": false, "!id:qE1h": true, "id:render": false,
	})
}

func TestUsersHaveOneFormOrTwo(t *testing.T) {
	expect(t, &fleet.Host{UserName: "boris", Provider: "studio", ExternalID: "anna"}, Facts{}, map[string]bool{"boris": true, "anna": true, "stan": true, "^anna$": true})
	expect(t, &fleet.Host{UserName: "anna"}, Facts{}, map[string]bool{"user:anna": true, "user:^anna$": true, "studio": false})
}

// An anchor looks past spaces at the edge of a text, unless it asks for them.
func TestSpacesAtTheEdgeDoNotHideAnEdge(t *testing.T) {
	expect(t, &fleet.Host{Name: " render-07  "}, Facts{}, map[string]bool{"^render": true, "07$": true, "^render-07$": true, `"07  "$`: true, `^" r"`: true})
}

func TestPresencesAndMarks(t *testing.T) {
	for presence, wanted := range map[fleet.Presence]map[string]bool{
		fleet.Online:  {"is:online": true, "is:missing": false, "is:offline": false, "is:unknown": false, "IS:Online": true, "!is:online": false, "is:!online": false},
		fleet.Missing: {"is:online": true, "is:missing": true, "is:offline": false, "is:unknown": false},
		fleet.Offline: {"is:online": false, "is:missing": false, "is:offline": true, "is:unknown": false, "!is:online": true},
		fleet.Unknown: {"is:online": false, "is:missing": false, "is:offline": false, "is:unknown": true},
	} {
		expect(t, &fleet.Host{Presence: presence}, Facts{}, wanted)
	}
	facts := Facts{Pinned: func(id string) bool { return id == carla().PeerID }, New: func(h *fleet.Host) bool { return h.Mode == "game" }}
	expect(t, carla(), facts, map[string]bool{"is:pinned": true, "is:new": true, "is:self": false, "is:self | is:new": true})
	expect(t, &fleet.Host{Self: true}, facts, map[string]bool{"is:pinned": false, "is:new": false, "is:self": true})
	expect(t, carla(), Facts{}, map[string]bool{"is:pinned": false, "is:new": false})
}

func TestSeats(t *testing.T) {
	known := func(n int) parsecapi.Count { return parsecapi.Count{N: n, Known: true} }
	expect(t, carla(), Facts{}, map[string]bool{
		"players:>0": true, "players:1": true, "players:=1": true, "players:>=2": false, "players:<1": false, "players:<=1": true,
		"seats:>=3": true, "seats:3": true, "seats:>3": false, "seats:<3": false, "is:full": false, "is:free": true, "!players:>0": false,
	})
	full := &fleet.Host{Players: known(4), MaxPlayers: known(4)}
	expect(t, full, Facts{}, map[string]bool{"seats:0": true, "seats:>0": false, "is:full": true, "is:free": false, "!is:full": false})
	expect(t, &fleet.Host{}, Facts{}, map[string]bool{
		"players:0": true, "players:>0": false,
		"seats:>100": true, "seats:>=1": true, "seats:<100": false, "seats:<=0": false, "seats:=1": false, "is:full": false, "is:free": true,
	})
}

func TestSeen(t *testing.T) {
	ago := func(d time.Duration) Facts {
		return Facts{Now: now, LastSeen: func(*fleet.Host) time.Time { return now.Add(-d) }}
	}
	expect(t, carla(), ago(10*time.Minute), map[string]bool{
		"seen:<10m": false, "seen:<=10m": true, "seen:>=10m": true, "seen:>599s": true, "seen:10m": true, "seen:0h": true, "seen:<1D": true, "!seen:<1h": false,
	})
	expect(t, carla(), ago(59*time.Hour), map[string]bool{"seen:2d": true, "seen:=59h": true, "seen:=58h": false, "seen:>2d": true, "seen:<=2d": false})
	expect(t, carla(), ago(-time.Hour), map[string]bool{"seen:0s": true}) // the clock was set back
	expect(t, carla(), Facts{}, map[string]bool{"seen:<1s": true, "seen:>0s": false})
	gone := &fleet.Host{Presence: fleet.Offline, LastSeen: now.Add(-time.Hour)}
	expect(t, gone, Facts{Now: now}, map[string]bool{"seen:1h": true})
}

// Most words before a colon are no slip of a field.
func TestOtherWordsBeforeAColonAreText(t *testing.T) {
	h := &fleet.Host{Name: "a:b http://host c:\\x port:80 ids:1 did:2 12:30"}
	expect(t, h, Facts{}, map[string]bool{"a:b": true, "http://host": true, `c:\x`: true, "port:80": true, "ids:1": true, "did:2": true, "12:30": true, "x:y": false})
}
