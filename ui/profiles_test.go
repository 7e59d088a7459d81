package ui

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/poll"
	"parsec-hosts/parsecapi"
)

// otherProfiles are the profiles of a file that has two, studio and staging.
type otherProfiles struct {
	services map[string]Service
	change   func(*Options) // what staging has of its own
	err      error          // of opening
	opened   []string
	closed   []string
}

// withProfiles gives the dashboard the profile staging beside its own.
func withProfiles(p *otherProfiles) func(*Options) {
	staging := &fakeService{}
	staging.serve(host("peerStage", "stage-01", "staging#zoe"))
	p.services = map[string]Service{"staging": staging}
	return func(o *Options) {
		p.services["studio"] = o.Service
		studio := *o
		*o = p.options(studio, "studio")
	}
}

func (p *otherProfiles) options(o Options, name string) Options {
	o.Service, o.Profile, o.BaseURL = p.services[name], name, "https://"+name+".example.test"
	o.Profiles = []ProfileChoice{
		{Name: "staging", About: "staging.example.test, zoe", Current: name == "staging"},
		{Name: "studio", About: "studio.example.test, session command", Current: name == "studio"},
	}
	o.Close = func() { p.closed = append(p.closed, name) }
	o.OpenProfile = func(name string) (Options, error) {
		p.opened = append(p.opened, name)
		next := p.options(o, name)
		if p.change != nil {
			p.change(&next)
		}
		return next, p.err
	}
	return o
}

func (p *otherProfiles) service(name string) *fakeService { return p.services[name].(*fakeService) }

func TestAnotherProfileIsShownInPlace(t *testing.T) {
	p := &otherProfiles{}
	drive(t, 120, 32, withProfiles(p), func(d *driver) {
		d.press("p").expect("Profile", "1    staging  staging.example.test, zoe", "2  ✓ studio   studio.example.test, session command")
		d.wait(misfireTime).press("enter").expectHeader("staging").expectHeader("1 online").expect("stage-01", "✓ profile staging")
		d.expectNot("edit-suite-01")
		if title := d.m.View().WindowTitle; title != "parsec-hosts staging: 1 online" {
			t.Errorf("the title is %q", title)
		}
		if !slices.Equal(p.closed, []string{"studio"}) {
			t.Errorf("the profiles %q were closed", p.closed)
		}
		asked := d.service.asked
		d.wait(time.Minute).expectHeader("live")
		if d.service.asked != asked {
			t.Errorf("the profile that was left was asked %d times", d.service.asked-asked)
		}
		d.press("p", "2").expectHeader("studio").expect("edit-suite-01").expectNot("stage-01")
	})
}

func TestUntilItsFirstAnswerAProfileHasNoHosts(t *testing.T) {
	p := &otherProfiles{}
	drive(t, 120, 32, withProfiles(p), func(d *driver) {
		p.service("staging").block = make(chan struct{})
		d.press("p", "1").expectHeader("staging").expectHeader("◌ connecting")
		d.expect("Asking https://staging.example.test for hosts…").expectNot("edit-suite-01", "online")
		d.press("enter").expect("no host is selected").expectLaunched()
	})
}

// stubborn answers when it is told to, whoever has stopped waiting meanwhile.
type stubborn struct {
	page   parsecapi.Page
	asked  int
	answer chan struct{}
	ended  error // of the request's context, when it answered last
}

func (s *stubborn) Hosts(ctx context.Context) (parsecapi.Page, error) {
	s.asked++
	<-s.answer
	s.ended = ctx.Err()
	return s.page, nil
}

func TestALateAnswerOfTheOldProfileIsDropped(t *testing.T) {
	p := &otherProfiles{}
	slow := &stubborn{page: parsecapi.Page{Hosts: pointers(sampleHosts()...), Requests: 1}}
	for _, c := range []struct {
		name   string
		answer bool // whether the new profile has its answer by then
	}{{"before the new one's", false}, {"after the new one's", true}} {
		t.Run(c.name, func(t *testing.T) {
			drive(t, 120, 32, func(o *Options) {
				slow.answer, slow.ended = make(chan struct{}), nil
				withProfiles(p)(o)
				o.Service, p.services["studio"] = slow, slow
			}, func(d *driver) {
				staging := p.service("staging")
				if !c.answer {
					staging.block = make(chan struct{})
				}
				d.press("p", "1").expectHeader("staging")
				close(slow.answer)
				d.settle()
				d.expectNot("edit-suite-01")
				if !errors.Is(slow.ended, context.Canceled) {
					t.Errorf("the request of the old profile went on: %v", slow.ended)
				}
				if !c.answer {
					d.expectHeader("◌ connecting")
					close(staging.block)
					staging.block = nil
				}
				d.wait(time.Hour).expect("stage-01").expectNot("edit-suite-01")
			})
		})
	}
}

