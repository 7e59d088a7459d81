package simulator

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// healthy are the options of the fault tests: a still fleet that is large enough for every text.
func healthy() Options {
	return Options{Hosts: 24, Seed: 1, Now: (&clock{testStart}).Now, APIKey: "key"}
}

// checks say of each fault what a plain client must see. The requests they make meet the fault
// until they clear it.
var checks = map[Fault]func(t *testing.T, c *caller){
	FaultUnauthorized:      refused(401, `{"error":"invalid session ID"}`),
	FaultForbidden:         refused(403, `{"error":"forbidden"}`),
	FaultPermission:        refused(403, `missing_permission`),
	FaultServerError:       refused(500, `{"message":"Internal Server Error"}`),
	FaultBadGateway:        refused(502, `<h1>502 Bad Gateway</h1>`),
	FaultUnavailable:       refused(503, ``),
	FaultTextInError:       refused(500, `\u001b]0;owned`),
	FaultRateLimit:         retryAfter("20"),
	FaultRateLimitBare:     retryAfter(""),
	FaultRateLimitDate:     retryAfter("Fri, 20 Mar 2026 09:00:20 GMT"),
	FaultRateLimitPast:     retryAfter("Fri, 20 Mar 2026 08:00:00 GMT"),
	FaultRateLimitNegative: retryAfter("-1"),
	FaultRateLimitEnormous: retryAfter("100000000000000000000"),
	FaultRedirectElsewhere: func(t *testing.T, c *caller) {
		want := strings.Replace(c.base, "127.0.0.1", "localhost", 1) + "/v2/hosts?mode=game"
		wantRedirect(t, c, "/v2/hosts?mode=game", want)
	},
	FaultRedirectSlash: func(t *testing.T, c *caller) {
		wantRedirect(t, c, "/hosts", "/hosts/")
		wantRedirect(t, c, "/hosts/", "/hosts")
		wantRedirect(t, c, "/v2/hosts?mode=game", "/v2/hosts/?mode=game")
	},
	FaultRedirectPath: func(t *testing.T, c *caller) { wantRedirect(t, c, "/hosts", "/login") },

	FaultHang:            checkHang,
	FaultHangBody:        checkHangBody,
	FaultSlow:            checkSlow,
	FaultDripHeaders:     checkDripHeaders,
	FaultDripBody:        checkDripBody,
	FaultReset:           failed("reset by peer", "forcibly closed"),
	FaultCloseUnanswered: failed("EOF"),
	FaultNotHTTP:         failed("malformed HTTP"),
	FaultHugeHeaders:     failed("response headers exceeded"),
	FaultEndlessInterim:  failed("1xx", "response headers exceeded"),
	FaultEndlessBody:     checkEndlessBody,
	FaultGzipBomb:        checkGzipBomb,
	FaultTruncated:       checkCut,
	FaultCutChunked:      checkCut,
	FaultClockAhead:      clockOff(24 * time.Hour),
	FaultClockBehind:     clockOff(-24 * time.Hour),
	FaultNoDate: func(t *testing.T, c *caller) {
		if date, ok := c.mustGet("/hosts", 200).header["Date"]; ok {
			t.Errorf("Date %q", date)
		}
	},

	FaultHTML:         body(func(was string) string { return portalPage }),
	FaultNull:         body(func(was string) string { return `null` }),
	FaultEmptyObject:  body(func(was string) string { return `{}` }),
	FaultNoData:       body(func(was string) string { return `{"has_more":false}` }),
	FaultDataNull:     body(func(was string) string { return `{"data":null}` }),
	FaultDataNullList: body(func(was string) string { return `{"data":null,"has_more":false}` }),
	FaultDataObject:   body(func(was string) string { return `{"data":{},"has_more":false}` }),
	FaultCutJSON:      body(func(was string) string { return was[:len(was)/2] }),
	FaultBOM:          body(func(was string) string { return "\xef\xbb\xbf" + was }),
	FaultTrailing:     body(func(was string) string { return was + "\n<!-- cached -->\n" }),
	FaultHasMore:      body(func(was string) string { return strings.Replace(was, `"has_more":false`, `"has_more":true`, 1) }),
	FaultDeep: body(func(was string) string {
		return `{"nested":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `,` + was[1:]
	}),

	FaultRowNull:       firstRowHas(func(row map[string]any) bool { return row == nil }),
	FaultRowEmptyID:    firstRowHas(func(row map[string]any) bool { return row["peer_id"] == "" && row["name"] != "" }),
	FaultRowNumberID:   firstRowHas(func(row map[string]any) bool { return row["peer_id"] == 12345.0 }),
	FaultRowNoID:       firstRowHas(func(row map[string]any) bool { _, ok := row["peer_id"]; return !ok && row != nil }),
	FaultRowOffline:    firstRowHas(func(row map[string]any) bool { return row["online"] == false }),
	FaultRowDuplicate:  checkDuplicate,
	FaultMetadataTypes: checkMetadataTypes,

	FaultTextEscapes:   named("\x1b[2J\x1b[Hcleared", "\x1b]52;c;b3duZWQ=\x07clip"),
	FaultTextC1:        namedRaw("\u009b2Jc1", "\x9b2Jraw", "\xff\xfe"),
	FaultTextControls:  named("over\rwritten", "two\nlines", "tab\tstop", "back\b\b\b\bspace", "nul\x00byte"),
	FaultTextUnclosed:  named("\x1b]0;open", "\x1bPopen"),
	FaultTextInvisible: named("\u202egnp.tsoh", "\u2066isolated"),
	FaultTextWide:      named("👩‍👩‍👧‍👦 family", "❤️ heart"),
	FaultTextShell:     named("-rf", "--help", "$(touch owned)"),
	FaultTextLong: firstRowHas(func(row map[string]any) bool {
		return len(row["name"].(string)) > 1_000_000 && strings.HasPrefix(row["name"].(string), "\x1b[31m\x1b[31m")
	}),

	FaultExpiresPast:         expires(1_000_000_000.0),
	FaultExpiresZero:         expires(0.0),
	FaultExpiresNegative:     expires(-1.0),
	FaultExpiresString:       expires("next week"),
	FaultExpiresFloat:        expires(float64(testStart.Add(defaultSessionLife).Unix()) + 0.5),
	FaultExpiresMilliseconds: expires(float64(testStart.Add(defaultSessionLife).UnixMilli())),
	FaultExpiresEnormous:     expires(1e300),
	FaultExpiresNull:         expires(nil),
	FaultSessionNoID: func(t *testing.T, c *caller) {
		if session := c.newSession(); session["id"] != nil || session["host_peer_id"] == nil {
			t.Errorf("session %v", session)
		}
	},
}

func TestEveryFaultDoesWhatItSays(t *testing.T) {
	for _, info := range Faults() {
		t.Run(string(info.Name), func(t *testing.T) {
			check, ok := checks[info.Name]
			if !ok {
				t.Fatal("nothing checks this fault")
			}
			if info.Text == "" {
				t.Error("nobody knows what it does")
			}
			c := call(t, healthy())
			good := c.mustGet("/hosts", 200).body
			c.sim.Fault(info.Name, 0)
			check(t, c)
			c.sim.ClearFaults()
			if got := c.mustGet("/hosts", 200).body; got != good {
				t.Error("the fault outlived ClearFaults")
			}
		})
	}
	if len(checks) != len(Faults()) {
		t.Errorf("%d checks for %d faults", len(checks), len(Faults()))
	}
}

func TestFaultsWaitInLine(t *testing.T) {
	c := call(t, healthy())
	c.sim.Fault(FaultServerError, 2)
	c.sim.Fault(FaultUnavailable.OnCreate(), 1)
	c.sim.Fault(FaultBadGateway, 1)
	for _, want := range []int{500, 500, 502, 200} {
		c.mustGet("/hosts", want)
	}
	for _, want := range []int{503, 201} {
		if got, err := c.create(); err != nil || got.status != want {
			t.Errorf("create session: %d, %v, want %d", got.status, err, want)
		}
	}
	c.mustGet("/me", 200)
}

func TestFaultOfBothRoutes(t *testing.T) {
	c := call(t, healthy())
	c.sim.Fault(FaultUnauthorized, 0)
	for _, path := range []string{"/hosts", "/hosts/", "/v2/hosts?mode=game"} {
		c.mustGet(path, 401)
	}
}

func TestTwinsConcernTheCreationOnly(t *testing.T) {
	for _, info := range Faults() {
		if !info.OnCreate {
			continue
		}
		name, err := ParseFault("create:" + string(info.Name))
		if err != nil || name != info.Name.OnCreate() {
			t.Errorf("%s: %q, %v", info.Name, name, err)
		}
	}
	c := call(t, healthy())
	c.sim.Fault(FaultTruncated.OnCreate(), 1)
	c.mustGet("/hosts", 200)
	if _, err := c.create(); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("create session: %v", err)
	}
}

func TestParseFaultRefuses(t *testing.T) {
	for name, want := range map[string]string{
		"nonsense":            `unknown fault "nonsense"`,
		"":                    `unknown fault ""`,
		"create:row-null":     `fault "row-null" has no twin for the creation of sessions`,
		"create:create:hang":  `unknown fault "create:create:hang"`,
		"create:expires-zero": `fault "expires-zero" has no twin for the creation of sessions`,
	} {
		if got, err := ParseFault(name); got != "" || err == nil || err.Error() != want {
			t.Errorf("%q: %q, %v; want %s", name, got, err, want)
		}
	}
}

func TestFaultNamesAreDistinct(t *testing.T) {
	var names []Fault
	for _, info := range Faults() {
		names = append(names, info.Name)
	}
	slices.Sort(names)
	if distinct := slices.Compact(slices.Clone(names)); len(distinct) != len(names) {
		t.Errorf("names %v", names)
	}
}

func TestAFaultIsNotHiddenByAnETag(t *testing.T) {
	options := healthy()
	options.ETag = true
	c := call(t, options)
	tag := c.mustGet("/hosts", 200).header.Get("ETag")
	c.sim.Fault(FaultBOM, 1)
	got, err := c.get("/hosts", "If-None-Match", tag)
	if err != nil || got.status != 200 || !strings.HasPrefix(got.body, byteOrderMark) || got.header.Get("ETag") != "" {
		t.Errorf("%d %v %v", got.status, got.header, err)
	}
}

func TestARedirectElsewhereShowsWhoFollowed(t *testing.T) {
	c := call(t, healthy())
	c.http.CheckRedirect = nil // follow, and give everything away
	c.sim.Fault(FaultRedirectElsewhere.OnCreate(), 1)
	got, err := c.create()
	if err != nil || got.status != http.StatusCreated {
		t.Fatalf("%v, %v", got, err)
	}
	requests := c.sim.Requests()
	last := requests[len(requests)-1]
	if last.Status != http.StatusCreated || !strings.HasPrefix(last.Host, "localhost:") {
		t.Errorf("the log does not tell that the key went elsewhere: %+v", last)
	}
}
