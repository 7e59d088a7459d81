package ui

import (
	"fmt"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

// sortableHosts differ in every column. Two hosts are equal in each but name and peer ID.
func sortableHosts() []parsecapi.Host {
	with := func(mode, game, build, about string, public parsecapi.Flag, players, seats int) func(*parsecapi.Host) {
		return func(h *parsecapi.Host) {
			h.Metadata.Mode, h.Metadata.Game, h.Metadata.Build, h.Metadata.Description, h.Metadata.Public = mode, game, build, about, public
			h.Metadata.Players = parsecapi.Count{N: players, Known: players >= 0}
			h.Metadata.MaxPlayers = parsecapi.Count{N: seats, Known: seats > 0}
		}
	}
	return []parsecapi.Host{
		host("p4", "host-10", "acme#zoe", with("desktop", "", "150-9", "b", parsecapi.No, 1, 4)),
		host("p1", "host-9", "acme#yan", with("game", "Tetris", "150-10", "a", parsecapi.Yes, 4, 4)),
		host("p3", "Host-2", "studio#anna", with("game", "Chess", "", "", parsecapi.Yes, -1, 0)),
		host("p2", "Host-3", "studio#anna", with("game", "Chess", "", "", parsecapi.Yes, -1, 0)),
	}
}

func TestTheListIsSortedByEachColumnBothWays(t *testing.T) {
	const ten, nine, two, three = "host-10", "host-9", "Host-2", "Host-3"
	for column, want := range map[string][2][]string{
		"name":        {{two, three, nine, ten}, {ten, nine, three, two}},
		"user":        {{nine, ten, two, three}, {two, three, ten, nine}},
		"user_name":   {{nine, ten, two, three}, {two, three, ten, nine}},
		"provider":    {{nine, ten, two, three}, {two, three, nine, ten}},
		"external_id": {{two, three, nine, ten}, {ten, nine, two, three}},
		"mode":        {{two, three, ten, nine}, {nine, ten, two, three}},
		"game":        {{two, three, nine, ten}, {ten, nine, two, three}},
		"build":       {{ten, nine, two, three}, {two, three, nine, ten}},
		"description": {{nine, ten, two, three}, {two, three, ten, nine}},
		"public":      {{ten, two, three, nine}, {two, three, nine, ten}},
		"peer_id":     {{nine, three, two, ten}, {ten, two, three, nine}},
		"seats":       {{ten, two, three, nine}, {nine, two, three, ten}},
		"age":         {{two, three, nine, ten}, {two, three, nine, ten}},
	} {
		for i, descending := range []bool{false, true} {
			t.Run(fmt.Sprint(column, descending), func(t *testing.T) {
				sorted := func(o *Options) {
					o.View.Sort, o.View.Descending = column, descending
					o.Service.(*fakeService).serve(sortableHosts()...)
				}
				drive(t, 120, 32, sorted, func(d *driver) { d.expectRows(want[i]...) })
			})
		}
	}
}

func TestTheLastToComeIsTheFirstByAge(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { o.View.Sort = "age" }, func(d *driver) {
		d.service.serve(append(sampleHosts(), host("new", "zz-new", "studio#zoe"))...)
		d.wait(time.Minute).expectRows("zz-new", "den-pc", "edit-suite-01", "edit-suite-02", "render-07", "render-10", "東京-スタジオ")
		d.press("S").expectRows("den-pc", "edit-suite-01", "edit-suite-02", "render-07", "render-10", "東京-スタジオ", "zz-new")
	})
}

func TestKeysSortByTheNextColumnAndTheOtherWay(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		for _, title := range []string{"USER ▴", "MODE ▴", "SEATS ▴", "AGE ▴", "NAME ▴"} {
			d.press("s").expect(title)
		}
		d.press("S").expect("NAME ▾").expectNot("▴").expectRows("東京-スタジオ", "render-10", "render-07", "edit-suite-02", "edit-suite-01", "den-pc")
		d.press("s").expect("USER ▴").expectNot("▾")
	})
}

func TestTheCursorStaysOnItsHostWhenTheOrderChanges(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("2").expectSelected("edit-suite-01")
		for _, key := range []string{"S", "s", "S", "s", "s", "S"} {
			d.press(key).expectSelected("edit-suite-01")
		}
		d.press("enter").expectLaunched("peerEdit1")
	})
}

func TestPinnedHostsAreOnTopInBothDirections(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("5").expectSelected("render-10").press("*").expectSelected("render-10").expect("★● render-10")
		d.press("2").expectSelected("den-pc").press("*")
		d.expectRows("den-pc", "render-10", "edit-suite-01", "edit-suite-02", "render-07", "東京-スタジオ")
		d.press("S").expectRows("render-10", "den-pc", "東京-スタジオ", "render-07", "edit-suite-02", "edit-suite-01")
		d.press("*").expectNot("★● den-pc").expectSelected("den-pc").expectRows("render-10", "東京-スタジオ", "render-07", "edit-suite-02", "edit-suite-01", "den-pc")
	})
}

// The service may list it again hours later, or only to the next session.
func TestAPinOutlivesItsHostsAbsence(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("G").expectSelected("東京").press("*").expectRows("東京-スタジオ", "den-pc", "edit-suite-01", "edit-suite-02", "render-07", "render-10")
		d.service.serve(sampleHosts()[:5]...)
		d.wait(time.Minute).expect("★◌ 東京").press("g", "x").expectNot("★")
		d.service.serve(sampleHosts()...)
		d.wait(time.Minute).expectRows("東京-スタジオ", "den-pc", "edit-suite-01", "edit-suite-02", "render-07", "render-10").expect("★● 東京")
	})
}

func TestHostsWithoutANameComeLast(t *testing.T) {
	nameless := func(o *Options) {
		o.Service.(*fakeService).serve(host("p1", "", "studio#anna"), host("p2", "zz", "studio#anna"))
	}
	drive(t, 120, 32, nameless, func(d *driver) { d.expectRows("zz", "") })
}
