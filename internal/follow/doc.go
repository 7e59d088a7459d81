// Package follow asks a service for its hosts again and again, as often as the schedule of package
// poll allows, and tells how each poll ended. It is for programs without a screen; the dashboard
// does the same in the manner of its own framework.
//
// One request is under way at most, and its reply arms the next one. Outages of any kind are waited
// out: only the end of the context ends it, and a session that is gone for good.
package follow
