// Package house holds no program: its tests keep the rules that every other package follows.
//
//   - arrows_test.go lists which package may import which. A new package gets its line there.
//   - rules_test.go holds the other rules: size of files, documentation, injected time, secrets.
//   - faultpage_test.go, dependencies_test.go and packagepage_test.go generate pages of docs, or want
//     them to be up to date.
//   - bite_test.go breaks each rule in a small made-up tree, so that none of them can pass by
//     looking at nothing.
//
// They read the source of all platforms, not only of the one the tests run on.
package house
