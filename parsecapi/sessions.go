package parsecapi

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"
	"unicode/utf8"
)

// CreateSession makes a new session for the enterprise's user externalID, by
// POST {base}/enterprise/sessions. Each call makes another one and none is ever repeated: a
// caller that got no answer does not know whether the session exists.
//
// A key of the wrong form is answered with 500 rather than 403, says the vendor.
func (c *Client) CreateSession(ctx context.Context, apiKey Secret, externalID string) (Session, error) {
	if err := CheckAPIKey(apiKey); err != nil {
		return Session{}, err
	}
	if externalID == "" || !utf8.ValidString(externalID) {
		return Session{}, errors.New(OpCreateSession + ": the external id must be text and not empty")
	}
	body, err := json.Marshal(map[string]string{"external_id": externalID})
	if err != nil {
		return Session{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	request := c.newRequest(ctx, http.MethodPost, c.base.JoinPath("enterprise/sessions"), body)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Api-Key", apiKey.Reveal())
	got, err := c.once(request, OpCreateSession, apiKey)
	switch {
	case err != nil:
		return Session{}, err
	case !got.ok():
		return Session{}, newAPIError(OpCreateSession, got, apiKey, c.now())
	}
	session, schemaErr := parseSession(got.body)
	if schemaErr != nil {
		schemaErr.Status = got.status
		return Session{}, schemaErr
	}
	return session, nil
}

// CheckAPIKey refuses a key that no HTTP header can carry, such as one read together with the
// line's end. The error does not repeat the key.
func CheckAPIKey(key Secret) error {
	switch {
	case key.IsZero():
		return errors.New("the API key is empty")
	case !fitsHeader(key.Reveal()):
		return errors.New("the API key holds a line end, a control character or blanks around it: it must be the key alone")
	}
	return nil
}

// ParseSession reads the API's answer to creating a session, {"session": {"id", "expires_at",
// "host_peer_id", "client_peer_id"}}, wherever it came from. expires_at is in seconds or
// milliseconds since 1970, as a number or a string of one; a session without it never expires as
// far as is known. Every error is a *SchemaError.
func ParseSession(body []byte) (Session, error) {
	session, schemaErr := parseSession(body)
	if schemaErr != nil {
		return Session{}, schemaErr
	}
	return session, nil
}

func parseSession(body []byte) (Session, *SchemaError) {
	refuse := func(reason string) (Session, *SchemaError) {
		return Session{}, &SchemaError{Op: OpCreateSession, Reason: reason}
	}
	envelope, schemaErr := parseObject(OpCreateSession, body)
	if schemaErr != nil {
		return Session{}, schemaErr
	}
	fields := object(envelope["session"])
	if fields == nil {
		return refuse("it has no session")
	}
	id, ok := str(fields["id"])
	if !ok || id == "" {
		return refuse("its session has no id")
	}
	if !fitsHeader(id) {
		return refuse("its session id holds control characters or blanks")
	}
	expiresAt, ok := parseExpiry(fields["expires_at"])
	if !ok {
		return refuse("its expires_at is not a time in seconds since 1970")
	}
	return Session{
		ID:           NewSecret(id),
		ExpiresAt:    expiresAt,
		HostPeerID:   text(fields["host_peer_id"]),
		ClientPeerID: text(fields["client_peer_id"]),
	}, nil
}

// parseExpiry understands seconds and milliseconds, which their size tells apart. The zero time
// stands for an expiry that was not told.
func parseExpiry(value json.RawMessage) (at time.Time, ok bool) {
	if len(value) == 0 || isNull(value) {
		return time.Time{}, true
	}
	number, err := strconv.ParseFloat(text(value), 64)
	if err != nil || math.IsNaN(number) || math.Abs(number) > math.MaxInt32*1e6 {
		return time.Time{}, false
	}
	for _, at := range []time.Time{time.Unix(int64(number), 0), time.UnixMilli(int64(number))} {
		if plausible(at) {
			return at, true
		}
	}
	return time.Time{}, false
}
