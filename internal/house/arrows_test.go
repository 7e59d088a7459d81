package house

import (
	"go/token"
	"maps"
	"slices"
	"strings"
)

// everything stands for all packages of ours.
const everything = "everything"

// arrows lists the packages of ours that a package may import directly. What is not listed is
// forbidden; tests are exempt. Data flows one way: the service's answers become hosts (parsecapi,
// fleet), hosts become a screen (query, ui), a choice becomes a program started (launch), and only
// internal/cli knows all of them.
var arrows = map[string][]string{
	".":                          {"internal/cli"},
	"internal/cli":               {everything},
	"ui":                         {"parsecapi", "internal/columns", "internal/connection", "internal/fleet", "internal/query", "internal/journal", "internal/launch", "internal/poll", "internal/problem", "internal/textsafe", "internal/words"},
	"internal/columns":           {"parsecapi", "internal/fleet", "internal/query", "internal/words"},
	"internal/listing":           {"parsecapi", "internal/columns", "internal/fleet", "internal/ink", "internal/query", "internal/textsafe"},
	"internal/drawer":            {},
	"internal/doctor":            {"parsecapi", "internal/config", "internal/ink", "internal/journal", "internal/launch", "internal/parsecsdk", "internal/private", "internal/problem", "internal/sdl", "internal/session", "internal/textsafe", "internal/words"},
	"internal/fleet":             {"parsecapi", "internal/textsafe"},
	"internal/query":             {"internal/fleet"},
	"internal/session":           {"parsecapi", "internal/private", "internal/textsafe", "internal/words"},
	"internal/private":           {"internal/textsafe"},
	"internal/journal":           {"internal/fleet", "internal/private", "internal/textsafe"},
	"internal/clipboard":         {},
	"internal/connection":        {"internal/private", "internal/textsafe", "internal/words"},
	"internal/config":            {"parsecapi", "internal/textsafe", "internal/words"},
	"internal/launch":            {"parsecapi", "internal/textsafe"},
	"internal/guest":             {"parsecapi", "internal/connection", "internal/parsecsdk", "internal/textsafe", "internal/words"},
	"internal/parsecsdk":         {},
	"internal/poll":              {"parsecapi"},
	"internal/sdl":               {},
	"internal/viewer":            {"internal/parsecsdk", "internal/sdl"},
	"internal/prefs":             {"internal/private", "internal/textsafe"},
	"internal/problem":           {"parsecapi", "internal/textsafe"},
	"internal/recording":         {"parsecapi", "internal/textsafe"},
	"internal/simulator":         {"parsecapi", "internal/recording"},
	"internal/follow":            {"parsecapi", "internal/fleet", "internal/poll", "internal/problem"},
	"internal/terminal":          {},
	"internal/textsafe":          {},
	"internal/watch":             {"parsecapi", "internal/fleet", "internal/follow", "internal/ink", "internal/journal", "internal/listing", "internal/problem", "internal/query", "internal/textsafe"},
	"internal/manpage":           {},
	"internal/words":             {},
	"internal/house":             {},
	"internal/bench":             {},
	"parsecapi":                  {},
	"internal/ink":               {},
	"internal/parsecsdk/standin": {},
	"internal/viewer/xvfb":       {},
	"internal/canary":            {},
	"examples/broker":            {"parsecapi"},
	"internal/svg":               {},
	"internal/page":              {},
}

// foreign lists packages that are not ours and that a package of ours does without, with the reason.
var foreign = []struct {
	importer, reason string
	targets          []string
}{
	{"ui", "the dashboard does no I/O of its own: internal/cli injects it", []string{"net/http", "os/exec"}},
	{"internal/fleet", pureReason, impure},
	{"internal/query", pureReason, impure},
	{"internal/poll", pureReason, impure},
	{"internal/textsafe", pureReason, impure},
	{"internal/recording", pureReason, []string{"crypto/rand", "net", "net/http", "os", "os/exec", "syscall"}},
}

const pureReason = "it holds values and pure functions: I/O and randomness come in as arguments"

var impure = []string{"crypto/rand", "math/rand", "math/rand/v2", "net", "net/http", "os", "os/exec", "syscall"}

// followArrows holds every direct import against the lists above.
func followArrows(tr tree) (complaints []string) {
	for _, file := range tr.files {
		file.imports(func(target string, pos token.Pos) {
			if why := refusal(file, target); why != "" {
				complaints = append(complaints, tr.complaint(pos, "%s imports %s: %s", file.dir, target, why))
			}
		})
	}
	return complaints
}

// refusal says why the file may not import target, or nothing when it may.
func refusal(file source, target string) string {
	if target == "C" {
		return "everything builds with CGO_ENABLED=0"
	}
	if file.test {
		return ""
	}
	if own, ok := ownPackage(target); ok {
		if allowed := arrows[file.dir]; slices.Contains(allowed, everything) || slices.Contains(allowed, own) {
			return ""
		}
		return "no such arrow: use what the list in internal/house/arrows_test.go allows, or add the arrow there and defend it"
	}
	if file.dir == "parsecapi" && strings.Contains(strings.Split(target, "/")[0], ".") {
		return "anyone can import parsecapi, so it needs the standard library only"
	}
	for _, rule := range foreign {
		if rule.importer == file.dir && slices.Contains(rule.targets, target) {
			return rule.reason
		}
	}
	return ""
}

// ownPackage returns the folder of an import path of ours.
func ownPackage(target string) (dir string, ok bool) {
	if target == module {
		return ".", true
	}
	return strings.CutPrefix(target, module+"/")
}

// listPackages wants every package in the list of arrows, and nothing else in it.
func listPackages(tr tree) (complaints []string) {
	present := make(map[string]bool)
	for _, file := range tr.files {
		present[file.dir] = true
	}
	for _, dir := range slices.Sorted(maps.Keys(present)) {
		if _, ok := arrows[dir]; !ok {
			complaints = append(complaints, dir+": a package without a line in arrows (internal/house/arrows_test.go): add it there with what it may import")
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(arrows)) {
		if !present[dir] {
			complaints = append(complaints, dir+": listed in arrows (internal/house/arrows_test.go), but there is no such package: remove its line")
		}
	}
	return complaints
}
