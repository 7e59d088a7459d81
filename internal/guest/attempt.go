package guest

import (
	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/parsecsdk"
)

// mostEvents bounds the events that are taken at one look, for a host that sends no end of them.
const mostEvents = 64

// attempt makes an instance of the library, connects, and follows the connection to its end. Each attempt
// has an instance of its own, whatever state the one before it was left in.
func (h *holder) attempt(sdk SDK) (err error) {
	if h.client, err = ask(h, sdk.Init); err != nil {
		return err
	}
	if err = h.connect(h.client); err != nil {
		return err
	}
	return h.follow(h.client)
}

func (h *holder) connect(client Client) error {
	config := h.job.Settings.clientConfig(h.job.Secret.Reveal)
	_, err := ask(h, func() (struct{}, error) {
		return struct{}{}, client.Connect(h.job.Session.Reveal(), h.job.PeerID, config)
	})
	return err
}

// follow looks at the connection until it ends. Without an error it has been measured enough.
func (h *holder) follow(client Client) error {
	for {
		seen, err := ask(h, func() (sight, error) { return h.look(client), nil })
		if err != nil {
			return err
		}
		switch seen.status.Code {
		case parsecsdk.CodeOK:
			h.show()
			h.connected(seen)
			if h.job.Probe && h.job.Now().Sub(h.report.Since) >= probeFor {
				return nil
			}
		case parsecsdk.CodeConnecting:
			err = h.connecting(obstacle(seen.status.Guest.State))
		default:
			err = ended(seen.status.Code)
		}
		if err == nil {
			err = h.tick()
		}
		if err != nil {
			return err
		}
	}
}

// disconnect ends the connection, if there is an instance that may have one.
func (h *holder) disconnect() { h.letGo(Client.Disconnect) }

// destroy ends the instance. The library waits in it for its own threads, and crashes when one of them
// was still looking for the signalling service: so this is for a connection that stood or that ended by
// itself.
func (h *holder) destroy() { h.letGo(Client.Destroy) }

// farewell gives the library the time to tell the host that its guest leaves, after disconnect has only
// told the library: else somebody there is asked for half a minute whether to let a guest in that is gone.
func (h *holder) farewell(stood bool) {
	switch {
	case h.client == nil || h.hung:
	case stood:
		h.destroy()
	default:
		for until := h.job.Now().Add(farewellFor); h.job.Now().Before(until); {
			<-h.ticker.C
		}
	}
}

// letGo makes a call that leads to the end, also of a library that is slow to come to it.
func (h *holder) letGo(call func(Client)) {
	if h.client == nil || h.hung {
		return
	}
	h.connectBy = noTime
	if h.letGoBy.IsZero() {
		h.letGoBy = h.job.Now().Add(letGoWithin)
	}
	_, _ = ask(h, func() (struct{}, error) { call(h.client); return struct{}{}, nil }) // what went wrong before is what counts
}

// sight is what one look at the connection showed.
type sight struct {
	status   parsecsdk.Status
	streamed bool  // the picture came to a status since the last look
	stream   int32 // that status
}

// look asks for all that is new. Events go to the screen while there is one.
func (h *holder) look(client Client) sight {
	seen := sight{status: client.Status()}
	if h.shown {
		seen.stream, seen.streamed = h.job.Screen.Status()
		return seen
	}
	for range mostEvents {
		event, ok := client.PollEvents(0)
		if !ok {
			break
		}
		// Only a host with two screens has a second stream, which nobody sees here.
		if stream, ok := event.(parsecsdk.StreamEvent); ok && stream.Stream == 0 {
			seen.streamed, seen.stream = true, stream.Code
		}
	}
	return seen
}

// obstacle is what a guest of this state waits for. Until the service has answered, there is no state.
func obstacle(state parsecsdk.GuestState) connection.Obstacle {
	switch state {
	case parsecsdk.GuestWaiting:
		return connection.ForApproval
	case parsecsdk.GuestConnecting:
		return connection.ForPath
	}
	return connection.ForSignalling
}
