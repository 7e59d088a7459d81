package ui

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/internal/words"
	"parsec-hosts/parsecapi"
)

// copied is a text for the clipboard, and what the message about it calls it.
type copied struct{ text, shown string }

// copyPeerID copies the peer IDs of what is marked, a line each, or that under the cursor.
func (m Model) copyPeerID() (Model, tea.Cmd) { return m, m.copy(peerIDs(m.targets())) }

func (m Model) copy(c copied) tea.Cmd { return copyText(m.program, m.opts.Clipboard, c) }

func peerIDs(hosts []*fleet.Host) copied {
	return linesOf(hosts, "peer ID", func(h *fleet.Host) string { return h.PeerID })
}

// linesOf is something of each host that has it, a line each. A single one is shown as it is.
func linesOf(hosts []*fleet.Host, noun string, of func(*fleet.Host) string) copied {
	lines := make([]string, 0, len(hosts))
	for _, h := range hosts {
		if line := of(h); line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) == 1 {
		return copied{text: lines[0], shown: textsafe.Clean(lines[0])}
	}
	return copied{text: strings.Join(lines, "\n"), shown: words.Plural(len(lines), noun)}
}

func (m Model) onCopied(msg copiedMsg) (Model, tea.Cmd) {
	if msg.err != nil {
		return m, copyByTerminal(msg.copied, " ("+problemText(msg.err)+")")
	}
	return m.sayFor(m.theme.glyphs.done+" "+msg.copied.shown+" sent to "+msg.via, 4*time.Second)
}

// openCopyMenu offers everything of the chosen hosts that somebody may want to paste.
func (m Model) openCopyMenu() (Model, tea.Cmd) {
	hosts := m.targets()
	item := func(key, label string, c copied) menuItem {
		i := menuItem{key: key, label: label, note: inSentence(c.shown), run: func(m Model) (Model, tea.Cmd) { return m, m.copy(c) }}
		if c.text == "" {
			i.note, i.blocked = "there is none", "there is none"
		}
		return i
	}
	of := func(noun string, f func(*fleet.Host) string) copied { return linesOf(hosts, noun, f) }
	return m.openMenu("Copy", []menuItem{
		item("y", "peer ID", peerIDs(hosts)),
		item("n", "name", of("name", func(h *fleet.Host) string { return h.Name })),
		item("u", "user", of("user", func(h *fleet.Host) string { return h.UserName })),
		item("e", "external ID", of("external ID", func(h *fleet.Host) string { return h.ExternalID })),
		item("s", "call of the SDK", of("call", connectCall)),
		item("r", "row as JSON", of("row", rowJSON)),
		item("c", "cURL, listing the hosts", copied{text: m.curlLine(), shown: "a line without the session ID"}),
		item("a", "peer IDs of all that are listed", peerIDs(m.listedHosts())),
	})
}

// listedHosts are the hosts of the list as it is filtered, those in folded groups left out.
func (m Model) listedHosts() []*fleet.Host {
	var hosts []*fleet.Host
	for _, r := range m.list.rows {
		if r.host != nil {
			hosts = append(hosts, r.host)
		}
	}
	return hosts
}

// connectCall is the call of the SDK that connects to the host, with the session left to be filled in.
func connectCall(h *fleet.Host) string {
	if !h.Launchable() {
		return ""
	}
	return `ParsecClientConnect(ps, NULL, sessionID, "` + h.PeerID + `");`
}

// rowJSON is the host as the service told of it, in one line that is safe to paste.
func rowJSON(h *fleet.Host) string {
	var compact bytes.Buffer
	if json.Compact(&compact, h.Row().Raw) != nil {
		return ""
	}
	return string(textsafe.EscapeJSON(compact.Bytes()))
}

// curlLine asks the service what the dashboard asks it. The session is left to the shell: it is a
// secret, and nothing that is copied holds one.
func (m Model) curlLine() string {
	path := "/hosts"
	if m.route == parsecapi.RouteV2 {
		path = "/v2/hosts?mode=desktop&public=false"
	}
	return `curl -H "Authorization: Bearer $PARSEC_HOSTS_SESSION_ID" '` + textsafe.Clean(m.opts.BaseURL) + path + `'`
}
