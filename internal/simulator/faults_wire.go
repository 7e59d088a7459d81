package simulator

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Faults below JSON: of the connection and of HTTP.
const (
	FaultHang            Fault = "hang"
	FaultHangBody        Fault = "hang-body"
	FaultSlow            Fault = "slow"
	FaultDripHeaders     Fault = "drip-headers"
	FaultDripBody        Fault = "drip-body"
	FaultReset           Fault = "reset"
	FaultCloseUnanswered Fault = "close-unanswered"
	FaultNotHTTP         Fault = "not-http"
	FaultHugeHeaders     Fault = "huge-headers"
	FaultEndlessInterim  Fault = "endless-1xx"
	FaultEndlessBody     Fault = "endless-body"
	FaultGzipBomb        Fault = "gzip-bomb"
	FaultTruncated       Fault = "truncated"
	FaultCutChunked      Fault = "cut-chunked"
	FaultClockAhead      Fault = "clock-ahead"
	FaultClockBehind     Fault = "clock-behind"
	FaultNoDate          Fault = "no-date"
)

const (
	slowPause = 5 * time.Second
	dripPause = 50 * time.Millisecond

	hugeHeadersSize = 16 << 20 // above the 10 MiB that Go's client takes by default

	bombMembers    = 1024 // of bombMemberSize each: 1 GiB unpacked, 1 MB on the wire
	bombMemberSize = 1 << 20
)

var wireFaults = []faultEntry{
	{FaultHang, "26, 34", "accepts the request and never answers", listsOrCreation, hang},
	{FaultHangBody, "34", "sends the headers and half of the body, and then nothing", listsOrCreation, hangBody},
	{FaultSlow, "34, 44", "takes five seconds to send the answer of the moment the request came", listsOrCreation,
		slow},
	{FaultDripHeaders, "35", "sends endless headers byte by byte", listsOrCreation, takeOver(dripHeaders)},
	{FaultDripBody, "35", "sends the body byte by byte", listsOrCreation, dripBody},
	{FaultReset, "33", "resets the connection", listsOrCreation, takeOver(reset)},
	{FaultCloseUnanswered, "33", "closes the connection without an answer", listsOrCreation,
		takeOver(func(context.Context, net.Conn) {})},
	{FaultNotHTTP, "37", "answers in another protocol", listsOrCreation, takeOver(notHTTP)},
	{FaultHugeHeaders, "37", "sends 16 MiB of headers", listsOrCreation, takeOver(hugeHeaders)},
	{FaultEndlessInterim, "37", "sends 1xx answers without end", listsOrCreation, takeOver(endlessInterim)},
	{FaultEndlessBody, "36", "sends rows without end", listsOrCreation, endlessBody},
	{FaultGzipBomb, "36", "sends a megabyte of gzip that unpacks to a gigabyte", listsOrCreation, gzipBomb},
	{FaultTruncated, "38", "closes the connection before Content-Length is reached", listsOrCreation, truncated},
	{FaultCutChunked, "38", "cuts a chunked body off", listsOrCreation, cutChunked},
	{FaultClockAhead, "20", "has a clock that is a day ahead", everywhere, shiftClock(24 * time.Hour)},
	{FaultClockBehind, "20", "has a clock that is a day behind", everywhere, shiftClock(-24 * time.Hour)},
	{FaultNoDate, "20", "sends no Date header", everywhere, noDate},
}

func hang(_ http.ResponseWriter, r *http.Request, _ http.Handler) {
	<-r.Context().Done()
	panic(http.ErrAbortHandler)
}

func hangBody(w http.ResponseWriter, r *http.Request, service http.Handler) {
	heard := hear(w, r, service)
	sendHalf(w, heard)
	hang(w, r, service)
}

func slow(w http.ResponseWriter, r *http.Request, service http.Handler) {
	heard := hear(w, r, service)
	if !wait(r.Context(), slowPause) {
		panic(http.ErrAbortHandler)
	}
	heard.passOn(w)
}

func dripBody(w http.ResponseWriter, r *http.Request, service http.Handler) {
	heard := hear(w, r, service)
	body := heard.body
	heard.body = nil
	heard.passOn(w)
	for i := range body {
		if _, err := w.Write(body[i : i+1]); err != nil {
			return
		}
		flush(w)
		if !wait(r.Context(), dripPause) {
			return
		}
	}
}

