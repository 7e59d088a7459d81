package launch

import "strings"

// ownPrefix begins every environment variable of this program.
const ownPrefix = "PARSEC_HOSTS_"

// secretWords mark those of our variables that hold a secret, present and future ones.
var secretWords = []string{"KEY", "SESSION", "SECRET", "TOKEN", "PASSWORD"}

// inherited is environ less this program's secrets.
func inherited(environ []string) []string {
	kept := make([]string, 0, len(environ)+1)
	for _, variable := range environ {
		name, _, _ := strings.Cut(variable, "=")
		if !isOwnSecret(name) {
			kept = append(kept, variable)
		}
	}
	return kept
}

// isOwnSecret ignores case, as Windows does.
func isOwnSecret(name string) bool {
	name, ours := strings.CutPrefix(strings.ToUpper(name), ownPrefix)
	if !ours {
		return false
	}
	for _, word := range secretWords {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
