package parsecapi

import (
	"context"
	"time"
)

// Session is a device's key to the service: as sensitive as a password, meant to be kept and
// reused until it expires. One belongs to one device.
type Session struct {
	ID           Secret
	ExpiresAt    time.Time // by the service's clock; zero when unknown
	HostPeerID   string    // this computer's peer ID when it hosts
	ClientPeerID string
}

// Credentials create sessions. They belong on a server backend; see the package documentation.
type Credentials struct {
	APIKey     Secret
	ExternalID string // any string, unique per user of the enterprise's own system
}

// SessionSource gives Client.Hosts its session. Implementations must be safe for concurrent use.
type SessionSource interface {
	// Session returns the session to use now, from memory, a store or by creating one.
	Session(ctx context.Context) (Session, error)
	// Replace is asked at most once per Hosts call, when the service refused the session with
	// 401 or 403 (cause is that *APIError). It returns another session, or an error when there
	// is none to be had; returning the refused session again ends in the original error.
	Replace(ctx context.Context, refused Session, cause error) (Session, error)
}

// Store keeps one session for CreateOrLoad between runs of a program.
type Store interface {
	// Load returns the kept session. A store that holds none returns the zero Session and nil.
	Load(ctx context.Context) (Session, error)
	// Save keeps session in place of the one before.
	Save(ctx context.Context, session Session) error
}
