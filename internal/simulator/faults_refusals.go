package simulator

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Refusals: answers that are good HTTP and say no, or send the client elsewhere.
const (
	FaultUnauthorized      Fault = "unauthorized"
	FaultForbidden         Fault = "forbidden"
	FaultPermission        Fault = "permission"
	FaultServerError       Fault = "server-error"
	FaultBadGateway        Fault = "bad-gateway"
	FaultUnavailable       Fault = "unavailable"
	FaultRateLimit         Fault = "rate-limit"
	FaultRateLimitBare     Fault = "rate-limit-bare"
	FaultRateLimitDate     Fault = "rate-limit-date"
	FaultRateLimitPast     Fault = "rate-limit-past"
	FaultRateLimitNegative Fault = "rate-limit-negative"
	FaultRateLimitEnormous Fault = "rate-limit-enormous"
	FaultRedirectElsewhere Fault = "redirect-elsewhere"
	FaultRedirectSlash     Fault = "redirect-slash"
	FaultRedirectPath      Fault = "redirect-path"
	FaultTextInError       Fault = "text-in-error"
)

const (
	jsonType = "application/json"
	htmlType = "text/html; charset=utf-8"

	rateLimitWait   = 20 * time.Second
	rateLimitAnswer = `{"error":"too many requests"}`

	missingPermission = `{"error":"missing permission: hosts:list","codes":[{"type":"missing_permission"}]}`

	badGatewayPage = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n" +
		"<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
	portalPage = "<!doctype html><html><head><title>Hotel Wi-Fi</title></head>\n" +
		"<body><form action=\"/login\">Room number: <input name=room></form></body></html>\n"
	hostileErrorText = `{"error":"\u001b[2J\u001b]0;owned\u0007\u009b31m look \u202e here",` +
		`"codes":[{"type":"\u001b]52;c;aGk=\u0007"}]}`
)

var refusals = []faultEntry{
	{FaultUnauthorized, "22–24", "answers 401 to every session, a new one included", listsOnly,
		refuse(http.StatusUnauthorized, jsonType, `{"error":"invalid session ID"}`)},
	{FaultForbidden, "22–23", "answers 403 to every session without naming a permission", listsOnly,
		refuse(http.StatusForbidden, jsonType, `{"error":"forbidden"}`)},
	{FaultPermission, "25", "answers 403 and names the permission that is missing", listsOrCreation,
		refuse(http.StatusForbidden, jsonType, missingPermission)},
	{FaultServerError, "26, 29", "answers 500 with JSON", listsOrCreation,
		refuse(http.StatusInternalServerError, jsonType, `{"message":"Internal Server Error"}`)},
	{FaultBadGateway, "29", "answers 502 with a proxy's HTML page", listsOrCreation,
		refuse(http.StatusBadGateway, htmlType, badGatewayPage)},
	{FaultUnavailable, "29", "answers 503 without a body", listsOrCreation,
		refuse(http.StatusServiceUnavailable, jsonType, "")},
	{FaultRateLimit, "27", "answers 429 with Retry-After: 20", listsOrCreation,
		limit(func(time.Time) string { return strconv.Itoa(int(rateLimitWait / time.Second)) })},
	{FaultRateLimitBare, "27", "answers 429 without Retry-After", listsOrCreation,
		refuse(http.StatusTooManyRequests, jsonType, rateLimitAnswer)},
	{FaultRateLimitDate, "28", "answers 429 with Retry-After as a date 20 seconds ahead", listsOrCreation,
		limit(func(now time.Time) string { return now.Add(rateLimitWait).Format(http.TimeFormat) })},
	{FaultRateLimitPast, "28", "answers 429 with Retry-After as a date an hour ago", listsOrCreation,
		limit(func(now time.Time) string { return now.Add(-time.Hour).Format(http.TimeFormat) })},
	{FaultRateLimitNegative, "28", "answers 429 with Retry-After: -1", listsOrCreation,
		limit(func(time.Time) string { return "-1" })},
	{FaultRateLimitEnormous, "28", "answers 429 with Retry-After: 10^20", listsOrCreation,
		limit(func(time.Time) string { return "1" + strings.Repeat("0", 20) })},
	{FaultRedirectElsewhere, "30", "redirects to another origin, which is this service by another name", listsOrCreation,
		redirect(elsewhere)},
	{FaultRedirectSlash, "30", "redirects to the same path with or without its trailing slash", listsOnly,
		redirect(toggledSlash)},
	{FaultRedirectPath, "30", "redirects to another path of the same origin", listsOrCreation,
		redirect(func(*http.Request) string { return "/login" })},
	{FaultTextInError, "53", "answers 500 with escape sequences in its error text", listsOrCreation,
		refuse(http.StatusInternalServerError, jsonType, hostileErrorText)},
}

// refuse answers with a status and a body.
func refuse(status int, contentType, body string) trick {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

// limit answers 429 with a Retry-After reckoned from the service's own clock.
func limit(retryAfter func(now time.Time) string) trick {
	return func(w http.ResponseWriter, r *http.Request, service http.Handler) {
		w.Header().Set("Retry-After", retryAfter(serviceTime(w)))
		refuse(http.StatusTooManyRequests, jsonType, rateLimitAnswer)(w, r, service)
	}
}

// serviceTime returns the time that the answer is about to carry.
func serviceTime(w http.ResponseWriter) time.Time {
	now, err := http.ParseTime(w.Header().Get("Date"))
	if err != nil {
		panic("simulator: an answer without a date: " + err.Error())
	}
	return now
}

// redirect answers 307, which asks a client to repeat its method and body.
func redirect(location func(*http.Request) string) trick {
	return func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
		w.Header().Set("Location", location(r))
		w.WriteHeader(http.StatusTemporaryRedirect)
	}
}

// elsewhere returns the same address by another host name. A client that follows arrives here
// all the same, where Request.Host and Request.Session show what it gave away.
func elsewhere(r *http.Request) string {
	name := url.URL{Scheme: "http", Host: r.Host}
	host := "localhost"
	if name.Hostname() == host {
		host = "127.0.0.1"
	}
	if port := name.Port(); port != "" {
		host += ":" + port
	}
	return "http://" + host + r.URL.RequestURI()
}

func toggledSlash(r *http.Request) string {
	target := url.URL{Path: r.URL.Path, RawQuery: r.URL.RawQuery}
	if trimmed, ok := strings.CutSuffix(target.Path, "/"); ok {
		target.Path = trimmed
	} else {
		target.Path += "/"
	}
	return target.String()
}
