package config

import (
	"maps"
	"net/url"
	"slices"
)

// Profile is what tells one profile from the others: neither a secret nor anything that the
// environment or the command line says is in it.
type Profile struct {
	Name       string
	Service    string // host, and port if given, of the base URL
	ExternalID string // "" when not given
	SignIn     Method // "" when the profile does not say how
}

// list describes the profiles that can be chosen, in the order of their names.
func (d *document) list() []Profile {
	if d == nil {
		return nil
	}
	names := d.names()
	profiles := make([]Profile, len(names))
	for i, name := range names {
		own, top := d.sections(name)
		profiles[i] = describe(name, layers{own.settings, top.settings})
	}
	return profiles
}

// describe leaves faults to be told by whoever opens the profile.
func describe(name string, layers layers) Profile {
	externalID := pick(layers, "external_id", "")
	how, _ := chooseSignIn(layers, externalID)
	p := Profile{Name: name, ExternalID: externalID.Value, SignIn: how.Value.Method}
	if base, err := url.Parse(serviceURL(layers).Value); err == nil {
		p.Service = base.Host
	}
	return p
}

// names are sorted. A file whose top says how to sign in has a default profile without a table.
func (d *document) names() []string {
	names := slices.Collect(maps.Keys(d.profiles))
	_, written := d.profiles[DefaultProfile]
	if !written && d.defaultProfile.Value == "" && d.top.signsIn() {
		names = append(names, DefaultProfile)
	}
	slices.Sort(names)
	return names
}

func (s section) signsIn() bool {
	how, _ := chooseSignIn(layers{s.settings}, Value[string]{})
	return how.Value.Method != ""
}

// Overriding returns the variable of the environment that decides, for every profile alike, which
// service is asked or as whom, or "" when the profiles do.
func (c *Config) Overriding() string {
	for _, from := range []Origin{c.SignIn.From, c.BaseURL.From, c.ExternalID.From} {
		if from.Kind == FromEnvironment {
			return from.Where
		}
	}
	return ""
}
