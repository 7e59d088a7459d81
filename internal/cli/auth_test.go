package cli

import (
	"strings"
	"testing"
)

func TestWhatIsToBeWrittenForTheStoredKeyMeansTheSameUser(t *testing.T) {
	for _, user := range []string{"anna", `an"na\`, "an\u00adna", "an\u202ena", "安娜"} {
		cfg := loadText(t, "")
		cfg.ExternalID.Value = user
		text := useKey(cfg)
		if strings.ContainsAny(text, "\u00ad\u202e") {
			t.Errorf("%q is not safe to print", text)
		}
		_, lines, _ := strings.Cut(text, "\n\n")
		lines, _, _ = strings.Cut(lines, "\n\n")
		if got := loadText(t, lines).ExternalID.Value; got != user {
			t.Errorf("%q becomes %q, from\n%s", user, got, lines)
		}
	}
}
