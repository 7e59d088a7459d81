package parsecapi_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"time"

	"parsec-hosts/parsecapi"
)

// service stands for the real one.
func service() *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/enterprise/sessions":
			w.WriteHeader(http.StatusCreated)
			_, _ = io.WriteString(w, `{"session":{"id":"0123456789abcdef","expires_at":1774000000,"host_peer_id":"2Self"}}`)
		case r.Header.Get("Authorization") == "Bearer 0123456789abcdef":
			_, _ = io.WriteString(w, `{"data":[
				{"peer_id":"1QA0qE1h0aBW7GKRTXCU0ZInLVZ","name":"edit-suite-01","user_name":"studio#43523","players":0,"max_players":1},
				{"peer_id":"2Self","name":"this one","user_name":"studio#7"}],"has_more":false}`)
		default:
			w.Header().Set("Retry-After", "30")
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = io.WriteString(w, `{"error":"no session ID in request header"}`)
		}
	}))
}

// fileStore stands for a place on disk that only the user can read.
type fileStore struct{ session parsecapi.Session }

func (s *fileStore) Load(context.Context) (parsecapi.Session, error) { return s.session, nil }

func (s *fileStore) Save(_ context.Context, session parsecapi.Session) error {
	s.session = session
	return nil
}

// A backend creates a session for one of its users and hands it to that user's device.
func ExampleClient_CreateSession() {
	server := service()
	defer server.Close()
	client, err := parsecapi.New(parsecapi.WithBaseURL(server.URL))
	if err != nil {
		fmt.Println(err)
		return
	}
	session, err := client.CreateSession(context.Background(), parsecapi.NewSecret("the key"), "43523")
	fmt.Println(session.ID, session.ID.Masked(), session.ExpiresAt.UTC().Format(time.DateOnly), err)
	// Output: [secret] 0123… 2026-03-20 <nil>
}

// The second call finds the session in the store, unless it expired meanwhile.
func ExampleClient_CreateOrLoad() {
	server := service()
	defer server.Close()
	client, err := parsecapi.New(
		parsecapi.WithBaseURL(server.URL),
		parsecapi.WithClock(func() time.Time { return time.Unix(1773000000, 0) }),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	store := &fileStore{}
	credentials := parsecapi.Credentials{APIKey: parsecapi.NewSecret("the key"), ExternalID: "43523"}
	for range 2 {
		session, err := client.CreateOrLoad(context.Background(), credentials, store)
		fmt.Println(session.ID.Masked(), err)
	}
	// Output:
	// 0123… <nil>
	// 0123… <nil>
}

// A client program that was given a session lists the hosts.
func ExampleClient_Hosts() {
	server := service()
	defer server.Close()
	session := parsecapi.Session{ID: parsecapi.NewSecret("0123456789abcdef"), HostPeerID: "2Self"}
	client, err := parsecapi.New(
		parsecapi.WithBaseURL(server.URL),
		parsecapi.WithSessionSource(parsecapi.StaticSession(session)),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer client.CloseIdleConnections()
	page, err := client.Hosts(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, host := range page.Hosts {
		fmt.Printf("%q of %q, this computer: %v\n", host.Name, host.Metadata.User.ExternalID, host.PeerID == page.SelfPeerID)
	}
	fmt.Println("complete:", page.Complete())
	// Output:
	// "edit-suite-01" of "43523", this computer: false
	// "this one" of "7", this computer: true
	// complete: true
}

// Errors say which of the three kinds of failure it was.
func ExampleAPIError() {
	server := service()
	defer server.Close()
	client, err := parsecapi.New(
		parsecapi.WithBaseURL(server.URL),
		parsecapi.WithSessionSource(parsecapi.StaticSession(parsecapi.Session{ID: parsecapi.NewSecret("expired")})),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer client.CloseIdleConnections()
	_, err = client.Hosts(context.Background())
	var api *parsecapi.APIError
	if errors.As(err, &api) {
		fmt.Println(api.Status, api.Message, api.RetryAfter.Wait)
	}
	fmt.Println("sign in again:", parsecapi.IsUnauthorized(err))
	// Output:
	// 401 no session ID in request header 30s
	// sign in again: true
}

// What this package knows no meaning of can still be shown.
func ExampleHost_Fields() {
	host := parsecapi.Host{Raw: []byte(`{"peer_id":"1QA0qE1h0aBW7GKRTXCU0ZInLVZ","gpu":"RTX","cores":[8,16]}`)}
	for name, value := range host.Fields() {
		fmt.Printf("%s is %s\n", name, value)
	}
	// Output:
	// peer_id is "1QA0qE1h0aBW7GKRTXCU0ZInLVZ"
	// gpu is "RTX"
	// cores is [8,16]
}
