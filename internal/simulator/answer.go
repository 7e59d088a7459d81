package simulator

import (
	"maps"
	"net/http"
	"strconv"
)

// answer is what the service would have said: a trick hears it, spoils it and passes it on.
// It is an http.ResponseWriter for the service.
type answer struct {
	header http.Header
	status int
	body   []byte
}

// hear lets the service answer, starting from the headers already set on w.
func hear(w http.ResponseWriter, r *http.Request, service http.Handler) *answer {
	heard := &answer{header: w.Header().Clone(), status: http.StatusOK}
	service.ServeHTTP(heard, r)
	// A spoilt body under the tag of a good one would outlive the fault in a client's cache.
	heard.header.Del("ETag")
	return heard
}

// Header returns the headers to be passed on.
func (a *answer) Header() http.Header { return a.header }

// WriteHeader notes the status.
func (a *answer) WriteHeader(status int) { a.status = status }

// Write adds to the body.
func (a *answer) Write(p []byte) (int, error) {
	a.body = append(a.body, p...)
	return len(p), nil
}

func (a *answer) passOn(w http.ResponseWriter) {
	maps.Copy(w.Header(), a.header)
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}

// spoil passes a good answer on with another body. Refusals pass as they are.
func spoil(change func(body []byte) []byte) trick {
	return func(w http.ResponseWriter, r *http.Request, service http.Handler) {
		heard := hear(w, r, service)
		if heard.status/100 == 2 {
			heard.body = change(heard.body)
			heard.header.Set("Content-Length", strconv.Itoa(len(heard.body)))
		}
		heard.passOn(w)
	}
}
