// Package listing writes lists of hosts: as a table for people, and as JSON, CSV, TSV or by a
// template for programs.
//
//   - listing.go chooses which hosts there are, and in which order; find.go finds the hosts that
//     somebody names.
//   - json.go has the schema of printed JSON, which template.go offers to templates, too; layout.go
//     writes it.
//   - table.go and separated.go write columns.
//
// Lists go out host by host, so that the first is read while the last is still to be written.
//
// All output is safe for a terminal. Machines get the texts of the service verbatim, with the
// characters that a terminal could take for commands as escapes; people get them made legible.
package listing
