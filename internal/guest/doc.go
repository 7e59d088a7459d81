// Package guest holds one connection to a host through the Parsec SDK, and reports how it goes. It is what
// the process does that was started for nothing else: the SDK may end that process at any moment.
package guest
