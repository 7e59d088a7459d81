package ui

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

// raw gives a host the row that the service sent for it.
func raw(row string) func(*parsecapi.Host) {
	return func(h *parsecapi.Host) { h.Raw = json.RawMessage(row) }
}

func copySource(hosts ...parsecapi.Host) func(*Options) {
	return func(o *Options) { o.Service.(*fakeService).serve(hosts...) }
}

func TestEachEntryOfTheCopyMenu(t *testing.T) {
	rows := copySource(
		host("peerA", "a", "studio#anna", raw("{\n  \"peer_id\": \"peerA\",\n  \"name\": \"a\" }")),
		host("peerB", "b", "studio#boris", raw(`{"peer_id":"peerB"}`)),
		host("peerC", "c", ""))
	const curl = `curl -H "Authorization: Bearer $PARSEC_HOSTS_SESSION_ID" 'https://api.example.test/hosts'`
	for _, c := range []struct{ label, one, several string }{
		{"peer ID", "peerA", "peerA\npeerB\npeerC"},
		{"name", "a", "a\nb\nc"},
		{"user", "studio#anna", "studio#anna\nstudio#boris"},
		{"external ID", "anna", "anna\nboris"}, // the third has none
		{"call of the SDK", `ParsecClientConnect(ps, NULL, sessionID, "peerA");`,
			`ParsecClientConnect(ps, NULL, sessionID, "peerA");` + "\n" + `ParsecClientConnect(ps, NULL, sessionID, "peerB");` + "\n" + `ParsecClientConnect(ps, NULL, sessionID, "peerC");`},
		{"row as JSON", `{"peer_id":"peerA","name":"a"}`, `{"peer_id":"peerA","name":"a"}` + "\n" + `{"peer_id":"peerB"}`},
		{"cURL, listing the hosts", curl, curl},
		{"peer IDs of all that are listed", "peerA\npeerB\npeerC", "peerA\npeerB\npeerC"},
	} {
		t.Run(c.label, func(t *testing.T) {
			drive(t, 120, 32, rows, func(d *driver) {
				choose := func(want string) {
					t.Helper()
					d.press("Y").expect("Copy")
					for i, item := range d.model().menu.items {
						if item.label == c.label {
							for range i {
								d.press("down")
							}
						}
					}
					d.press("enter").expect("sent to").expectNot("╭", canary)
					if d.copied != want || strings.Contains(d.copied, canary) {
						t.Errorf("copied %q, want %q", d.copied, want)
					}
				}
				choose(c.one)
				d.press("ctrl+a")
				choose(c.several)
			})
		})
	}
}

func TestTheKeysOfTheCopyMenuChooseAtOnce(t *testing.T) {
	drive(t, 120, 32, copySource(host("peerA", "a", "studio#anna", raw(`{"peer_id":"peerA"}`))), func(d *driver) {
		for key, want := range map[string]string{"y": "peerA", "n": "a", "u": "studio#anna", "e": "anna", "r": `{"peer_id":"peerA"}`, "a": "peerA"} {
			if d.press("Y", key); d.copied != want {
				t.Errorf("%s copied %q, want %q", key, d.copied, want)
			}
		}
		// The keys that move anywhere else move here, too.
		d.press("Y", "j").expectChoice("name").press("j").expectChoice("user").press("k").expectChoice("name").press("G", "g").expectChoice("peer ID")
	})
}

func TestTheNewerRouteIsTheOneThatIsCopied(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { o.Service.(*fakeService).page.Route = parsecapi.RouteV2 }, func(d *driver) {
		d.press("Y", "c")
		if want := "'https://api.example.test/v2/hosts?mode=desktop&public=false'"; !strings.HasSuffix(d.copied, want) {
			t.Errorf("copied %q", d.copied)
		}
	})
}

func TestWhatAHostHasNotCannotBeCopied(t *testing.T) {
	bare := copySource(host("pe er", "", ""), host("pe er2", "", ""))
	drive(t, 120, 32, bare, func(d *driver) {
		for _, marks := range []string{"g", "ctrl+a"} {
			for _, key := range []string{"n", "u", "e", "s", "r"} {
				d.press(marks, "Y", key).expect("there is none", "Copy").press("esc")
			}
		}
		if d.copied != "" {
			t.Errorf("copied %q", d.copied)
		}
		d.press("esc", "1", "Y", "y")
		if d.copied != "pe er" {
			t.Errorf("copied %q", d.copied)
		}
	})
	drive(t, 120, 32, copySource(), func(d *driver) { d.press("Y").expect("no host is selected").expectNot("╭") })
}

// What is pasted into a terminal or a chat must do nothing there, and mean what the service said.
func TestAHostileRowIsCopiedEscaped(t *testing.T) {
	hostile := "a\x1b[2J\u009b2J\u202e\u200b\U000e0041" + "e" + strings.Repeat("\u0301", 20) + "👩\u200d👩"
	row, err := json.Marshal(map[string]string{"peer_id": "peerA", "name": hostile})
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range [][2]int{{120, 32}, {80, 24}, {30, 8}} {
		drive(t, size[0], size[1], copySource(host("peerA", hostile, hostile, raw(string(row)))), func(d *driver) {
			d.press("Y")
			checkInert(t, d.m.View())
			checkFits(t, d.screen(), size[0], size[1])
			d.press("r").expectNot(strings.Repeat("\u0301", 10)) // which a terminal would pile up
			checkInert(t, d.m.View())
			checkFits(t, d.screen(), size[0], size[1])
			var got map[string]string
			if err := json.Unmarshal([]byte(d.copied), &got); err != nil || got["name"] != hostile {
				t.Errorf("copied %q, which means %q (%v)", d.copied, got["name"], err)
			}
			for _, r := range d.copied {
				if r < ' ' || r >= 0x7f && r <= 0x9f || r == '\u202e' || r == '\u200b' || r == '\u200d' || r >= 0xe0000 {
					t.Errorf("%U was copied as it is", r)
				}
			}
		})
	}
}

// The list goes on below the menu: what was chosen for is what is copied.
func TestTheCopyMenuKeepsItsHosts(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("1", "Y").expect("peerDen")
		d.service.serve(append(sampleHosts()[:4:4], host("new", "aaa", "studio#zoe"))...)
		d.wait(time.Minute).expect("aaa NEW", "Copy").press("y")
		if d.copied != "peerDen" {
			t.Errorf("copied %q", d.copied)
		}
	})
}

func TestManyRowsAreCounted(t *testing.T) {
	drive(t, 80, 24, serveMany, func(d *driver) {
		d.press("ctrl+a", "Y").expect(fmt.Sprintf("%d peer IDs", 60)).press("y").expect("60 peer IDs sent to")
		if n := len(strings.Split(d.copied, "\n")); n != 60 {
			t.Errorf("copied %d lines", n)
		}
	})
}
