package parsecsdk

import "strings"

// FileError says what is wrong with a file that the SDK needs, and what to do. Its parts are apart so
// that paths, which tell who the user is, can be left out.
type FileError struct {
	Name    string // what is missing or wrong, for people
	Path    string // "" when no file was found
	Problem string // what follows Path, or Name where there is no path
	Advice  string // what to do
	Folder  string // what follows Advice, "" where that is complete
}

// Error is one line without a full stop.
func (e *FileError) Error() string {
	if e.Path != "" {
		return e.Path + " " + e.Problem
	}
	return e.Name + " " + e.Problem
}

// Remedy is one line without a full stop.
func (e *FileError) Remedy() string { return strings.TrimSpace(e.Advice + " " + e.Folder) }

// CallError is a call that the library refused.
type CallError struct {
	Call string // the function of the library
	Code Code
}

// Error says what the status means.
func (e *CallError) Error() string { return e.Code.String() }

// Remedy is that of the status.
func (e *CallError) Remedy() string { return e.Code.Remedy }

// misuse is something that the library was not even asked, or that it answered without sense.
type misuse struct{ what, remedy string }

func (e *misuse) Error() string  { return e.what }
func (e *misuse) Remedy() string { return e.remedy }
