package parsecapi

import (
	"context"
	"errors"
	"net/http"
)

// RevokeSession ends session for good, by DELETE {base}/auth/sessions, which takes the session to
// revoke from the header that every request carries. The answer is 204; any success counts.
//
// No page of the vendor describes this endpoint: it is known from public programs that sign out
// with it. A deployment without it answers with an *APIError of 404 or 405, and the session then
// lasts until it expires. A session that the service no longer knows is answered with 401, also
// when an earlier call revoked it and its answer was lost.
func (c *Client) RevokeSession(ctx context.Context, session Session) error {
	if session.ID.IsZero() || !fitsHeader(session.ID.Reveal()) {
		return errors.New(OpRevokeSession + ": there is no usable session id")
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	request := c.newRequest(ctx, http.MethodDelete, c.base.JoinPath("auth/sessions"), nil)
	request.Header.Set("Authorization", "Bearer "+session.ID.Reveal())
	got, err := c.once(request, OpRevokeSession, session.ID)
	switch {
	case err != nil:
		return err
	case !got.ok():
		return newAPIError(OpRevokeSession, got, session.ID, c.now())
	}
	return nil
}
