package query

import "slices"

// Manual is the language as those who filter read it: lines of at most 90 cells.
const Manual = `A query is terms with spaces between them; a host must satisfy all of them.

  rndr07            the letters in this order, with others between them if need be
  'render           these letters together
  "edit suite"      the same, and quotes hold spaces, | and all other signs; \" is a quote within
  edit\ suite       a space that does not end the term
  ^render           at the start
  07$               at the end
  ^render-07$       the whole text
  !test             not: no text has these letters together; !^a and !b$ too
  anna | boris      one of them; | binds tighter than the space, and needs none around it

Case counts in a term that has an upper-case letter, and an accent on a letter that is typed with
one: zoe finds zoë and Zoe, zoë finds neither zoe nor zoé.

Fields

A term without a field is looked for in the name, the user, the mode and the game. The peer ID
must begin with it: anywhere in random letters, a few of them are found by chance.

  name:^render      the name; all of the above may follow the colon
  user:'anna        the user, as listed (studio#anna), as displayed (studio · anna), or one half of it
  mode:desktop      the mode
  game:"rocket"     the game
  id:1QA            the start of the peer ID; id:'0qE looks inside it, id:LVZ$ at its end
  !name:test        negation stands before the field or, as name:!test, after it

Properties

  is:online         listed, or missing from the newest answer only, which still counts as online
  is:offline        and is:missing, is:unknown
  is:full           every seat is known to be taken
  is:free           all others; unknown seats count as free
  is:pinned         and is:new: marked so in a dashboard; is:self: this computer
  players:>0        guests; an unknown number of them counts as none
  seats:>=1         free seats; unknown ones satisfy every lower bound (> and >=) and nothing else
  seen:<10m         time since the host was last seen, in s, m, h or d; none while it is online
  !is:full          negation, before the property or after its colon

Comparisons are >, >=, <, <= and =, which may be left out. A time equals another in the unit
that is given: seen:2h is from two hours to just below three.

Order

Terms without a field and those in name: and user: rank what they find: words that start with a
letter typed, letters that stand together, and finds near the start come first, and a find in
the name a little before one elsewhere. Among equals the shorter name wins, unless all such
terms are in user:. All other terms only let through or hold back.

A word before a colon that is a slip away from the name of a field (usr:, player:) is a mistake
that is told. Any other is text, as in http://host or a:b, and so is everything in quotes.`

// Terms returns what a term of a query may begin with: the fields and properties with their colon.
func Terms() []string {
	terms := make([]string, 0, len(textFields)+len(properties))
	for name := range textFields {
		terms = append(terms, name+":")
	}
	for name := range properties {
		terms = append(terms, name+":")
	}
	slices.Sort(terms)
	return terms
}

// States returns the words that may follow "is:".
func States() []string {
	words := make([]string, len(states))
	for i, s := range states {
		words[i] = s.word
	}
	return words
}
