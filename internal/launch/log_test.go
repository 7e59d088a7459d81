package launch

import (
	"testing"

	"parsec-hosts/parsecapi"
)

func TestTheLastWordsOfAProgramDoNotTellTheSession(t *testing.T) {
	const id = "0123456789abcdef0123456789abcdef"
	for words, want := range map[string]string{
		"SESSION=" + id + ".":   "SESSION=" + parsecapi.NewSecret(id).Masked() + ".",
		id[5:] + " is refused":  "… is refused", // cut at its beginning
		"open " + id[:20] + "…": "open …",       // at its end
		"no such host":          "no such host",
	} {
		if got := withoutSecret(words, parsecapi.NewSecret(id)); got != want {
			t.Errorf("%q becomes %q, want %q", words, got, want)
		}
	}
	if got := withoutSecret("words", parsecapi.Secret{}); got != "words" {
		t.Errorf("without a session they become %q", got)
	}
}
