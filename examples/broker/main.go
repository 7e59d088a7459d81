// Broker is an example of the server that an enterprise runs beside parsec-hosts: it keeps the API key,
// and gives a session to each user who shows a token. README.md says how to use it.
package main

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"time"

	"parsec-hosts/parsecapi"
)

// broker creates sessions for users, whose external IDs it has by the SHA-256 of their token in hex.
type broker struct {
	client *parsecapi.Client
	key    parsecapi.Secret
	users  map[string]string
}

func main() {
	listen := flag.String("listen", "127.0.0.1:8700", "`address` to listen on; without -cert only this computer may reach it")
	cert := flag.String("cert", "", "`file` with a certificate in PEM form and its key, for TLS")
	service := flag.String("service", parsecapi.DefaultBaseURL, "address of the service, as a `URL`")
	flag.Parse()
	key, err := os.ReadFile("api-key")
	check(err)
	users, err := os.ReadFile("users.json")
	check(err)
	client, err := parsecapi.New(parsecapi.WithBaseURL(*service))
	check(err)
	b := broker{client: client, key: parsecapi.NewSecret(strings.TrimSpace(string(key)))}
	check(json.Unmarshal(users, &b.users))
	if address, err := netip.ParseAddrPort(*listen); *cert == "" && (err != nil || !address.Addr().IsLoopback()) {
		log.Fatal("without -cert everybody on the way could read tokens and sessions: listen on 127.0.0.1")
	}
	listener, err := net.Listen("tcp", *listen)
	check(err)
	fmt.Println("listening on", listener.Addr())
	server := &http.Server{Handler: b, ReadTimeout: 10 * time.Second, WriteTimeout: time.Minute}
	if *cert == "" {
		check(server.Serve(listener))
	}
	check(server.ServeTLS(listener, *cert, *cert))
}

// ServeHTTP answers with a new session, in the words of the service itself.
func (b broker) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	user, known := b.user(r.Header.Get("Authorization"))
	if r.Method != http.MethodPost || r.URL.Path != "/session" || !known {
		http.Error(w, "POST /session with the header Authorization: Bearer TOKEN", http.StatusUnauthorized)
		return
	}
	session, err := b.client.CreateSession(r.Context(), b.key, user)
	if err != nil {
		log.Printf("%s: %v", user, err)
		http.Error(w, "the service gives no session", http.StatusBadGateway)
		return
	}
	log.Printf("%s: session %s", user, session.ID.Masked())
	answer := map[string]any{"id": session.ID.Reveal(), "host_peer_id": session.HostPeerID, "expires_at": session.ExpiresAt.Unix()}
	_ = json.NewEncoder(w).Encode(map[string]any{"session": answer}) // nobody is left to be told of an error
}

// user compares with the token of every user, so that the time it takes tells nothing of any.
func (b broker) user(authorization string) (user string, known bool) {
	token, _ := strings.CutPrefix(authorization, "Bearer ")
	sum := sha256.Sum256([]byte(token))
	for hash, externalID := range b.users {
		if subtle.ConstantTimeCompare([]byte(hex.EncodeToString(sum[:])), []byte(hash)) == 1 {
			user, known = externalID, true
		}
	}
	return user, known
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
