package query

// Error is what a filter says that cannot be understood.
type Error struct {
	Span    Span   // the term, in bytes of the filter
	Message string // one line that names the remedy
	// Incomplete means that more letters may make it right: while it is typed, it is no mistake.
	Incomplete bool
}

func (e *Error) Error() string { return e.Message }
