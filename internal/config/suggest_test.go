package config

import "testing"

func TestDidYouMean(t *testing.T) {
	names := []string{"list", "simulate", "base_url", "api_key_file", "hang"}
	for word, want := range map[string]string{
		"lst":        "list",
		"lsit":       "list",
		"lists":      "list",
		"hnag":       "hang",
		"Base-URL":   "base_url",
		"baseurl":    "base_url",
		"apikeyflie": "api_key_file",
		"simulator":  "simulate",
		"colour":     "",
		"x":          "",
		"":           "",
	} {
		if want != "" {
			want = "; did you mean " + want + "?"
		}
		if got := DidYouMean(word, names); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}
