package parsecapi

import (
	"fmt"
	"strings"
	"testing"
)

func mustDecode(t *testing.T, body string) *hostList {
	t.Helper()
	list, err := decodeHosts(strings.NewReader(body), nil)
	if err != nil {
		t.Fatalf("decoding %.80s: %v", body, err)
	}
	return list
}

func decodeOne(t *testing.T, row string) Host {
	t.Helper()
	list := mustDecode(t, `{"data":[`+row+`],"has_more":false}`)
	if len(list.hosts) != 1 || list.dropped != 0 {
		t.Fatalf("%d hosts and %d dropped rows from %s, want the one", len(list.hosts), list.dropped, row)
	}
	return *list.hosts[0]
}

func TestDecodesTheDocumentedRow(t *testing.T) {
	const row = `{"peer_id": "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", "name": "name set via SDK", "user_name": "abcd#43523",
           "description": "d", "game": null, "players": 1, "max_players": 4, "public": false, "sdk_version": 1,
           "mode": "desktop", "user": {"…": "object"}, "user_id": 1234, "build": "150-0"}`
	got := decodeOne(t, row)
	want := Metadata{
		Description: "d", Mode: "desktop", Build: "150-0", Public: No,
		Players: Count{1, true}, MaxPlayers: Count{4, true},
		User: User{Provider: "abcd", ExternalID: "43523"},
	}
	if got.PeerID != "1QA0qE1h0aBW7GKRTXCU0ZInLVZ" || got.Name != "name set via SDK" || got.UserName != "abcd#43523" {
		t.Errorf("stable fields are %q %q %q", got.PeerID, got.Name, got.UserName)
	}
	if got.Metadata != want {
		t.Errorf("metadata is\n%+v, want\n%+v", got.Metadata, want)
	}
	if string(got.Raw) != row {
		t.Errorf("raw row is %s", got.Raw)
	}
}

func TestDecodesTheLaterRoutesRow(t *testing.T) {
	got := decodeOne(t, `{"peer_id":"P","name":"n","user":{"id":7,"name":"team#5","warp":false},"game_id":"g-1",
		"build":150,"max_players":0,"mode":"game","public":true,"self":true,"online":false,"event_name":"lan"}`)
	want := Metadata{
		Mode: "game", Game: "g-1", Build: "150", EventName: "lan", Public: Yes, Self: Yes, Online: No,
		User: User{ExternalID: "team#5"},
	}
	if got.Metadata != want {
		t.Errorf("metadata is\n%+v, want\n%+v", got.Metadata, want)
	}
	if got.UserName != "team#5" {
		t.Errorf("user name is %q, want the user's name", got.UserName)
	}
}

func TestOwnerOfAHost(t *testing.T) {
	for row, want := range map[string]User{
		`"user_name":"abcd#1#2"`:                                          {"abcd", "1#2"},
		`"user_name":"plain"`:                                             {"", "plain"},
		`"user_name":"abcd#1","user":{"name":"other"}`:                    {"abcd", "1"},
		`"user":{"name":"43523"}`:                                         {"", "43523"},
		`"user":{"name":"x","external_id":9,"external_provider":"prov"}`:  {"prov", "9"},
		`"user_name":"a#1","user":{"external_id":"2"}`:                    {"a", "2"},
		`"user_name":"a#1","user":{"external_id":null,"name":{"deep":1}}`: {"a", "1"},
		`"user":"not an object"`:                                          {},
	} {
		if got := decodeOne(t, `{"peer_id":"P",`+row+`}`).Metadata.User; got != want {
			t.Errorf("owner of %s is %+v, want %+v", row, got, want)
		}
	}
}

func TestFault40_MissingDataIsNoEmptyList(t *testing.T) {
	for body, reason := range map[string]string{
		`null`:                           "not a JSON object",
		`[]`:                             "not a JSON object",
		`"text"`:                         "not a JSON object",
		`{}`:                             "it has no data",
		`{"has_more":false}`:             "it has no data",
		`{"DATA":[],"has_more":false}`:   "it has no data",
		`{"data":null}`:                  "its data is null",
		`{"data":null,"has_more":null}`:  "its data is null",
		`{"data":{},"has_more":false}`:   "its data is not a list",
		`{"data":"x","has_more":false}`:  "its data is not a list",
		`{"data":true,"has_more":false}`: "its data is not a list",
	} {
		list, err := decodeHosts(strings.NewReader(body), nil)
		if err == nil {
			t.Errorf("%s decodes to %d hosts, want a schema error", body, len(list.hosts))
		} else if err.Reason != reason {
			t.Errorf("%s: %s, want %s", body, err.Reason, reason)
		}
	}
	for _, body := range []string{`{"data":null,"has_more":false}`, `{"data":[],"has_more":false}`, `{"data":[]}`} {
		if list := mustDecode(t, body); len(list.hosts) != 0 || list.hasMore || list.dropped != 0 {
			t.Errorf("%s decodes to %+v, want an empty and complete list", body, list)
		}
	}
}

func TestFault41_RowsWithoutPeerIDAreCounted(t *testing.T) {
	list := mustDecode(t, `{"data":[null,{},{"peer_id":""},{"peer_id":7},{"peer_id":null},{"PEER_ID":"x"},7,"s",[],{"peer_id":"ok"}]}`)
	if len(list.hosts) != 1 || list.hosts[0].PeerID != "ok" || list.dropped != 9 {
		t.Errorf("%d hosts, %d dropped, want 1 and 9", len(list.hosts), list.dropped)
	}
	if page := (Page{Dropped: list.dropped}); page.Complete() {
		t.Error("a page with dropped rows passes for complete")
	}
}

