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
