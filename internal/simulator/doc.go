// Package simulator is a Parsec service in a box: the vendor's REST API for sessions and host
// lists, served as real HTTP on loopback by a fleet of computers that exists only in memory. It
// feeds the demonstration and the tests of this program, and anybody may test another client
// against it.
//
//	sim := simulator.New(simulator.Demo())
//	server, err := sim.Listen("127.0.0.1:0")
//	if err != nil { … }
//	defer server.Close()
//	fmt.Println(server.BaseURL(), sim.APIKey())
//
// It answers what the vendor's Enterprise API page and public clients of the service show:
//
//	POST   /enterprise/sessions        x-api-key, {"external_id":"…"}  → 201 {"session":{…}}
//	GET    /hosts, /hosts/             Bearer session                  → 200 {"data":[…],"has_more":false}
//	GET    /v2/hosts?mode=…&public=…   Bearer session                  → 200, the same envelope, later rows
//	GET    /me                         Bearer session                  → 200 {"data":{"id":…,"name":…}}
//	DELETE /auth/sessions              Bearer session                  → 204, the session is revoked
//
// # The fleet
//
// The hosts, their names and their peer IDs follow from Options.Seed alone. With Options.Churn
// they live: hosts come and go, guests take and free seats, games change, names change rarely.
// The fleet at a moment depends only on the options and the time since New, however often anybody
// asks, so a test that injects Options.Now sees the same story every time. Between two changes
// every answer is identical byte for byte.
//
// # Replay
//
// Options.Replay plays a recording in the place of the fleet: the hosts, the failures and the time
// that answers took are those of the recording at the same time since its start, and after its end
// those of its last poll. Everything else, such as signing in, is as ever. What happened below HTTP
// is played by the fault that is most like it: a name that was not resolved is a connection that is
// reset.
//
// # Faults
//
// Simulator.Fault makes the next answers go wrong in a chosen way: refusals, rate limits, broken
// HTTP, broken JSON, hostile text. Faults lists them all. A fault concerns the host lists of both
// routes; Fault.OnCreate gives its twin for the creation of sessions. Faults wait in line: each
// request meets the first one that concerns it, as many times as that one was asked for.
//
// A client library may hide a fault: Go's repeats a request by itself when a connection that had
// been in use breaks before the answer began. One "reset" or "close-unanswered" is then a second
// request in the log, and nothing else.
//
// Simulator.Requests tells what a client did about it. It never shows a secret: a session
// appears as its index in the order of creation.
package simulator