func TestFault41_DuplicatesAreMerged(t *testing.T) {
	rows := []string{
		`{"peer_id":"P","name":"b","players":1}`,
		`{"peer_id":"P","name":"a","mode":"game","online":false}`,
		`{"peer_id":"P","online":true,"max_players":4}`,
	}
	var first Host
	for i, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 0, 2}, {1, 2, 0}} {
		got := decodeOne(t, rows[order[0]]+","+rows[order[1]]+","+rows[order[2]])
		m := got.Metadata
		if m.Players.N != 1 || m.MaxPlayers.N != 4 || m.Mode != "game" || m.Online != Yes {
			t.Errorf("order %v: metadata is %+v, want what either row knows", order, m)
		}
		if i == 0 {
			first = got
		} else if got.Name != first.Name || m != first.Metadata || string(got.Raw) != string(first.Raw) {
			t.Errorf("order %v gives another host than the first", order)
		}
	}
}

func TestFault42_FiftyThousandHosts(t *testing.T) {
	list := mustDecode(t, string(manyHosts(50_000)))
	if len(list.hosts) != 50_000 || list.dropped != 0 {
		t.Fatalf("%d hosts, want 50000", len(list.hosts))
	}
}

func TestFault43_OddJSON(t *testing.T) {
	deep := strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000)
	deeper := strings.Repeat(`{"a":`, 200_000) + "1" + strings.Repeat("}", 200_000)
	for _, body := range []string{
		"\uFEFF" + oneHost,
		"\uFEFF \n\t" + oneHost + "\r\n ",
		`{"data":[{"peer_id":"P","user":` + deep + `}],"has_more":false}`,
	} {
		if list := mustDecode(t, body); len(list.hosts) != 1 {
			t.Errorf("%.40q gives %d hosts, want 1", body, len(list.hosts))
		}
	}
	for body, reason := range map[string]string{
		``:                               "empty",
		" \n":                            "empty",
		"\uFEFF":                         "empty",
		oneHost + `x`:                    "not JSON",
		oneHost + oneHost:                "not JSON",
		oneHost[:len(oneHost)/2]:         "cut off",
		`{`:                              "cut off",
		`<!DOCTYPE html>`:                "not JSON",
		`{"data":[],}`:                   "not JSON",
		`{"data":` + deeper + `}`:        "not JSON",
		"\xff\xfe{\x00}\x00":             "not JSON",
		`{"data":[{"peer_id":"a` + "\n":  "not JSON",
		`{"data":[{"peer_id":"P"},{"pee`: "cut off",
	} {
		if _, err := decodeHosts(strings.NewReader(body), nil); err == nil || err.Reason != reason {
			t.Errorf("%.40q: %v, want %s", body, err, reason)
		}
	}
}

func TestFault45_MetadataOfAnyType(t *testing.T) {
	fields := []string{"name", "user_name", "description", "game", "game_id", "players", "max_players", "public",
		"mode", "user", "build", "online", "self", "event_name", "guest_access", "sdk_version", "user_id"}
	values := []string{`null`, `true`, `false`, `0`, `-1`, `1e400`, `1.5`, `99999999999999999999`, `""`, `"x"`,
		`[]`, `[{}]`, `{}`, `{"name":null}`, `{"name":[1]}`, `"\ud800"`}
	for _, field := range fields {
		for _, value := range values {
			if got := decodeOne(t, fmt.Sprintf(`{"peer_id":"P",%q:%s}`, field, value)); got.PeerID != "P" {
				t.Errorf("%s = %s: peer ID is %q", field, value, got.PeerID)
			}
		}
	}
}

func TestReadsMetadataOfOtherTypesWhereItMakesSense(t *testing.T) {
	for row, want := range map[string]Metadata{
		`"game":{"id":3,"name":"Chess"}`: {Game: "Chess"},
		`"game":{"id":3}`:                {Game: "3"},
		`"game":17,"game_id":"x"`:        {Game: "17"},
		`"game":"","game_id":"x"`:        {Game: "x"},
		`"mode":2`:                       {Mode: "2"},
		`"mode":false`:                   {},
		`"players":0`:                    {Players: Count{0, true}},
		`"players":2.0`:                  {Players: Count{2, true}},
		`"players":2.5`:                  {},
		`"players":-1`:                   {},
		`"players":"2"`:                  {},
		`"players":1e30`:                 {},
		`"max_players":0`:                {},
		`"public":"true"`:                {},
		`"public":1`:                     {},
	} {
		if got := decodeOne(t, `{"peer_id":"P",`+row+`}`).Metadata; got != want {
			t.Errorf("%s gives %+v, want %+v", row, got, want)
		}
	}
}

func TestFieldNamesAreMatchedExactly(t *testing.T) {
	got := decodeOne(t, `{"peer_id":"P","name":"right","NAME":"wrong","Peer_Id":"X","mode":"desktop","Mode":"game"}`)
	if got.PeerID != "P" || got.Name != "right" || got.Metadata.Mode != "desktop" {
		t.Errorf("host is %q %q %q", got.PeerID, got.Name, got.Metadata.Mode)
	}
}

func TestHasMoreOfAnotherTypeMeansIncomplete(t *testing.T) {
	for value, want := range map[string]bool{
		`true`: true, `false`: false, `null`: true, `0`: true, `"false"`: true, `[]`: true, `{}`: true,
	} {
		if got := mustDecode(t, `{"data":[],"has_more":`+value+`}`).hasMore; got != want {
			t.Errorf("has_more %s is read as %v, want %v", value, got, want)
		}
	}
}
