package parsecsdk

import (
	"strings"
	"testing"
)

func TestEveryDocumentedCodeHasItsMeaning(t *testing.T) {
	for _, row := range []struct {
		code  int32
		name  string
		words string // of the meaning or the remedy
		retry bool
	}{
		{0, "PARSEC_OK", "connected", false},
		{20, "PARSEC_CONNECTING", "still connecting", false},
		{4, "HOST_WRN_SHUTDOWN", "stopped hosting", false},
		{5, "HOST_WRN_KICKED", "ended your connection", false},
		{6, "CONNECT_WRN_APPROVAL", "30 seconds", false},
		{8, "CONNECT_WRN_DECLINED", "declined", false},
		{9, "CONNECT_WRN_CANCELED", "cancelled", false},
		{11, "CONNECT_WRN_NO_ROOM", "free seat", true},
		{99, "CONNECT_WRN_PEER_GONE", "refresh the list", false},
		{100, "CONNECT_WRN_UNCONFIRMED", "not confirmed", false},
		{112, "CONNECT_WRN_NO_PERMISSION", "administrator", false},
		{200, "ALINK_WRN_INVALID", "not valid", false},
		{201, "ALINK_WRN_INACTIVE", "switched off", false},
		{202, "ALINK_WRN_EXPIRED", "expired", false},
		{203, "ALINK_WRN_NOT_STARTED", "not work yet", false},
		{204, "ALINK_WRN_TEAM_INVALID", "another team", false},
		{2000, "NETWORK_WRN_TIMEOUT", "in time", true},
		{-3, "PARSEC_NOT_RUNNING", "no connection", false},
		{-4, "PARSEC_ALREADY_RUNNING", "already", false},
		{-10, "DECODE_ERR_INIT", "software decoder", false},
		{-12, "", "H.265", false},
		{-23, "DECODE_ERR_SYMBOL", "4:4:4", false},
		{-3008, "WS_ERR_AUTH", "new session", false},
		{-3009, "WS_ERR_GOING_AWAY", "closing", false},
		{-3010, "WS_ERR_TEAM_DEACTIVATED", "administrator", false},
		{-6101, "WS_ERR_CONNECT", "TCP port 443", true},
		{-6105, "WS_ERR_CLOSE", "closed", true},
		{-6106, "WS_ERR_INVALID_MSG", "newest Parsec SDK", false},
		{-6023, "NAT_ERR_PEER_PHASE", "UPnP", false},
		{-6024, "NAT_ERR_STUN_PHASE", "3478", false},
		{-6025, "NAT_ERR_INTEGRITY", "alters", false},
		{-6033, "NAT_ERR_NO_CANDIDATES", "no address", false},
		{-6200, "NAT_ERR_WEBRTC", "web browsers", false},
		{-7000, "", "OpenGL", false},
		{-7008, "", "OpenGL", false},
		{-9000, "", "sound", false},
		{-10002, "", "sound", false},
		{-12007, "NETWORK_ERR_BG_TIMEOUT", "a minute", true},
		{-13009, "SERVER_ERR_MAX_RESOLUTION", "too large", false},
		{-14003, "CAPTURE_ERR_INIT", "Remote Desktop", false},
		{-15000, "", "driver of the host", false},
		{-15110, "", "video encoder of the host", false},
		{-32000, "", "network path", true},
		{-34002, "", "network path", true},
		{-35000, "SO_ERR_OPEN", "could not be opened", false},
		{-35001, "SO_ERR_SYMBOL", "lacks a function", false},
		{-36000, "PARSEC_ERR_VERSION", "version 6", false},
		{-600001, "", "OpenSSL error 1", false},
		{-710061, "", "Windows error 10061", true},
		{-800111, "", "errno 111", true},
	} {
		got := Explain(row.code)
		if got.Number != row.code || got.Name != row.name || got.Retry != row.retry {
			t.Errorf("%d is %+v, want the name %q and retry %v", row.code, got, row.name, row.retry)
		}
		if !strings.Contains(got.Meaning+"\n"+got.Remedy, row.words) {
			t.Errorf("%d says %q and %q, want %q in it", row.code, got.Meaning, got.Remedy, row.words)
		}
	}
}

func TestANumberWithoutItsSignIsFound(t *testing.T) {
	for quoted, want := range map[int32]int32{
		6023: -6023, 3008: -3008, 7001: -7001, 800111: -800111, 36000: -36000, // errors
		6: 6, -6: -6, 20: 20, -20: -20, 4: 4, -4: -4, 10: 10, -10: -10, 2000: 2000, // both or one exist
		13: -13,
	} {
		if got := Explain(quoted); got.Number != want || got.Name == "" && got.Remedy == unknown(quoted).Remedy {
			t.Errorf("%d is %+v, want the meaning of %d", quoted, got, want)
		}
	}
}

func TestACodeNobodyKnowsSaysSo(t *testing.T) {
	for _, code := range []int32{2, 7, -2, -112, -5999, 999999, -900000, 1<<31 - 1, -1 << 31} {
		got := Explain(code)
		if got.Number != code || got.Name != "" || !strings.Contains(got.Meaning, "does not know") || got.Retry {
			t.Errorf("%d is %+v", code, got)
		}
		inOneLine(t, got)
	}
}

func TestTheTextOfASystemErrorIsThatOfThisSystem(t *testing.T) {
	unix, windows := explain(-800111, "linux").Meaning, explain(-710061, "windows").Meaning
	if !strings.HasPrefix(unix, "the network failed: ") || !strings.HasSuffix(unix, " (errno 111)") {
		t.Errorf("errno 111 on Unix is %q", unix)
	}
	if !strings.HasSuffix(windows, " (Windows error 10061)") {
		t.Errorf("10061 on Windows is %q", windows)
	}
	for _, elsewhere := range []Code{explain(-800111, "windows"), explain(-710061, "linux"), explain(-600111, "linux")} {
		if strings.Contains(elsewhere.Meaning, "(") {
			t.Errorf("an error of another system has a text: %q", elsewhere.Meaning)
		}
	}
}

func TestCodesAreDistinct(t *testing.T) {
	numbers, names := map[int32]bool{}, map[string]bool{}
	for _, c := range Codes() {
		if numbers[c.Number] || names[c.Name] || c.Name == "" {
			t.Errorf("%d (%s) is there twice, or has no name", c.Number, c.Name)
		}
		numbers[c.Number], names[c.Name] = true, true
	}
	for i, r := range ranges {
		if r.last >= r.first || i > 0 && r.first >= ranges[i-1].last {
			t.Errorf("range %d to %d overlaps the one before it, or is empty", r.first, r.last)
		}
	}
}

func TestEverySentenceIsOneLineWithoutAFullStop(t *testing.T) {
	for _, c := range Codes() {
		inOneLine(t, c)
	}
	for _, r := range ranges {
		for _, goos := range []string{"linux", "windows"} {
			inOneLine(t, explain(r.first, goos))
			inOneLine(t, explain(r.last, goos))
		}
	}
}

func inOneLine(t *testing.T, c Code) {
	t.Helper()
	for _, sentence := range []string{c.Meaning, c.Remedy, c.String()} {
		if sentence == "" || strings.ContainsAny(sentence, "\r\n") || strings.HasSuffix(sentence, ".") || strings.TrimSpace(sentence) != sentence {
			t.Errorf("%d says %q", c.Number, sentence)
		}
	}
}
