package simulator

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Fault is the name of one way in which an answer goes wrong, such as "hang". A fault concerns
// the host lists, unless Faults says otherwise.
type Fault string

// createPrefix marks the twin of a fault that concerns the creation of sessions.
const createPrefix = "create:"

// OnCreate returns the twin of a fault of host lists that concerns POST /enterprise/sessions
// instead. Its name is "create:" and the fault's.
func (f Fault) OnCreate() Fault { return createPrefix + f }

// FaultInfo describes a fault to people.
type FaultInfo struct {
	Name Fault
	Row  string // number or numbers in the project's list of faults, as in TestFault38…; "" for none
	Text string // what the service does, as half a sentence
	// OnCreate tells whether the fault has a twin for the creation of sessions.
	OnCreate bool
}

// Faults lists every fault, related ones together.
func Faults() []FaultInfo {
	infos := make([]FaultInfo, len(catalogue))
	for i, entry := range catalogue {
		infos[i] = FaultInfo{entry.name, entry.row, entry.text, entry.scope == listsOrCreation}
	}
	return infos
}

// ParseFault returns the fault of a name as FaultInfo has it, or of its twin "create:NAME".
func ParseFault(name string) (Fault, error) {
	_, err := lookUp(Fault(name))
	if err != nil {
		return "", err
	}
	return Fault(name), nil
}

// Fault makes the next answers that f concerns go wrong: as many as times says, or all until
// ClearFaults when times is 0 or less. Faults wait in line. An unknown fault panics: names from
// outside go through ParseFault.
func (s *Simulator) Fault(f Fault, times int) {
	entry, err := lookUp(f)
	if err != nil {
		panic("simulator: " + err.Error())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, pendingFault{entry, times})
}

// ClearFaults makes the service healthy. Answers that are already going wrong go on to do so.
func (s *Simulator) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// trick plays a fault: it answers in the service's place, or lets the service answer and spoils
// what it said.
type trick func(w http.ResponseWriter, r *http.Request, service http.Handler)

// endpoint is what a request asks, as far as faults tell requests apart.
type endpoint uint8

const (
	noFaults endpoint = iota // met by none
	hostLists
	creation
)

func endpointOf(r *http.Request) endpoint {
	switch strings.TrimSuffix(r.URL.Path, "/") {
	case "/hosts", "/v2/hosts":
		return hostLists
	case "/enterprise/sessions":
		return creation
	}
	return noFaults
}

// scope is which requests a fault concerns.
type scope uint8

const (
	listsOnly       scope = iota
	listsOrCreation       // host lists, and its twin the creation of sessions
	creationOnly
	everywhere // both at once
)

func (s scope) concerns(asked endpoint) bool {
	switch asked {
	case hostLists:
		return s != creationOnly
	case creation:
		return s == creationOnly || s == everywhere
	}
	return false
}

// faultEntry is a fault of the catalogue.
type faultEntry struct {
	name  Fault
	row   string
	text  string
	scope scope
	play  trick
}

// catalogue holds every fault. Each part stands beside the tricks that play it.
var catalogue = slices.Concat(refusals, wireFaults, bodyFaults, rowFaults, textFaults, sessionFaults)

// lookUp returns the entry of a fault or, with its own name and scope, of a twin.
func lookUp(name Fault) (faultEntry, error) {
	base, onCreate := strings.CutPrefix(string(name), createPrefix)
	i := slices.IndexFunc(catalogue, func(e faultEntry) bool { return e.name == Fault(base) })
	if i < 0 {
		return faultEntry{}, fmt.Errorf("unknown fault %q", string(name))
	}
	entry := catalogue[i]
	if onCreate {
		if entry.scope != listsOrCreation {
			return faultEntry{}, fmt.Errorf("fault %q has no twin for the creation of sessions", base)
		}
		entry.name, entry.scope = name, creationOnly
	}
	return entry, nil
}

// pendingFault waits for requests that it concerns.
type pendingFault struct {
	faultEntry
	left int // answers to come; 0 or less for no end
}

// takeFault returns the fault whose turn it is, nil for none. The caller holds the lock.
func (s *Simulator) takeFault(asked endpoint) (Fault, trick) {
	i := slices.IndexFunc(s.faults, func(p pendingFault) bool { return p.scope.concerns(asked) })
	if i < 0 {
		return "", nil
	}
	taken := s.faults[i]
	switch {
	case taken.left == 1:
		s.faults = slices.Delete(s.faults, i, i+1)
	case taken.left > 1:
		s.faults[i].left--
	}
	return taken.name, taken.play
}
