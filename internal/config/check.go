package config

import (
	"errors"
	"slices"
)

// LoadAll resolves every profile of the file and returns those without a fault, sorted by name, and
// every fault there is: of the settings all, of what they mean together one for each profile. That
// a profile does not say how to sign in is none, since the environment may.
func LoadAll(in Inputs) (profiles []*Config, faults []error) {
	doc, faults := readDocument(in.open, configFile(in.Flags, newEnvironment(in.Environ)))
	if len(faults) > 0 {
		return nil, faults
	}
	add := func(err error) {
		known := func(other error) bool { return other.Error() == err.Error() }
		if !slices.ContainsFunc(faults, known) { // what stands above all profiles is wrong in each
			faults = append(faults, err)
		}
	}
	if doc != nil && doc.defaultProfile.Value != "" {
		if err := doc.require(doc.defaultProfile); err != nil {
			add(err)
		}
	}
	for _, name := range doc.loadable() {
		in.Profile = name
		cfg, err := Load(in)
		if err != nil && !errors.Is(err, ErrNotConfigured) {
			add(err)
			continue
		}
		profiles = append(profiles, cfg)
	}
	return profiles, faults
}

// loadable are the profiles that can be chosen, or "" for what is left where there are none.
func (d *document) loadable() []string {
	if d != nil && len(d.names()) > 0 {
		return d.names()
	}
	return []string{""}
}
