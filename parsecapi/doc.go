// Package parsecapi talks to the Parsec Enterprise API: it creates sessions and lists the hosts
// that a session's user may connect to. It needs nothing but the standard library.
//
// To list the hosts of a session:
//
//	client, err := parsecapi.New(parsecapi.WithSessionSource(parsecapi.StaticSession(session)))
//	if err != nil { … }
//	page, err := client.Hosts(ctx)
//
// There are two kinds of callers:
//
//   - A backend holds an API key and calls [Client.CreateSession] or [Client.CreateOrLoad]. An
//     API key can create a session for any user of the enterprise: it must never be shipped to,
//     or typed into, a user's machine.
//   - A client program holds a session and polls [Client.Hosts]. A session is as sensitive as a
//     password, and belongs to one device, which keeps and reuses it until it expires.
//
// Nothing is retried behind the caller's back, because the next poll is the retry and a session
// that is created twice is one too many. The one exception: when the service refuses a session,
// Hosts asks its [SessionSource] once for another one and asks again.
//
// Failures are of three types, to be told apart with errors.As: [APIError] is an answer other
// than success, [SchemaError] an answer that makes no sense, [TransportError] no answer at all.
// None of them ever holds a secret or a query string. Texts in them and in [Host] come from
// strangers and may hold anything: make them safe before they reach a terminal.
//
// The shapes follow the vendor's Enterprise API page ("Enterprise Sessions" and "Hosts"). The
// /v2/hosts route follows the documentation in the vendor's SDK repository. Revoking a session
// follows public programs that do it. Where none of them says what the service does, this package
// accepts every answer that has one safe meaning.
//
// # Importing it
//
// The module is called parsec-hosts, a path that no server answers for. Until it has one that does,
// another module says where a copy of the source lies:
//
//	require parsec-hosts v0.0.0
//
//	replace parsec-hosts => ../parsec-hosts
//
// A published path would put the server before the name, as in example.com/parsec-hosts/parsecapi:
// then the replace goes, go get finds versions, and every import of this module, in it and elsewhere,
// changes by that prefix. Its versions would promise what they say of this package alone; everything
// in internal stays out of reach either way.
package parsecapi
