package doctor

import (
	"context"
	"slices"

	"parsec-hosts/internal/textsafe"
)

// Status is what a check came to.
type Status string

// The statuses.
const (
	OK      Status = "ok"
	Warn    Status = "warn"    // worth knowing: something is missing or could be better
	Fail    Status = "fail"    // something does not work
	Skipped Status = "skipped" // there was nothing to look at
)

// Check is one thing looked at. Remedy says what to do about a Warn or a Fail.
type Check struct {
	Group  string `json:"group"`
	Name   Text   `json:"name"`
	Status Status `json:"status"`
	Found  Text   `json:"found"`
	Remedy Text   `json:"remedy"`
}

func ok(name, found Text) Check { return Check{Name: name, Status: OK, Found: found} }
func warn(name, found, remedy Text) Check {
	return Check{Name: name, Status: Warn, Found: found, Remedy: remedy}
}
func fail(name, found, remedy Text) Check {
	return Check{Name: name, Status: Fail, Found: found, Remedy: remedy}
}
func skipped(name, found Text) Check { return Check{Name: name, Status: Skipped, Found: found} }

// Group is the work that finds the checks below one heading.
type Group struct {
	Name string
	Run  func(ctx context.Context) []Check
}

// Run runs all groups at once and shows each as soon as it and those before it are done. When ctx ends
// it returns what there is.
func Run(ctx context.Context, groups []Group, show func(group string, checks []Check)) []Check {
	found := make([]chan []Check, len(groups))
	for i, g := range groups {
		found[i] = make(chan []Check, 1)
		go func() { found[i] <- g.Run(ctx) }()
	}
	var all []Check
	for i, g := range groups {
		select {
		case checks := <-found[i]:
			for n := range checks {
				checks[n].Group = g.Name
			}
			show(g.Name, checks)
			all = append(all, checks...)
		case <-ctx.Done():
			return all
		}
	}
	return all
}

// Well reports whether no check failed.
func Well(checks []Check) bool { return count(checks, Fail) == 0 }

func count(checks []Check, status Status) int {
	return len(slices.DeleteFunc(slices.Clone(checks), func(c Check) bool { return c.Status != status }))
}

// JSON returns the checks as one object, whose schema the command's help documents.
func JSON(version string, checks []Check) ([]byte, error) {
	return textsafe.EncodeJSON(struct {
		Version string  `json:"version"`
		Checks  []Check `json:"checks"`
		OK      bool    `json:"ok"`
	}{version, checks, Well(checks)}, "  ")
}