func TestAProfileThatCannotBeOpenedChangesNothing(t *testing.T) {
	p := &otherProfiles{err: errors.New("config.toml:7: there is no launcher named nope")}
	drive(t, 120, 32, withProfiles(p), func(d *driver) {
		d.press("down", "tab", "/").write("edit").press("enter")
		before := d.model().list
		d.press("p", "1").expect("the profile staging cannot be shown: config.toml:7: there is no launcher named nope")
		d.expectHeader("studio").expectHeader("live").expect("edit-suite-01", "1 marked", "/ edit")
		if len(p.closed) > 0 || !slices.Equal(d.model().list.rows, before.rows) {
			t.Errorf("closed %q, the list has %d rows and had %d", p.closed, len(d.model().list.rows), len(before.rows))
		}
		asked := d.service.asked
		d.wait(time.Minute).expectHeader("live")
		if d.service.asked == asked {
			t.Error("the profile that stays is no longer asked")
		}
		p.err = nil
		d.press("p", "1").expectHeader("staging")
	})
}

func TestWhatBelongsToTheOldProfileGoesAndWhatBelongsToTheTerminalStays(t *testing.T) {
	p := &otherProfiles{change: func(o *Options) {
		o.View = View{Columns: []string{"name", "peer_id"}, Sort: "peer_id", Scope: "online", Pinned: []string{"peerStage"}}
		o.Looks.Theme = ThemeContrast
	}}
	drive(t, 120, 32, withProfiles(p), func(d *driver) {
		d.send(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
		d.send(tea.BackgroundColorMsg{Color: lipgloss.Color("#ffffff")})
		d.press("i", "s", "*", "tab", "/").write("render").press("enter")
		d.press("p", "1")
		m := d.model()
		if len(m.marked) > 0 || m.filterText() != "" || m.list.selected == "peerRender7" || m.view.Sort != "peer_id" || !m.pinned["peerStage"] || len(m.pinned) > 1 {
			t.Errorf("marks %v, filter %q, cursor on %q, view %+v", m.marked, m.filterText(), m.list.selected, m.view)
		}
		if m.width != 120 || m.background != BackgroundLight || m.profile != colorprofile.TrueColor || m.details != detailsHidden {
			t.Errorf("width %d, background %v, colours %v, details %v", m.width, m.background, m.profile, m.details)
		}
		if want := newTheme(Looks{Theme: ThemeContrast}, colorprofile.TrueColor, BackgroundLight); m.theme.title != want.title {
			t.Error("the theme is not that of the new profile")
		}
	})
}

func TestRunningConnectionsOutliveASwitch(t *testing.T) {
	p := &otherProfiles{}
	drive(t, 120, 32, withProfiles(p), func(d *driver) {
		d.press("g", "down", "enter").status(launch.Status{State: launch.Running, Changed: d.model().now})
		d.expectLaunched("peerEdit1").expect("running")
		d.press("p", "1").expectHeader("staging").expect("edit-suite-01", "sample client", "running")
		p.service("staging").block = make(chan struct{})
		d.wait(3 * time.Minute).expect("running 3m")
		close(p.service("staging").block)
		p.service("staging").block = nil
		d.press("g", "enter").expectLaunched("peerEdit1", "peerStage")
		d.status(launch.Status{State: launch.Ended}) // the newer one
		d.expect("edit-suite-01").status(launch.Status{State: launch.Ended}).wait(time.Minute).expectNot("sample client  ")
	})
}

// A launcher that is about to start belongs to the profile whose host it is for.
func TestALaunchThatHasBegunIsFinishedBeforeTheSwitch(t *testing.T) {
	p := &otherProfiles{change: func(o *Options) {
		o.Launching.Start = func(launch.Plan) (Run, error) {
			return Run{}, errors.New("started by the wrong profile")
		}
	}}
	drive(t, 120, 32, withProfiles(p), func(d *driver) {
		d.wait(3*time.Second).press("g", "down")
		m := d.model()
		m, opened := m.openProfile("staging")
		d.m = m
		d.service.block = make(chan struct{})
		d.send(keyPress("enter")) // which has a fresh look at the list first
		d.run(opened)
		d.settle()
		if d.expectHeader("studio"); !d.model().checking.active() {
			t.Error("the launch does not wait for a fresh list")
		}
		close(d.service.block)
		d.service.block = nil
		d.settle()
		d.expectLaunched("peerEdit1").expectHeader("staging").expectNot("wrong profile")
	})
}

// heldMemory keeps a view at once, or when goOn is closed.
type heldMemory struct {
	saved []View
	goOn  chan struct{}
}

func (m *heldMemory) Save(v View) error {
	if m.goOn != nil {
		<-m.goOn
	}
	m.saved = append(m.saved, v)
	return nil
}

func TestTheViewIsKeptBeforeTheSwitchAndForItsOwnProfile(t *testing.T) {
	own, other := &heldMemory{}, &heldMemory{}
	p := &otherProfiles{change: func(o *Options) { o.Memory = other }}
	drive(t, 120, 32, func(o *Options) { withProfiles(p)(o); o.Memory = own }, func(d *driver) {
		own.goOn = make(chan struct{})
		d.press("v", "v", "p", "1").expectHeader("studio")
		close(own.goOn)
		d.settle()
		d.expectHeader("staging")
		if n := len(own.saved); n != 2 || own.saved[1].Scope != "free" || len(other.saved) > 0 {
			t.Errorf("kept %+v for the old profile and %+v for the new one", own.saved, other.saved)
		}
		d.press("s")
		if len(own.saved) != 2 || len(other.saved) != 1 {
			t.Errorf("kept %d views for the old profile and %d for the new one", len(own.saved), len(other.saved))
		}
	})
}

func TestSwitchingToAndFroPassesNeitherTheBudgetNorARetryAfter(t *testing.T) {
	p := &otherProfiles{}
	drive(t, 120, 32, func(o *Options) {
		o.Poll = poll.Config{Interval: 8 * time.Second, Budget: 9, Window: 5 * time.Minute}
		withProfiles(p)(o)
	}, func(d *driver) {
		for range 10 {
			d.press("p", "1", "p", "2")
		}
		if n := d.service.asked; n > 9 {
			t.Errorf("asked %d times with a budget of 9", n)
		}
		d.expectHeader("studio").expect("The next request to https://studio.example.test is in 2m30s")
		d.wait(time.Minute).expect("is in 1m30s").press("r").expect("the request budget is used up").press("space").expect("Paused before https://studio.example.test")
		d.press("space").wait(5 * time.Minute).expect("edit-suite-01").expectHeader("live")

		d.service.fail(&parsecapi.APIError{Op: parsecapi.OpListHosts, Status: http.StatusTooManyRequests,
			RetryAfter: parsecapi.RetryAfter{Wait: 4 * time.Minute, Known: true}})
		d.wait(time.Minute).expect("asks for fewer requests")
		asked := d.service.asked
		d.press("p", "1", "p", "2").wait(2 * time.Minute)
		if d.service.asked != asked {
			t.Errorf("asked %d times before the service allowed it", d.service.asked-asked)
		}
	})
}

// A request that was cancelled has been made all the same.
func TestRequestsThatASwitchCancelsCount(t *testing.T) {
	p := &otherProfiles{}
	drive(t, 120, 32, func(o *Options) {
		o.Poll = poll.Config{Interval: 8 * time.Second, Budget: 9, Window: 5 * time.Minute}
		withProfiles(p)(o)
	}, func(d *driver) {
		d.wait(time.Minute)
		d.service.block = make(chan struct{})
		for range 10 {
			d.press("p", "1", "p", "2")
		}
		if n := d.service.asked; n > 9 {
			t.Errorf("asked %d times with a budget of 9", n)
		}
		close(d.service.block)
	})
}

func TestThereMustBeAnotherProfileToSwitchTo(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Options)
		want   string
	}{
		{"none", nil, "there is no other profile"},
		{"one", func(o *Options) { o.Profiles = o.Profiles[1:] }, "there is no other profile"},
		{"a reason", func(o *Options) { o.OneProfile = "PARSEC_HOSTS_API_KEY is set" }, "PARSEC_HOSTS_API_KEY is set"},
	} {
		t.Run(c.name, func(t *testing.T) {
			drive(t, 120, 32, func(o *Options) {
				if c.change != nil {
					withProfiles(&otherProfiles{})(o)
					c.change(o)
				}
			}, func(d *driver) {
				d.expectNot("p profile").press("p").expect(c.want).expectHeader("studio").expectNot("Profile")
			})
		})
	}
}

func TestThePresentProfileIsNotOpenedAgain(t *testing.T) {
	p := &otherProfiles{}
	drive(t, 120, 32, withProfiles(p), func(d *driver) {
		d.press("p", "2").expect("the profile studio is on the screen already")
		if d.press("esc"); len(p.opened) > 0 || strings.Contains(d.screen(), "Profile") {
			t.Errorf("opened %q", p.opened)
		}
	})
}
