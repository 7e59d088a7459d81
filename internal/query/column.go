package query

import (
	"strings"
	"unicode/utf8"

	"parsec-hosts/internal/fleet"
)

// column is the texts of one field of many hosts. They lie in one block of memory, in the order in which
// they are looked through: the processor then fetches them ahead, which it cannot do with texts that each
// lie behind a host of their own.
type column struct {
	block string
	small string // the block with its capitals made small letters, as far as they are ASCII
	ends  []int  // where each text ends; it begins where the one before it ends
	masks []mask // the letters of each text
	// heads has how each text begins, see headOf. It is nil when some begin otherwise, or nobody asks.
	heads []mask
	// of has the text of each host where hosts share texts; it is nil where each has its own.
	of []int32
	// users has, for the column of users, a host of each: a user has forms beside the one as listed.
	users []*fleet.Host
}

// text returns text i, as it is and in small letters.
func (c *column) text(i int32) (text, small string) {
	start, end := c.start(i), c.ends[i]
	return c.block[start:end], c.small[start:end]
}

func (c *column) start(i int32) int {
	if i == 0 {
		return 0
	}
	return c.ends[i-1]
}

// length returns how many characters text i has.
func (c *column) length(i int32) int {
	start, end := c.start(i), c.ends[i]
	if c.masks[i]&hard == 0 {
		return end - start
	}
	return utf8.RuneCountInString(c.block[start:end])
}

// rateText returns the points of the best find in text i, or notFound.
func (c *column) rateText(p *pattern, i int32) int32 {
	text, small := c.text(i)
	if c.masks[i]&hard == 0 {
		points := p.rate(text, small)
		if points != notFound || c.users == nil || !p.words.inForms() {
			return points
		}
	}
	if c.users != nil {
		return p.words.rateUser(c.users[i])
	}
	return p.words.rateText(p.how, text)
}

// headLength is how many letters of a text's beginning are in its head.
const headLength = 8

// headOf packs the first small letters of a text into a mask that has a byte for each; part covers as many
// of any head.
func headOf(small string) (part, head mask) {
	for i := range min(len(small), headLength) {
		shift := 8 * i
		part |= 0xff << shift
		head |= mask(small[i]) << shift
	}
	return part, head
}

// findHeads notes how each text begins: that decides almost alone which of many random texts begin with a
// few letters (BenchmarkFind, where all peer IDs are looked at).
func (c *column) findHeads() {
	heads := make([]mask, len(c.ends))
	for i := range heads {
		_, small := c.text(int32(i))
		if c.masks[i]&hard != 0 || strings.HasPrefix(small, " ") { // which is passed over
			return
		}
		_, heads[i] = headOf(small)
	}
	c.heads = heads
}
