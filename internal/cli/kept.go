package cli

import (
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/listing"
	"parsec-hosts/internal/prefs"
	"parsec-hosts/ui"
)

// kept is what the dashboard keeps of a profile between its runs: how the list is shown, and what
// happened to the hosts.
type kept struct {
	configured ui.View
	view       ui.View
	prefs      prefs.Store[ui.View]
	diary      ui.Journal // nil when the configuration wants none
	close      func()     // ends the recording
	notices    []string
	log        *slog.Logger
}

// preferences are where the dashboard remembers how the list is shown.
func preferences(cfg *config.Config) prefs.Store[ui.View] {
	return prefs.Open[ui.View](cfg.StateDir, cfg.Profile.Value)
}

// openKept reads how the list was shown last; the configuration says how it is shown until then.
func openKept(c *access) (*kept, error) {
	k := &kept{configured: c.view, prefs: preferences(c.config), log: c.log}
	chosen, err := k.prefs.Load()
	if err != nil {
		k.notices = append(k.notices, err.Error())
		k.log.Warn(err.Error())
	}
	k.view = chosen.Over(c.view)
	k.diary, k.close, err = openDiary(c)
	return k, err
}

// openDiary opens the journal of the profile for whoever watches the hosts and writes down what happens:
// nil when the configuration wants none. Whatever could not be written by its end was told already.
func openDiary(c *access) (diary ui.Journal, closeDiary func(), err error) {
	j, err := openJournal(c.config)
	if err != nil || j == nil {
		return nil, func() {}, err
	}
	return loggedJournal{j, c.log}, func() { _ = j.Close() }, nil
}

// openJournal opens the journal of the profile, or nil when the configuration wants none.
func openJournal(cfg *config.Config) (*journal.Journal, error) {
	if !cfg.Journal.Value {
		return nil, nil
	}
	return journal.Open(journalOptions(cfg))
}

func journalOptions(cfg *config.Config) journal.Options {
	return journal.Options{
		Dir:  filepath.Join(cfg.StateDir, "journal"),
		Name: journal.NameFor(cfg.Profile.Value, cfg.BaseURL.Value),
		Keep: time.Duration(cfg.JournalDays.Value) * 24 * time.Hour,
		Now:  time.Now,
	}
}

// journaled are the hosts that the journal of the profile remembers: none when there is no journal.
func journaled(cfg *config.Config) ([]*fleet.Host, error) {
	diary, err := openJournal(cfg)
	if err != nil || diary == nil {
		return nil, err
	}
	records, _, err := diary.Read(time.Time{})
	if err != nil {
		return nil, err
	}
	return journal.NewHistory(records).Hosts(), nil
}

// Save keeps what the user chose of how the list is shown.
func (k *kept) Save(v ui.View) error {
	err := k.prefs.Save(v.Since(k.configured))
	if err != nil {
		k.log.Warn(err.Error())
	}
	return err
}

// pinned reports whether the user has pinned a host.
func (k *kept) pinned(peerID string) bool { return slices.Contains(k.view.Pinned, peerID) }

// pins tells which hosts the user has pinned in the dashboard. Nothing is read, nor told of what cannot
// be, unless somebody wants to know.
func (a *app) pins(cfg *config.Config) func(peerID string) bool {
	pinned := sync.OnceValue(func() []string {
		chosen, err := preferences(cfg).Load()
		if err != nil {
			a.note(err.Error())
		}
		return chosen.Pinned
	})
	return func(peerID string) bool { return slices.Contains(pinned(), peerID) }
}

// named is the host that text names. A host that is away keeps its name for as long as the journal
// remembers it.
func (a *app) named(c *access, text string) listing.Target {
	hosts, err := journaled(c.config)
	if err != nil {
		a.note(err.Error())
	}
	return listing.ParseTarget(text).Knowing(hosts)
}

// loggedJournal tells the log what could not be written.
type loggedJournal struct {
	*journal.Journal
	log *slog.Logger
}

func (j loggedJournal) Observe(f fleet.Fleet, events []fleet.Event) error {
	return j.told(j.Journal.Observe(f, events))
}

func (j loggedJournal) Add(r journal.Record) error { return j.told(j.Journal.Add(r)) }

func (j loggedJournal) told(err error) error {
	if err != nil {
		j.log.Warn("journal", "err", err)
	}
	return err
}
