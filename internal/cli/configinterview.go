package cli

import (
	"context"
	"errors"
	"slices"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// interview asks what the flags of config init have not said.
func (a *app) interview(ctx context.Context, d *dialogue, i *initial) error {
	d.say("This makes the configuration file " + textsafe.Clean(i.path) +
		".\nNothing is written before the last answer; Ctrl-C leaves everything as it is.")
	v := interviewer{ctx, d, i, func(draft config.Draft) error { return a.checkDraft(i.path, draft) }}
	for _, ask := range []func() error{v.signIn, v.service, v.user, v.profile, v.launcher} {
		if err := ask(); err != nil {
			if errors.Is(err, errNoAnswer) {
				return errors.New("no answer: nothing was written")
			}
			return err
		}
	}
	return nil
}

type interviewer struct {
	ctx   context.Context
	d     *dialogue
	i     *initial
	check func(config.Draft) error
}

// ask asks until the draft with the answer passes the check.
func (v interviewer) ask(question, standard string, set func(*config.Draft, string) error) error {
	return v.d.until(v.ctx, question, standard, func(answer string) error {
		draft := v.i.draft
		if err := set(&draft, answer); err != nil {
			return err
		}
		if err := v.check(draft); err != nil {
			return err
		}
		v.i.draft = draft
		return nil
	})
}

func (v interviewer) signIn() error {
	way, err := v.d.choose(v.ctx, "How do you sign in?",
		"a program prints a session; the API key stays with your backend (recommended)",
		"with an API key of your own",
		"with a variable of the environment, such as "+config.EnvSessionID)
	switch {
	case err != nil:
		return err
	case way == 0:
		return v.ask("The program and its arguments, such as: ssh backend.example.com parsec-session", "", func(d *config.Draft, answer string) error {
			return command(answer, &d.SessionCommand)
		})
	case way == 1:
		return v.apiKey()
	}
	return nil
}

// apiKey asks for the user first: without one, no place of a key passes the check.
func (v interviewer) apiKey() error {
	if v.i.draft.ExternalID == "" {
		if err := v.ask("External ID of the user whom the key creates sessions for", "", func(d *config.Draft, answer string) error {
			if answer == "" {
				return errors.New("an API key needs one")
			}
			d.ExternalID = answer
			return nil
		}); err != nil {
			return err
		}
	}
	place, err := v.d.choose(v.ctx, "Where is the API key? (Do not type the key itself.)",
		"in the system's keyring; parsec-hosts auth set-key puts it there",
		"a program prints it, such as a password manager",
		"in a file that only you can read")
	switch {
	case err != nil:
		return err
	case place == 0:
		v.i.draft.APIKeyKeyring = true
		return v.check(v.i.draft)
	case place == 1:
		return v.ask("The program and its arguments, such as: pass show parsec/api-key", "", func(d *config.Draft, answer string) error {
			return command(answer, &d.APIKeyCommand)
		})
	}
	return v.ask("The file", "", func(d *config.Draft, answer string) error {
		if answer == "" {
			return errors.New("name a file")
		}
		var err error
		d.APIKeyFile, err = absolute(answer)
		return err
	})
}

func command(answer string, into *[]string) error {
	words, err := splitWords(answer)
	if err == nil && len(words) == 0 {
		err = errors.New("name a program")
	}
	*into = words
	return err
}

func (v interviewer) service() error {
	if v.i.draft.BaseURL != "" {
		return nil
	}
	return v.ask("Where is the service?", parsecapi.DefaultBaseURL, func(d *config.Draft, answer string) error {
		d.BaseURL = answer
		if answer == parsecapi.DefaultBaseURL {
			d.BaseURL = "" // so that a later default holds
		}
		return nil
	})
}

func (v interviewer) user() error {
	if v.i.draft.ExternalID != "" {
		return nil
	}
	return v.ask("External ID of the user, which the dashboard shows (Enter for none)", "", func(d *config.Draft, answer string) error {
		d.ExternalID = answer
		return nil
	})
}

func (v interviewer) profile() error {
	if v.i.draft.Profile != "" {
		return nil
	}
	return v.ask("Name of this profile", config.DefaultProfile, func(d *config.Draft, answer string) error {
		d.Profile = answer
		return nil
	})
}

// launcher offers what was found; where nothing was, there is nothing to ask. Enter never chooses a
// program whose command line shows the session.
func (v interviewer) launcher() error {
	if v.i.draft.Launchers != nil || len(v.i.clients) == 0 {
		return nil
	}
	var safe, exposing []config.Launcher
	for _, client := range v.i.clients {
		if client.AllowSessionInArguments {
			exposing = append(exposing, client)
		} else {
			safe = append(safe, client)
		}
	}
	offered := slices.Concat(safe, []config.Launcher{{}}, exposing)
	var options []string
	for _, client := range offered {
		switch {
		case client.Name == "":
			options = append(options, "none of these")
		case client.AllowSessionInArguments:
			options = append(options, client.Name+" (its command line shows the session to every user of this computer)")
		default:
			options = append(options, client.Name)
		}
	}
	chosen, err := v.d.choose(v.ctx, "Which program shall connect to a host?", options...)
	if err == nil && offered[chosen].Name != "" {
		v.i.draft.Launchers = offered[chosen : chosen+1]
	}
	return err
}
