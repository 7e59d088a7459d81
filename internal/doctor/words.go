package doctor

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/problem"
	"parsec-hosts/internal/words"
	"parsec-hosts/parsecapi"
)

// said puts an error into words. What others may know of it is its kind.
func said(err error) Text { return Private(kindOf(err), problem.Explain(err).What) }

// advice is what to do about an error. One that knows no remedy passes by itself.
func advice(err error) Text {
	if remedy := problem.Explain(err).Remedy; remedy != "" {
		return Private("what to do", remedy)
	}
	return "try again in a while"
}

var lineNumber = regexp.MustCompile(`:(\d+)$`)

func kindOf(err error) string {
	var (
		api       *parsecapi.APIError
		schema    *parsecapi.SchemaError
		transport *parsecapi.TransportError
		setting   *config.Error
	)
	switch {
	case errors.As(err, &api):
		return fmt.Sprintf("the service answered %d", api.Status)
	case errors.As(err, &schema):
		return "an answer that cannot be read: " + schema.Reason
	case errors.As(err, &transport):
		return string(transport.Kind)
	case errors.As(err, &setting):
		if at := lineNumber.FindStringSubmatch(setting.From.Where); at != nil {
			return "a mistake in line " + at[1]
		}
		return "a mistake in the configuration"
	}
	return "an error"
}

// hostOf names a service's or a proxy's host. The addresses of the vendor's own are known to everybody.
func hostOf(host string) Text {
	for _, known := range []string{parsecapi.DefaultBaseURL, parsecapi.AlternativeBaseURL} {
		if "https://"+host == known {
			return Text(host)
		}
	}
	return Private("host", host)
}

// address is a URL without the user name and the password that may be in it.
func address(text string) Text {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" {
		return Private("address", "an address that cannot be read")
	}
	who := Text("")
	if u.User != nil {
		who = "…@"
	}
	return Text(cleanScheme(u.Scheme)) + "://" + who + hostOf(u.Host) + Private("/path", strings.TrimSuffix(u.Path, "/"))
}

func cleanScheme(scheme string) string {
	switch scheme {
	case "http", "https", "socks5", "socks5h":
		return scheme
	}
	return "…"
}

func span(d time.Duration) Text { return Text(words.Span(d)) }

// size says how much n bytes are.
func size(n int64) Text {
	switch {
	case n < 1<<10:
		return Text(words.Plural(int(n), "byte"))
	case n < 1<<20:
		return Text(fmt.Sprintf("%d KiB", n>>10))
	}
	return Text(fmt.Sprintf("%.1f MiB", float64(n)/(1<<20)))
}
