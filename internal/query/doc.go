// Package query is the language that filters hosts, in the dashboard and wherever a command takes
// a filter: parse once, then match each host, rank it, and find the letters to highlight.
//
// Manual is the language. Names of fields and words after is: are taken in any case.
//
// Parse returns the first thing that it does not understand as an *Error, beside a query of all the
// rest: a filter that is still being typed goes on filtering by what is complete. Such an error is
// marked Incomplete.
//
// The matcher is the package's own. That of fzf is good, but as a library it brings a terminal
// toolkit into the module graph and os/exec into a package of pure functions, keeps its tables in
// global state, allocates for each text, and counts an accent that is a character of its own as a
// letter, so that highlighting would tear it off.
package query
