package ui

// The smallest terminal the dashboard can be used in, and the widths from which it shows more.
const (
	minWidth, minHeight = 30, 8
	mediumWidth         = 60
	wideWidth           = 100
	// The details need room for a peer ID on one line; what they gain beyond is lost to the table.
	leastDetails, mostDetails = 37, 54
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
	banner        int // lines of the banner: 0 when nothing is wrong
	filter        bool
	connections   int
	footer        int // lines of the footer, at least one
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
	footer              int
}

// arrange places everything. It is a pure function of a.
func arrange(a arrangement) layout {
	l := layout{width: a.width, height: a.height, tableWidth: a.width, banner: a.banner}
	if a.width < minWidth || a.height < minHeight {
		l.tooSmall = true
		return l
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

// columnWidths are the widths of the table's cells; 0 leaves a column out.
type columnWidths struct {
	name, user, mode, seats, age int
	shortUsers                   bool // leave the provider out
}

// rowPrefix is the cursor, the presence sign and the blanks around them; columnGap follows every
// cell.
const (
	rowPrefix = 4
	columnGap = 2
)

// arrangeColumns shares the width of the table among its columns. Name and user share what the
// others leave by what their widest texts want. A narrow table has the name and the seats alone.
func arrangeColumns(width int, want wantedWidths) columnWidths {
	c := columnWidths{seats: 8}
	free := width - rowPrefix - c.seats - 2*columnGap
	if width < userWidth {
		c.name = free
		return c
	}
	free -= columnGap
	if width >= mediumWidth {
		c.age = 9
		free -= c.age + columnGap
	}
	if width >= modeWidth {
		c.mode = min(max(len("MODE"), want.mode), widestMode, width/8+1)
		free -= c.mode + columnGap
	}
	name, user, short := max(want.name, len("NAME ▴")), max(want.user, len("USER")), max(want.shortUser, len("USER"))
	if name+user > free {
		// The part that differs from user to user is worth more than the one that rarely does.
		c.shortUsers, user = true, short
	}
	c.name, c.user = share(free, name, user)
	return c
}

// The widths from which the table has columns for the user and the mode; widestMode bounds the
// latter, since it may show the name of a game.
const (
	userWidth  = 44
	modeWidth  = 70
	widestMode = 14
)

// wantedWidths are those of the widest texts of the list.
type wantedWidths struct {
	name, user, shortUser, mode int
}

// share gives two cells what they want, or if there is too little for both, three fifths to the
// first and the rest to the second, but to none more than it wants.
func share(free, first, second int) (int, int) {
	if first+second <= free {
		return first, second
	}
	a := min(first, max(free*3/5, free-second))
	return a, min(second, free-a)
}
