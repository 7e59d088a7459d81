//go:build unix

package cli

import (
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// spoken is a command line of ours within a sentence.
var spoken = regexp.MustCompile("`parsec-hosts( [^`]*)?`")

// TestEveryCommandInASentenceExists looks up the commands that pages name within their sentences, and the
// flags of those.
func TestEveryCommandInASentenceExists(t *testing.T) {
	named := 0
	for page, text := range pages(t) {
		for _, match := range spoken.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
			named++
			words := strings.Fields(match[1])
			if wrong := unknownWord(words); wrong != "" {
				t.Errorf("%s names %s, and there is no %s", page, match[0], wrong)
			}
		}
	}
	if named < 20 {
		t.Errorf("only %d commands are named", named)
	}
	for _, wrong := range [][]string{{"lst"}, {"list", "--jsn"}, {"session", "shw"}, {"help", "queries"}} {
		if unknownWord(wrong) == "" {
			t.Errorf("%q is taken for a command", wrong)
		}
	}
}

// unknownWord is the first word of a command line that the program does not know, or "". A word in
// capitals stands for something.
func unknownWord(words []string) string {
	cmd := newRootCommand(&app{})
	if len(words) > 0 && words[0] == "help" {
		words = words[1:]
	}
	for _, word := range words {
		flag, isFlag := strings.CutPrefix(word, "-")
		switch {
		case isFlag:
			if !hasFlag(cmd, strings.TrimPrefix(flag, "-")) {
				return word
			}
		case word == strings.ToUpper(word) || cmd.HasParent() && !cmd.HasSubCommands():
		default:
			next := subcommand(cmd, word)
			if next == nil {
				return word
			}
			cmd = next
		}
	}
	return ""
}

func subcommand(cmd *cobra.Command, name string) *cobra.Command {
	for _, child := range cmd.Commands() {
		if child.Name() == name {
			return child
		}
	}
	return nil
}

func hasFlag(cmd *cobra.Command, text string) bool {
	name, _, _ := strings.Cut(text, "=")
	if name == "version" || name == "help" { // cobra adds them when the program runs
		return true
	}
	found := false
	cmd.Flags().VisitAll(func(f *pflag.Flag) { found = found || f.Name == name || f.Shorthand == name })
	return found
}
