package ui

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

// groupedBy is a dashboard whose list is grouped from the start.
func groupedBy(name string) func(*Options) {
	return func(o *Options) { o.View.Group = name }
}

// expectRows asserts the names of the hosts and groups that the table shows, from its top. Headings
// are written as "# name".
func (d *driver) expectRows(want ...string) *driver {
	d.t.Helper()
	var got []string
	m := d.model()
	for _, r := range m.list.window(m.layout().rows) {
		name := ""
		if r.group != nil {
			name = r.group.shownName()
			d.expect(name + "  " + r.group.count())
			name = "# " + name
		} else {
			name = r.host.Name
		}
		got = append(got, name)
	}
	if !slices.Equal(got, want) {
		d.t.Fatalf("the table has the rows %q, want %q:\n%s", got, want, d.screen())
	}
	return d
}

func TestGroupsHaveHeadingsWithCounts(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("b").expect("grouped by user", "studio · anna  1 host ", "studio · carla  2 hosts ")
		d.press("b").expect("grouped by mode").expectRows("# desktop", "edit-suite-01", "edit-suite-02", "render-07", "render-10", "東京-スタジオ", "# game", "den-pc")
		d.press("b").expect("grouped by game").expectRows("# Skyline", "den-pc", "# (none)", "edit-suite-01", "edit-suite-02", "render-07", "render-10", "東京-スタジオ")
		d.service.serve(sampleHosts()[:5]...)
		d.wait(20*time.Second).expect("(none)  4 of 5 hosts online", "gone")
		d.press("b").expect("not grouped").expectNot("(none)").expectSelected("den-pc")
	})
}

func TestFoldingLeavesTheHeadingAndUnfoldingLeadsBack(t *testing.T) {
	drive(t, 120, 32, groupedBy("mode"), func(d *driver) {
		d.press("4").expectSelected("render-10")
		d.press("left").expectRows("# desktop", "# game", "den-pc").expectSelected("desktop  5 hosts")
		d.press("left").expectRows("# desktop", "# game", "den-pc")
		d.wait(20 * time.Second).expectSelected("desktop")
		d.press("right").expectSelected("render-10").press("enter").expectLaunched("peerRender10")
		// A key that moves is another choice.
		d.press("left", "down", "up", "right").expectSelected("desktop")
	})
}

func TestUnfoldingDoesNotFollowAHostThatLeftTheGroup(t *testing.T) {
	drive(t, 120, 32, groupedBy("mode"), func(d *driver) {
		d.press("1", "left").expectSelected("desktop")
		hosts := sampleHosts()
		hosts[0].Metadata.Mode = "game"
		d.service.serve(hosts...)
		d.wait(8 * time.Second).expect("game  2 hosts").expectSelected("desktop  4 hosts")
		d.press("right").expectSelected("desktop")
	})
}

// The key that connects must not lead from a heading to a host: pressed twice, it would connect.
func TestEnterOnAHeadingFoldsAndUnfolds(t *testing.T) {
	drive(t, 120, 32, groupedBy("mode"), func(d *driver) {
		d.press("1", "left").expectSelected("desktop")
		d.press("enter").expectSelected("desktop").expect("edit-suite-01").expectLaunched()
		d.press("enter").expectSelected("desktop").expectRows("# desktop", "# game", "den-pc")
		d.press("enter", "down", "enter").expectLaunched("peerEdit1")
	})
}

func TestAHeadingIsNoHost(t *testing.T) {
	drive(t, 120, 32, groupedBy("mode"), func(d *driver) {
		d.press("g").expectSelected("desktop").expectNot("⏎ connect", "the API")
		for _, key := range []string{"y", "Y", "*", "tab", "x"} {
			d.press(key).expect("no host is selected").wait(toastTime)
		}
		d.expectLaunched()
	})
	// Where the details take the place of the list, they tell of the group.
	drive(t, 50, 16, groupedBy("mode"), func(d *driver) {
		d.press("g", "i").expect("desktop", "5 hosts").expectNot("The service lists no hosts")
	})
}

func TestAFoldEndsWithItsGrouping(t *testing.T) {
	drive(t, 120, 32, groupedBy("mode"), func(d *driver) {
		hosts := sampleHosts()
		hosts[0].Metadata.Mode = ""
		d.service.serve(hosts...)
		d.wait(8 * time.Second).press("G").expectSelected("edit-suite-01").press("left").expectSelected("(none)  1 host")
		// The same name, but another group.
		d.press("b").expectRows("# Skyline", "den-pc", "# (none)", "edit-suite-01", "edit-suite-02", "render-07", "render-10", "東京-スタジオ")
		d.expectSelected("edit-suite-01")
	})
}

