package query

import "parsec-hosts/internal/fleet"

// column is the texts of one field of many hosts. They lie in one block of memory, in the order in which
// they are looked through: the processor then fetches them ahead, which it cannot do with texts that each
// lie behind a host of their own.
type column struct {
	block string
	ends  []int  // where each text ends; it begins where the one before it ends
	masks []mask // the letters of each text
	// heads has how each text begins, see headOf. It is nil when some begin otherwise, or nobody asks.
	heads []mask
	// of has the text of each host where hosts share texts; it is nil where each has its own.
	of []int32
	// users has, for the column of users, a host of each: a user has forms beside the one as listed.
	users []*fleet.Host
}

func (c *column) text(i int32) string {
	if i == 0 {
		return c.block[:c.ends[0]]
	}
	return c.block[c.ends[i-1]:c.ends[i]]
}

// rateText returns the points of the best find in text i, or notFound.
func (c *column) rateText(p *pattern, i int32) int32 {
	if c.masks[i]&hard == 0 {
		points := p.rate(c.text(i))
		if points != notFound || c.users == nil || !p.words.inForms() {
			return points
		}
	}
	if c.users != nil {
		return p.words.rateUser(c.users[i])
	}
	return p.words.rateText(p.how, c.text(i))
}

// headLength is how many letters of a text's beginning are in its head.
const headLength = 8

// headOf packs the first letters of what is wanted, in small letters, into a mask that has a byte for each;
// part covers as many of a head.
func headOf(want []byte) (part, head mask) {
	for i, c := range want[:min(len(want), headLength)] {
		shift := 8 * i
		part |= 0xff << shift
		head |= mask(inAnyCase[c]) << shift
	}
	return part, head
}

// findHeads notes how each text begins: that decides almost alone which of many random texts begin with a
// few letters (BenchmarkFind, where all peer IDs are looked at).
func (c *column) findHeads() {
	heads := make([]mask, len(c.ends))
	for i := range heads {
		text := c.text(int32(i))
		if c.masks[i]&hard != 0 || text != "" && text[0] == ' ' { // which is passed over
			return
		}
		_, heads[i] = headOf([]byte(text[:min(len(text), headLength)]))
	}
	c.heads = heads
}
