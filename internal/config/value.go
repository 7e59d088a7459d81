package config

import "parsec-hosts/internal/textsafe"

// Value is a setting and where it came from.
type Value[T any] struct {
	Value T
	From  Origin
}

// Kind is a level of the precedence.
type Kind string

// The levels, highest first.
const (
	FromChoice      Kind = "choice" // made while the program runs
	FromFlag        Kind = "flag"
	FromEnvironment Kind = "environment"
	FromProfile     Kind = "profile"
	FromFile        Kind = "file"
	FromDefault     Kind = "default"
)

// Origin is where a value came from.
type Origin struct {
	Kind Kind
	// Where is the flag, the variable's name or path:line of the file; empty for a default.
	Where string
}

// String returns Where, or "default".
func (o Origin) String() string {
	if o.Where == "" {
		return string(FromDefault)
	}
	return textsafe.Clean(o.Where)
}

// Error is a fault of the configuration: where it stands, what is wrong, what to do. It never
// repeats a value that might be a secret.
type Error struct {
	From   Origin
	Text   string
	Advice string
}

// Error says where and what, in one line.
func (e *Error) Error() string {
	if e.From.Where == "" {
		return e.Text
	}
	return e.From.String() + ": " + e.Text
}

// Remedy says what to do, or nothing when Error says it all.
func (e *Error) Remedy() string { return e.Advice }

// A layer holds the settings given at one level, parsed.
type layer map[string]Value[any]

// layers are in order of precedence.
type layers []layer

// pick returns the first value given for name, or fallback. The parser of the setting made sure
// of its type.
func pick[T any](layers layers, name string, fallback T) Value[T] {
	for _, l := range layers {
		if given, ok := l[name]; ok {
			return Value[T]{Value: given.Value.(T), From: given.From}
		}
	}
	return Value[T]{Value: fallback, From: Origin{Kind: FromDefault}}
}