func TestTheCursorFollowsAHostIntoAnotherGroup(t *testing.T) {
	drive(t, 120, 32, groupedBy("mode"), func(d *driver) {
		d.press("2").expectSelected("edit-suite-02")
		hosts := sampleHosts()
		hosts[1].Metadata.Mode = "game"
		d.service.serve(hosts...)
		d.wait(8*time.Second).expectSelected("edit-suite-02").expectRows("# desktop", "edit-suite-01", "render-07", "render-10", "東京-スタジオ", "# game", "den-pc", "edit-suite-02")
		// A folded group hides it; the heading stands for it.
		d.press("up", "left").expectSelected("game  2 hosts").press("1").expectSelected("edit-suite-01")
		hosts[0].Metadata.Mode = "game"
		d.service.serve(hosts...)
		d.wait(8 * time.Second).expectSelected("game  3 hosts")
		d.press("enter").expectLaunched().press("left", "right").expectSelected("game")
	})
}

func TestTheCursorStaysOnItsHeading(t *testing.T) {
	drive(t, 120, 32, groupedBy("user"), func(d *driver) {
		d.press("3", "up").expectSelected("studio · carla")
		hosts := append(sampleHosts(), host("peerZed", "zed", "aaa#first"), host("peerZoe", "zoe", "studio#carla"))
		d.service.serve(hosts...)
		d.wait(8 * time.Second).expectSelected("studio · carla  3 hosts").expect("aaa · first")
	})
}

// When a group goes, a host may come to stand under the cursor that nobody chose.
func TestEnterAsksWhenAHostTookThePlaceOfAHeading(t *testing.T) {
	mode := func(mode string) func(*parsecapi.Host) { return func(h *parsecapi.Host) { h.Metadata.Mode = mode } }
	hosts := func(o *Options) {
		groupedBy("mode")(o)
		o.Service.(*fakeService).serve(host("a", "alone", "studio#anna"), host("b", "player-1", "studio#boris", mode("game")))
	}
	drive(t, 120, 32, hosts, func(d *driver) {
		d.press("2", "up").expectSelected("game")
		d.service.serve(host("a", "alone", "studio#anna"), host("b", "player-1", "studio#boris"))
		d.wait(7*time.Second).expectRows("# desktop", "alone", "player-1").expectSelected("player-1")
		d.press("enter").expect("changed under the cursor just now").expectLaunched()
	})
}

func TestAFilterAndAScopeNarrowTheGroups(t *testing.T) {
	drive(t, 120, 32, groupedBy("mode"), func(d *driver) {
		d.press("v", "v").expect("only free", "5 of 6").expectRows("# desktop", "edit-suite-01", "render-07", "render-10", "東京-スタジオ", "# game", "den-pc")
		d.press("/").write("render").press("enter").expect("only free", "/ render", "2 of 6").expectRows("# desktop", "render-07", "render-10")
		d.press("g", "enter").expect("2 of 6").expectRows("# desktop").expectSelected("desktop  2 hosts")
		d.press("esc").expectRows("# desktop", "# game", "den-pc")
	})
}

func TestAGhostIsDismissedFromItsGroup(t *testing.T) {
	drive(t, 120, 32, groupedBy("mode"), func(d *driver) {
		d.service.serve(slices.Delete(sampleHosts(), 4, 5)...)
		d.wait(30 * time.Second).press("G").expectSelected("den-pc").expect("game  0 of 1 host online")
		d.press("x").expectNot("game  0 of").expectSelected("東京-スタジオ")
	})
}

func TestNumbersPickHostsAndNotHeadings(t *testing.T) {
	drive(t, 120, 32, groupedBy("user"), func(d *driver) {
		for _, pick := range []struct{ key, name string }{
			{"1", "edit-suite-01"}, {"6", "東京"}, {"2", "edit-suite-02"}, {"4", "render-10"}, {"3", "render-07"}, {"9", "render-07"},
		} {
			d.press(pick.key).expectSelected(pick.name)
		}
		d.expect("▌3 ● render-07")
	})
}

func TestNumbersPickWhatIsVisible(t *testing.T) {
	drive(t, 80, 24, serveMany, func(d *driver) {
		d.press("G")
		first := d.model().list.offset
		d.press("1").expectSelected(fmt.Sprintf("render-%06d", first)).press("9").expectSelected(fmt.Sprintf("render-%06d", first+8))
		if d.model().list.offset != first {
			t.Error("the list scrolled")
		}
	})
}

func TestAHeadingFitsANarrowScreen(t *testing.T) {
	drive(t, 30, 8, groupedBy("user"), func(d *driver) {
		page := manyHosts(12_000)
		for i := range page.Hosts {
			page.Hosts[i].Metadata.User.Provider = "a-provider-with-a-very-long-name"
		}
		d.service.page = page
		d.wait(8 * time.Second).press("g")
		checkFits(t, d.screen(), 30, 8)
		page.Hosts[0].Metadata.Online = parsecapi.No
		d.service.page = page
		d.wait(8 * time.Second)
		checkFits(t, d.screen(), 30, 8)
	})
}
