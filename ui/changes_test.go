package ui

import (
	"testing"
	"time"

	"parsec-hosts/internal/poll"
	"parsec-hosts/parsecapi"
)

// change serves the sample hosts with one of them changed, in the next answer.
func (d *driver) change(i int, changes ...func(*parsecapi.Host)) *driver {
	hosts := sampleHosts()
	for _, c := range changes {
		c(&hosts[i])
	}
	d.service.serve(hosts...)
	return d.wait(poll.Default().Interval)
}

func TestAChangedCellIsSignedForThreePages(t *testing.T) {
	pageAfterPage := func(d *driver, sign string) {
		d.expect(sign)
		for range markedPages - 1 {
			d.wait(poll.Default().Interval).expect(sign)
		}
		d.wait(poll.Default().Interval).expectNot(sign)
	}
	name := func(h *parsecapi.Host) { h.Name = "render-7b" }
	user := func(h *parsecapi.Host) { h.UserName, h.Metadata.User.ExternalID = "studio#zoe", "zoe" }
	game := func(h *parsecapi.Host) { h.Metadata.Mode, h.Metadata.Game = "game", "Tetris" }
	for sign, c := range map[string]func(*parsecapi.Host){
		"▲2/4": guests(2, 4), "▼0/4": guests(0, 4), "◆1/8": guests(1, 8), "▲4/4 full": guests(4, 4), "◆–": guests(0, 0),
		"render-7b ◆": name, "◆studio · zoe": user, "◆Tetris": game,
	} {
		t.Run(sign, func(t *testing.T) {
			unknown := func(h *parsecapi.Host) {
				if h.Metadata.MaxPlayers.N == 0 {
					h.Metadata.Players, h.Metadata.MaxPlayers = parsecapi.Count{}, parsecapi.Count{}
				}
			}
			drive(t, 120, 32, nil, func(d *driver) {
				d.expectNot(sign)
				pageAfterPage(d.change(3, c, unknown), sign)
			})
		})
	}
}

// A second change counts from its own page, and may go the other way.
func TestANewerChangeTakesThePlaceOfTheOlder(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.change(3, guests(3, 4)).expect("▲3/4")
		d.change(3, guests(3, 4)).expect("▲3/4")
		d.change(3, guests(2, 4)).expect("▼2/4").expectNot("▲")
		d.change(3, guests(2, 4)).expect("▼2/4")
		d.change(3, guests(2, 4)).expect("▼2/4")
		d.change(3, guests(2, 4)).expectNot("▼")
	})
}

// A poll that failed is no page: nobody has seen the change for longer.
func TestASignOutlastsFailedPolls(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.change(3, guests(2, 4)).expect("▲2/4")
		d.service.fail(&parsecapi.APIError{Op: parsecapi.OpListHosts, Status: 500})
		d.wait(5 * time.Minute).expect("▲2/4")
	})
}

func TestASignMovesNoColumn(t *testing.T) {
	for _, size := range [][2]int{{120, 32}, {60, 16}, {35, 12}} {
		drive(t, size[0], size[1], nil, func(d *driver) {
			columns := func() (widths []int) {
				m := d.model()
				for _, c := range m.tableShape(m.layout().tableWidth).columns {
					widths = append(widths, c.width)
				}
				return widths
			}
			before := columns()
			// A seat, a name of the same width and a user, all at once, of the widest host.
			d.change(1, guests(0, 1), func(h *parsecapi.Host) { h.Name, h.UserName = "edit-suite-0x", "studio#bruno" })
			d.expect("▼0/1")
			for i, width := range columns() {
				if width != before[i] {
					t.Errorf("column %d went from %d to %d cells", i, before[i], width)
				}
			}
			checkFits(t, d.screen(), size[0], size[1])
		})
	}
}

func TestTheFirstPageHasNothingNew(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) { d.expect("den-pc").expectNot("NEW", "◆", "▲") })
}

func TestAHostThatComesIsNewForFiveMinutes(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.serve(append(sampleHosts(), host("peerNew", "build-mac-03", "studio#farid"))...)
		d.wait(8 * time.Second).expect("build-mac-03 NEW")
		d.wait(recently - 2*time.Second).expect("build-mac-03 NEW")
		d.wait(2 * time.Second).expectNot("NEW")
		// Who leaves is not new, and who comes back is.
		d.service.serve(sampleHosts()...)
		d.wait(time.Minute).expectNot("NEW")
		d.service.serve(append(sampleHosts(), host("peerNew", "build-mac-03", "studio#farid"))...)
		d.wait(8 * time.Second).expect("build-mac-03 NEW")
	})
}

// A letter of the name is worth more than what stands behind it.
func TestALongNameLosesNoLetterToASign(t *testing.T) {
	const long = "a-name-that-is-as-long-as-its-column-is"
	drive(t, 80, 16, nil, func(d *driver) {
		d.press("c", "+", "esc")
		name := long[:d.model().columnWidth(nameColumn)]
		d.service.serve(append(sampleHosts(), host("peerNew", name, "studio#farid"))...)
		d.wait(8 * time.Second).expect(name + "  studio").wait(10 * time.Minute)
		d.service.serve(append(sampleHosts(), host("peerNew", "b"+name[1:], "studio#farid"))...)
		d.wait(8 * time.Second).expect("b" + name[1:] + "  studio")
		checkFits(t, d.screen(), 80, 16)
	})
}

func TestManySeatsThatAreTakenAreToldWhole(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.change(3, guests(20, 20)).expect("▲20/20").expectNot("20/20 f…", "20/20 …")
	})
}
