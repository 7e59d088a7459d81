package textsafe

import "strings"

var plainPunctuation = strings.NewReplacer(
	"…", "~", "·", "-", "–", "-", "—", "-", "−", "-", "×", "x", "‘", "'", "’", "'", "“", `"`, "”", `"`,
)

// PlainPunctuation replaces the punctuation that our texts use by ASCII, cell by cell. Much of it is
// put there far from where it is shown, such as the end of a shortened text, so it is replaced in what
// is finished. A name that has such a sign is shown with the plain one, too; its letters stay.
func PlainPunctuation(text string) string { return plainPunctuation.Replace(text) }
