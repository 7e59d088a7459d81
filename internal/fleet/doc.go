// Package fleet is what is known about the hosts: the service's pages go in, presence and events
// come out. It holds values and pure functions; time is given by the caller, and text from
// strangers is made safe here.
//
// A host is its peer ID. Its presence follows the pages alone:
//
//	listed                              online; offline if the service says "online: false"
//	absent from one complete page       missing: still shown as online, for pages do flicker
//	absent from another, 3 s or later   offline: a ghost, until dismissed or a day old
//	absent from an incomplete page      unknown; misses of complete pages go on counting
//
// A page is incomplete when the service says that there is more, when rows had to be dropped or
// when one of the queries behind it failed. A failed poll changes no host: only the list is stale.
package fleet
