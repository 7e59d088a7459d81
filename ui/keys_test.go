package ui

import "testing"

func TestKeysAreWhatTheConfigurationSays(t *testing.T) {
	own := func(o *Options) {
		o.Keys = Keys{"refresh": {"f5"}, "sort": {"r"}, "clear": {"ctrl+x"}, "up": {"w"}, "down": {"e"}, "group": nil}
	}
	drive(t, 160, 45, own, func(d *driver) {
		d.expect("f5 refresh", "r sort").press("r").expect("USER ▴").press("b").expectNot("▾ studio")
		d.press("g").expectSelected("edit-suite-01").press("e").expectSelected("edit-suite-02").press("w").expectSelected("edit-suite-01")
		d.press("?").expect("f5        refresh", "fold the group (there are no groups: (no key) groups the hosts)").press("esc")
		d.press("/").write("zz").expect("ctrl+x clears it").press("esc")
		d.press("/").write("suite").press("down").expectSelected("edit-suite-02")
	})
}

func TestEveryActionIsFoundByTyping(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press(":").expect("Actions", "connect", "copy the peer ID").write("wat").expect("tell when the host comes online").expectNot("copy the peer ID").press("backspace", "backspace", "backspace").write("pause")
		d.wait(misfireTime).press("enter").expect("paused").expectNot("Actions")
		d.press("ctrl+k").write("dismiss").expect("only an offline host can be dismissed").wait(misfireTime).press("enter")
		d.expect("Actions").press("esc").expectNot("Actions")
	})
}

func TestADashboardThatOnlyLooksStartsNothing(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { o.ReadOnly = true }, func(d *driver) {
		d.expect("read-only").expectNot("⏎ connect").press("g", "enter").expect("nothing is started from here")
		d.press("a").expect("nothing is started from here").expectLaunched()
	})
}

func TestEveryConnectionIsAskedForWhereThatIsWanted(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { o.Confirm = true }, func(d *driver) {
		d.press("g", "enter").expect("Connect to den-pc with sample client? y/n").expectLaunched().press("y").expectLaunched("peerDen")
		d.press("a").expect("Connect to edit-suite-01 with sample client?").press("n").expectLaunched("peerDen")
	})
}
