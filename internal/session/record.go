package session

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"parsec-hosts/parsecapi"
)

// recordVersion changes when older programs could not read a record any more.
const recordVersion = 1

// record is a session and what must be known about it beyond one run.
type record struct {
	session parsecapi.Session
	// replacedAt is when this session was created in place of a refused one, by the local
	// clock; zero when it was not.
	replacedAt time.Time
	// skew is the service's clock minus the local one when the session was created, for
	// programs that have not heard from the service yet.
	skew time.Duration
}

func (r record) empty() bool { return r.session.ID.IsZero() }

// is reports whether r holds the session other.
func (r record) is(other parsecapi.Session) bool {
	return !r.empty() && r.session.ID.Equal(other.ID)
}

// storedRecord is a record on disk: the fields of a session that the vendor calls stable, and
// what binds it to one store. Times are Unix seconds, durations seconds.
type storedRecord struct {
	Version    int           `json:"version"`
	Binding    string        `json:"binding"`
	Session    storedSession `json:"session"`
	ReplacedAt int64         `json:"replaced_at,omitempty"`
	ClockSkew  int64         `json:"clock_skew,omitempty"`
}

type storedSession struct {
	ID           string `json:"id"`
	ExpiresAt    int64  `json:"expires_at,omitempty"` // absent when unknown
	HostPeerID   string `json:"host_peer_id,omitempty"`
	ClientPeerID string `json:"client_peer_id,omitempty"`
}

func (r record) encode(binding string) ([]byte, error) {
	return json.Marshal(storedRecord{
		Version: recordVersion,
		Binding: binding,
		Session: storedSession{
			ID:           r.session.ID.Reveal(),
			ExpiresAt:    unixOrZero(r.session.ExpiresAt),
			HostPeerID:   r.session.HostPeerID,
			ClientPeerID: r.session.ClientPeerID,
		},
		ReplacedAt: unixOrZero(r.replacedAt),
		ClockSkew:  int64(r.skew / time.Second),
	})
}

var errDamaged = errors.New("not a session record")

// decodeRecord returns errDamaged for what is no record. A record of another binding was copied
// here from elsewhere: it is not used, and there is nothing wrong with it.
func decodeRecord(content []byte, binding string) (record, error) {
	var stored storedRecord
	if json.Unmarshal(content, &stored) != nil || stored.Version != recordVersion || stored.Session.ID == "" {
		return record{}, errDamaged
	}
	if stored.Binding != binding {
		return record{}, nil
	}
	return record{
		session: parsecapi.Session{
			ID:           parsecapi.NewSecret(stored.Session.ID),
			ExpiresAt:    timeOrZero(stored.Session.ExpiresAt),
			HostPeerID:   stored.Session.HostPeerID,
			ClientPeerID: stored.Session.ClientPeerID,
		},
		replacedAt: timeOrZero(stored.ReplacedAt),
		skew:       time.Duration(stored.ClockSkew) * time.Second,
	}, nil
}

// bindingOf names what a session belongs to. It is a hash, because external IDs and command lines
// are nobody else's business, and JSON keeps neighbouring parts apart.
func bindingOf(o Options) string {
	parts, _ := json.Marshal([]string{ // A slice of strings always encodes.
		strings.TrimRight(o.BaseURL, "/"), o.Profile, o.Origin.Kind(), o.Origin.Key(), o.Device,
	})
	sum := sha256.Sum256(parts)
	return hex.EncodeToString(sum[:16])
}

func unixOrZero(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

func timeOrZero(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0)
}
