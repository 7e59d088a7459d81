package ui

import (
	"slices"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

func TestTheScopeKeyCyclesAndSaysWhatIsShown(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("3", "*").expectNot("only")
		d.service.serve(slices.Delete(sampleHosts(), 4, 5)...) // den-pc goes
		d.wait(30 * time.Second)
		d.press("v").expect("only online", "5 of 6").expectRows("edit-suite-02", "edit-suite-01", "render-07", "render-10", "東京-スタジオ")
		d.press("v").expect("only free", "4 of 6").expectRows("edit-suite-01", "render-07", "render-10", "東京-スタジオ")
		d.press("v").expect("only pinned", "1 of 6").expectRows("edit-suite-02")
		d.press("v").expect("only recent", "0 of 6")
		d.press("v").expectNot("only", "of 6").expectRows("edit-suite-02", "den-pc", "edit-suite-01", "render-07", "render-10", "東京-スタジオ")
	})
}

// A host that is missing from one answer is not offline yet, and one of unknown seats may be free.
func TestTheDoubtfulStayInTheScope(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { o.View.Scope = "free" }, func(d *driver) {
		d.expect("den-pc")
		d.service.serve(slices.Delete(sampleHosts(), 4, 5)...)
		d.wait(8*time.Second).expect("◐ den-pc").wait(8*time.Second).expectNot("den-pc NEW", "◌ den-pc")
	})
}

func TestAnEmptyScopeSaysWhyAndEscLeadsBack(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("3").expectSelected("edit-suite-02").press("v", "v", "v").expect("6 hosts outside the scope pinned. esc shows all")
		d.press("esc").expectNot("only").expectSelected("render-07")
	})
	none := func(o *Options) { o.View.Scope = "pinned"; o.Service.(*fakeService).serve() }
	drive(t, 120, 32, none, func(d *driver) { d.expect("The service lists no hosts") })
}

// What is said to bring the hosts back must do so.
func TestAFilterWithinAScopeIsToldOf(t *testing.T) {
	drive(t, 160, 32, func(o *Options) { o.View.Scope = "free" }, func(d *driver) {
		d.press("/").write("suite-02").press("enter").expect("only free", "/ suite-02", "6 hosts hidden by the filter or outside the scope free. esc clears the filter")
		d.press("esc").expect("only free", "5 of 6").press("esc").expectNot("only free")
	})
}

func TestAHostThatFillsUpLeavesTheScopeUnderTheCursor(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { o.View.Scope = "free" }, func(d *driver) {
		d.press("2").expectSelected("edit-suite-01")
		hosts := sampleHosts()
		hosts[0] = host("peerEdit1", "edit-suite-01", "studio#anna", guests(1, 1))
		d.service.serve(hosts...)
		d.wait(7 * time.Second).expectSelected("render-07").press("enter").expect("changed under the cursor just now").expectLaunched()
	})
}

// Somebody who cycles through the scopes comes back to where they were.
func TestAScopeThatIsEmptyForgetsNobody(t *testing.T) {
	pinned := func(o *Options) { o.Service.(*fakeService).serve(slices.DeleteFunc(sampleHosts(), full)...) }
	drive(t, 120, 32, pinned, func(d *driver) {
		d.press("4").expectSelected("render-10").press("v", "v", "v").expect("outside the scope").press("v", "v").expectSelected("render-10")
	})
}

func full(h parsecapi.Host) bool {
	return h.Metadata.Players == h.Metadata.MaxPlayers && h.Metadata.MaxPlayers.Known
}
