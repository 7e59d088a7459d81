package parsecapi

import "net/http"

// hijack hands a connection over to write, and closes it when write returns.
func hijack(w http.ResponseWriter, write func(send func(string) error)) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	defer func() { _ = conn.Close() }()
	write(func(text string) error {
		_, err := conn.Write([]byte(text))
		return err
	})
}

// rawAnswer is a service that sends these very bytes and closes the connection.
func rawAnswer(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		hijack(w, func(send func(string) error) { _ = send(text) })
	}
}

// endless is a service that sends opening and then unit again and again, until nobody listens.
func endless(opening, unit string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		hijack(w, func(send func(string) error) {
			for err := send(opening); err == nil; {
				err = send(unit)
			}
		})
	}
}

// hangUp closes the connection without a word.
func hangUp(w http.ResponseWriter, _ *http.Request) {
	hijack(w, func(func(string) error) {})
}