// endlessBody repeats a row in pieces of a size that keeps the loop cheap.
func endlessBody(w http.ResponseWriter, r *http.Request, _ http.Handler) {
	const row = `{"peer_id":"1QA0qE1h0aBW7GKRTXCU0ZInLVZ","name":"endless","user_name":"studio#anna"},`
	piece := []byte(strings.Repeat(row, 64<<10/len(row)))
	w.Header().Set("Content-Type", jsonType)
	_, err := w.Write([]byte(`{"data":[`))
	for err == nil && r.Context().Err() == nil {
		_, err = w.Write(piece)
	}
}

// bombMember is one member of a gzip file. A file of many members unpacks to all of them, so a
// large bomb costs the memory of a small one.
var bombMember = sync.OnceValue(func() []byte {
	return zipped(bytes.Repeat([]byte(" "), bombMemberSize))
})

func gzipBomb(w http.ResponseWriter, r *http.Request, _ http.Handler) {
	w.Header().Set("Content-Type", jsonType)
	w.Header().Set("Content-Encoding", "gzip")
	_, err := w.Write(zipped([]byte(`{"data":[`)))
	for i := 0; i < bombMembers && err == nil && r.Context().Err() == nil; i++ {
		_, err = w.Write(bombMember())
	}
}

func zipped(data []byte) []byte {
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	_, _ = writer.Write(data) // a bytes.Buffer takes everything
	_ = writer.Close()
	return packed.Bytes()
}

// truncated promises the whole body and leaves after half of it.
func truncated(w http.ResponseWriter, r *http.Request, service http.Handler) {
	sendHalf(w, hear(w, r, service))
	panic(http.ErrAbortHandler)
}

// cutChunked promises no length: the answer becomes chunked, and its last chunk never comes.
func cutChunked(w http.ResponseWriter, r *http.Request, service http.Handler) {
	heard := hear(w, r, service)
	w.Header().Del("Content-Length")
	heard.header.Del("Content-Length")
	sendHalf(w, heard)
	panic(http.ErrAbortHandler)
}

func sendHalf(w http.ResponseWriter, heard *answer) {
	heard.body = heard.body[:len(heard.body)/2]
	heard.passOn(w)
	flush(w)
}

func flush(w http.ResponseWriter) {
	// Whoever cannot flush sends everything at the end, which is all the same to the fault.
	_ = http.NewResponseController(w).Flush()
}

// shiftClock lets the service live at another time: its Date header and the expiry of a session
// it creates agree with each other.
func shiftClock(by time.Duration) trick {
	return func(w http.ResponseWriter, r *http.Request, service http.Handler) {
		w.Header().Set("Date", serviceTime(w).Add(by).Format(http.TimeFormat))
		if endpointOf(r) != creation {
			service.ServeHTTP(w, r)
			return
		}
		expiry(func(was int64) any { return was + int64(by/time.Second) })(w, r, service)
	}
}

func noDate(w http.ResponseWriter, r *http.Request, service http.Handler) {
	// A nil entry, unlike none, keeps net/http from adding its own.
	w.Header()["Date"] = nil
	service.ServeHTTP(w, r)
}

// takeOver gives a script the connection. It ends when the script does, the client has left or
// the server closes.
func takeOver(script func(ctx context.Context, conn net.Conn)) trick {
	return func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(http.ErrAbortHandler) // no connection, no answer either
		}
		defer conn.Close()
		stop := context.AfterFunc(r.Context(), func() { _ = conn.Close() })
		defer stop()
		script(r.Context(), conn)
	}
}

func reset(_ context.Context, conn net.Conn) {
	// Without lingering, closing a TCP connection resets it.
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
}

func notHTTP(_ context.Context, conn net.Conn) {
	_, _ = conn.Write([]byte("SSH-2.0-OpenSSH_9.2p1\r\n"))
}

func dripHeaders(ctx context.Context, conn net.Conn) {
	_, err := conn.Write([]byte("HTTP/1.1 200 OK\r\nX-Drip: "))
	for err == nil && wait(ctx, dripPause) {
		_, err = conn.Write([]byte("."))
	}
}

func hugeHeaders(_ context.Context, conn net.Conn) {
	line := "X-Padding: " + strings.Repeat("p", 8<<10) + "\r\n"
	_, err := conn.Write([]byte("HTTP/1.1 200 OK\r\n"))
	for sent := 0; sent < hugeHeadersSize && err == nil; sent += len(line) {
		_, err = conn.Write([]byte(line))
	}
	const body = `{"data":[],"has_more":false}`
	_, _ = fmt.Fprintf(conn, "Content-Length: %d\r\n\r\n%s", len(body), body)
}

func endlessInterim(_ context.Context, conn net.Conn) {
	piece := []byte(strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 64))
	for {
		if _, err := conn.Write(piece); err != nil {
			return
		}
	}
}
