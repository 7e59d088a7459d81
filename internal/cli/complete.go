package cli

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/columns"
	"parsec-hosts/internal/config"
	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
)

// completionTime is how long somebody who has pressed tab waits for the service, where it is asked.
const completionTime = 2 * time.Second

// only offers words, and never the files of the folder.
func only(offered []cobra.Completion) ([]cobra.Completion, cobra.ShellCompDirective) {
	return offered, cobra.ShellCompDirectiveNoFileComp
}

// completeQuery offers the hosts that are known, and the words of the language.
func (a *app) completeQuery(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	field, value, named := strings.Cut(typed, ":")
	if named {
		return a.completeField(field, value)
	}
	offered := a.completeHosts(typed)
	for _, term := range query.Terms() {
		if strings.HasPrefix(term, typed) {
			offered = append(offered, term)
		}
	}
	if typed != "" && slices.ContainsFunc(offered, func(c cobra.Completion) bool { return strings.HasSuffix(c, ":") }) {
		return offered, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
	return only(offered)
}

// completeHost offers the hosts that are known.
func (a *app) completeHost(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return only(a.completeHosts(typed))
}

// completeHosts offers each host by a word that needs no quotes: its name, or its peer ID where that is
// the name of several, or has blanks or signs in it.
func (a *app) completeHosts(typed string) []cobra.Completion {
	hosts := a.knownHosts()
	named := map[string]int{}
	for _, h := range hosts {
		named[h.Name]++
	}
	var offered []cobra.Completion
	for _, h := range hosts {
		word, about := h.Name, h.UserName
		if named[h.Name] > 1 || !isWord(h.Name) {
			word, about = h.PeerID, strings.TrimSpace(h.Name+" "+h.UserName)
		}
		if strings.HasPrefix(strings.ToLower(word), strings.ToLower(typed)) {
			offered = append(offered, cobra.CompletionWithDesc(word, about))
		}
	}
	return offered
}

// isWord reports whether no shell would take text for more than one plain word.
func isWord(text string) bool {
	return text != "" && !strings.HasPrefix(text, "-") &&
		!strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || strings.ContainsRune("'\"`\\$&|;<>()[]{}*?!#~:=,%^", r) })
}

// completeField offers what may follow the colon of a term.
func (a *app) completeField(field, value string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var values []string
	switch field {
	case "is":
		values = query.States()
	case "user":
		for _, h := range a.knownHosts() {
			values = append(values, cmp.Or(h.ExternalID, h.UserName))
		}
	case "name":
		for _, h := range a.knownHosts() {
			values = append(values, h.Name)
		}
	case "id":
		for _, h := range a.knownHosts() {
			values = append(values, h.PeerID)
		}
	}
	slices.Sort(values)
	var offered []cobra.Completion
	for _, v := range slices.Compact(values) {
		if isWord(v) && strings.HasPrefix(v, value) {
			offered = append(offered, field+":"+v)
		}
	}
	return only(offered)
}

// knownHosts are the hosts that the journal remembers, or those of now when that is wished for. What
// goes wrong is not told: a shell is in the middle of a line.
func (a *app) knownHosts() []*fleet.Host {
	if a.demo || lookup(a.environ, config.EnvCompletion) == "live" {
		if hosts, ok := a.askedHosts(); ok {
			return hosts
		}
	}
	cfg, err := a.loadConfig()
	if cfg == nil || err != nil {
		return nil
	}
	hosts, _ := journaled(cfg)
	return slices.SortedFunc(slices.Values(hosts), fleet.ByName)
}

// askedHosts asks the service.
func (a *app) askedHosts() (hosts []*fleet.Host, ok bool) {
	c, closeAll, err := a.open()
	if err != nil {
		return nil, false
	}
	defer closeAll()
	ctx, cancel := context.WithTimeout(context.Background(), completionTime)
	defer cancel()
	page, err := c.client.Hosts(ctx)
	if err != nil {
		return nil, false
	}
	f, _ := fleet.Fleet{}.Apply(time.Now(), page)
	return slices.SortedFunc(slices.Values(f.Hosts()), fleet.ByName), true
}

func (a *app) completeProfile(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	flags := a.flags
	flags.Profile = "" // the beginning of one is none
	cfg, _ := config.Load(config.Inputs{Flags: flags, Environ: a.environ})
	if cfg == nil {
		return only(nil)
	}
	var offered []cobra.Completion
	for _, choice := range choices(cfg) {
		offered = append(offered, cobra.CompletionWithDesc(choice.Name, choice.About))
	}
	return only(offered)
}

func (a *app) completeLauncher(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	cfg, _ := a.loadConfig()
	if cfg == nil {
		return only(nil)
	}
	var offered []cobra.Completion
	for _, l := range cfg.Launchers {
		offered = append(offered, l.Name)
	}
	return only(offered)
}

// completeColumns offers the next of several columns with commas between them. Bash's script does not
// recognise a word with a comma that has a description.
func completeColumns(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	before := typed[:strings.LastIndex(typed, ",")+1]
	taken := strings.Split(before, ",")
	var offered []cobra.Completion
	for _, c := range columns.All() {
		switch {
		case slices.Contains(taken, c.ID):
		case before == "":
			offered = append(offered, cobra.CompletionWithDesc(c.ID, c.About))
		default:
			offered = append(offered, before+c.ID)
		}
	}
	return offered, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// completeSort offers a column, or the other way round for somebody who has typed "-".
func completeSort(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	sign := ""
	if strings.HasPrefix(typed, "-") {
		sign = "-"
	}
	var offered []cobra.Completion
	for _, c := range columns.All() {
		offered = append(offered, cobra.CompletionWithDesc(sign+c.ID, c.About))
	}
	return only(offered)
}

// completes makes a flag complete itself.
func completes(cmd *cobra.Command, flag string, how cobra.CompletionFunc) {
	// It fails for a flag that there is not, or that completes itself already.
	_ = cmd.RegisterFlagCompletionFunc(flag, how)
}
