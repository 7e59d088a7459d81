package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// TestGoldenScreens keeps whole screens. After a change of the looks, run with -update and read
// the difference.
func TestGoldenScreens(t *testing.T) {
	sizes := []struct {
		name          string
		width, height int
	}{{"120x32", 120, 32}, {"80x24", 80, 24}, {"50x16", 50, 16}, {"35x12", 35, 12}}
	scenes := []struct {
		name  string
		scene func(*driver)
	}{
		{"live", liveScene},
		{"filter", func(d *driver) { liveScene(d); d.press("/").write("ren 0") }},
		{"stale", func(d *driver) {
			liveScene(d)
			d.service.fail(&parsecapi.TransportError{Op: parsecapi.OpListHosts, Kind: parsecapi.KindRefused, Host: "api.example.test:443"})
			d.wait(30 * time.Second)
		}},
		{"groups", func(d *driver) { liveScene(d); d.press("b", "4", "left").wait(toastTime) }},
		{"marks", func(d *driver) { liveScene(d); d.press("1", "*", "v", "2", "tab", "tab") }},
		{"columns", func(d *driver) { liveScene(d); d.press("c", "down", "down", "enter") }},
		{"copy", func(d *driver) { liveScene(d); d.press("Y", "down") }},
		{"help", func(d *driver) { d.press("?") }},
		{"empty", func(d *driver) { d.service.serve(); d.press("r").wait(30 * time.Second) }},
	}
	for _, size := range sizes {
		for _, s := range scenes {
			name := s.name + "-" + size.name
			t.Run(name, func(t *testing.T) {
				drive(t, size.width, size.height, nil, func(d *driver) {
					s.scene(d)
					checkGolden(t, name, d.screen())
					checkFits(t, d.screen(), size.width, size.height)
				})
			})
		}
	}
}

// TestGoldenLists keeps whole lists to pick from.
func TestGoldenLists(t *testing.T) {
	for _, each := range []struct {
		name          string
		width, height int
		change        func(*Options)
		scene         func(*driver)
	}{
		{"pick-80x12", 80, 12, typed(""), func(d *driver) {}},
		{"pick-50x6", 50, 6, typed("ren"), func(d *driver) { d.press("down") }},
		{"pick-multi-80x12", 80, 12, several, func(d *driver) { d.press("tab").write("e").press("tab", "down") }},
		{"pick-multi-35x8", 35, 8, several, func(d *driver) { d.press("tab", "tab") }},
	} {
		t.Run(each.name, func(t *testing.T) {
			drive(t, each.width, 40, picker(each.height, each.change), func(d *driver) {
				pickScene(d)
				each.scene(d)
				checkGolden(t, each.name, d.screen())
				checkFits(t, d.screen(), each.width, each.height)
			})
		})
	}
}

// pickScene has a host that left and one that has just come.
func pickScene(d *driver) {
	d.wait(time.Minute)
	hosts := append(sampleHosts()[1:], host("peerNew", "build-mac-03", "studio#farid"))
	d.service.serve(hosts...)
	d.wait(30 * time.Second)
}

// liveScene has hosts that came, left and filled up.
func liveScene(d *driver) {
	d.wait(time.Minute)
	hosts := sampleHosts()
	d.service.serve(append(hosts[:2:2], hosts[3:]...)...)
	d.wait(30 * time.Second)
	hosts[3].Metadata.Players.N = 4
	hosts = append(hosts[:2:2], hosts[3:]...)
	hosts = append(hosts, host("peerNew", "build-mac-03", "studio#farid"))
	d.service.serve(hosts...)
	d.wait(8 * time.Second)
	d.press("g", "down", "down").wait(toastTime)
}

func checkGolden(t *testing.T, name, screen string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *updateGolden {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(screen+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run with -update to write it)", err)
	}
	if got := screen + "\n"; got != string(want) {
		t.Errorf("the screen differs from %s\n--- got\n%s--- want\n%s", path, got, want)
	}
}

// checkFits asserts that no line is cut and none dropped by the renderer.
func checkFits(t *testing.T, screen string, width, height int) {
	t.Helper()
	lines := strings.Split(screen, "\n")
	if len(lines) != height {
		t.Errorf("the screen has %d lines, the terminal %d", len(lines), height)
	}
	for i, l := range lines {
		if w := textsafe.Width(l); w > width {
			t.Errorf("line %d has %d cells, the terminal %d: %q", i, w, width, l)
		}
	}
}
