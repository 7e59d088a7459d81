package ui

// The smallest terminal the dashboard can be used in, and the widths from which it shows more.
const (
	minWidth, minHeight = 30, 8
	minPickHeight       = 3 // of the list to pick from: a line to type in, a host and the keys
	mediumWidth         = 60
	wideWidth           = 100
	// The details need room for a peer ID on one line; what they gain beyond is lost to the table.
	leastDetails, mostDetails = 38, 54
	// tallHeight is the height from which a medium-wide screen has room for details below.
	tallHeight = 22
	// lowHeight is below what a problem and its remedy leave room for a host in.
	lowHeight = 12
)

// detailsPlace says where the details of the selected host go.
type detailsPlace int

const (
	detailsNowhere detailsPlace = iota
	detailsRight
	detailsBelow
	detailsInstead // in the place of the table
)

// detailsWish is what the user asked for with the details key.
type detailsWish int

const (
	detailsAuto detailsWish = iota
	detailsShown
	detailsHidden
)

// arrangement is everything the layout depends on.
type arrangement struct {
	width, height int
	picking       bool
	banner        int // lines of the banner: 0 when nothing is wrong
	filter        bool
	waiting       bool // connections wait for their moment
	connections   int  // lines that tell of connections, if there is room
	footer        int  // lines of the footer, at least one
	details       detailsWish
}

// layout says which lines of the screen belong to what. Heights are in lines, widths in cells;
// together they fill the screen exactly.
type layout struct {
	width, height int
	tooSmall      bool

	banner, filter      int
	columns             int // the table's header line
	rows                int // lines for hosts
	tableWidth          int
	details             detailsPlace
	detailsWidth        int
	detailsHeight       int
	connections, events int
	waiting             int
	footer              int
}

// arrange places everything. It is a pure function of a.
func arrange(a arrangement) layout {
	l := layout{width: a.width, height: a.height, tableWidth: a.width, banner: a.banner}
	if a.width < minWidth || a.height < leastHeight(a.picking) {
		l.tooSmall = true
		return l
	}
	if a.picking {
		return l.forPicking(a)
	}
	const header, rules = 1, 2
	l.footer = a.footer
	if a.height < lowHeight {
		l.banner = min(l.banner, 1) // the remedy, and then a row
	}
	free := a.height - header - l.footer - rules - l.banner
	if a.filter {
		l.filter = 1
		free--
	}
	if a.height >= 14 {
		l.events = 1
		free--
	}
	if a.waiting && a.height >= lowHeight {
		l.waiting = 1
		free--
	}
	l.connections = min(a.connections, max(0, free/4))
	free -= l.connections

	l.details = placeDetails(a)
	switch l.details {
	case detailsRight:
		l.detailsWidth = max(leastDetails, min(mostDetails, a.width*3/10))
		l.tableWidth = a.width - l.detailsWidth
		l.detailsHeight = free
	case detailsBelow:
		l.detailsWidth = a.width
		l.detailsHeight = min(8, free/3)
		free -= l.detailsHeight
	case detailsInstead:
		l.detailsWidth = a.width
		l.detailsHeight = free
		free = 0
	}
	if free > 1 {
		l.columns = 1
	}
	l.rows = max(0, free-l.columns)
	return l
}

// leastHeight is the fewest lines that are of any use.
func leastHeight(picking bool) int {
	if picking {
		return minPickHeight
	}
	return minHeight
}

// forPicking has the line to type in, the hosts and the keys, and little else.
func (l layout) forPicking(a arrangement) layout {
	const roomForTitles = 5
	l.filter, l.footer = 1, a.footer
	free := a.height - l.filter - l.footer
	if a.height < lowHeight {
		l.banner = min(l.banner, 1, free-1)
	}
	free -= l.banner
	if free >= roomForTitles {
		l.columns = 1
	}
	l.rows = free - l.columns
	return l
}

// tableTop is the line of the screen at which the table begins, from 0.
func (l layout) tableTop() int {
	const header, rule = 1, 1
	return header + rule + l.banner + l.filter
}

func placeDetails(a arrangement) detailsPlace {
	switch {
	case a.details == detailsHidden:
		return detailsNowhere
	case a.width >= wideWidth:
		return detailsRight
	case a.height >= tallHeight:
		return detailsBelow
	case a.details == detailsShown:
		return detailsInstead
	}
	return detailsNowhere
}
