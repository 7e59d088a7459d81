package ui

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"parsec-hosts/internal/columns"
	"parsec-hosts/internal/fleet"
	"parsec-hosts/parsecapi"
)

// serveLarge is a list that does not wait for its filter.
func serveLarge(o *Options) { o.Service.(*fakeService).page = manyHosts(largeList) }

// typeFast sends letters faster than what they find can be shown.
func (d *driver) typeFast(text string) *driver {
	for _, r := range text {
		d.send(keyPress(string(r)))
	}
	return d
}

func TestALargeListShowsWhatWasFoundOnceItIs(t *testing.T) {
	drive(t, 120, 32, serveLarge, func(d *driver) {
		d.press("/").typeFast("'00999").expect("/ '00999", "… of 10000").expectNot("render-009991")
		d.settle()
		d.expect("11 of 10000", "render-009991").expectNot("… of")
	})
}

func TestWhatAnEarlierFilterFindsIsNeverShown(t *testing.T) {
	drive(t, 120, 32, serveLarge, func(d *driver) {
		d.press("/").typeFast("'0099")
		d.send(<-d.msgs) // the outcome for the first of the letters
		d.expect("… of 10000").settle()
		d.expect("111 of 10000")
		d.typeFast("9").press("backspace").expect("111 of 10000")
		d.typeFast("9").press("esc").expectNot("of 10000").expectSelected("render-0099")
	})
}

func TestNoKeyIsForARowOfAnEarlierFilter(t *testing.T) {
	for _, keys := range [][]string{{"enter", "enter"}, {"down", "up", "enter", "enter"}} {
		drive(t, 120, 32, serveLarge, func(d *driver) {
			d.press("/").typeFast("09876")
			for _, key := range keys {
				d.send(keyPress(key))
			}
			d.settle()
			d.expectLaunched("peer009876").expect("1 of 10000")
		})
	}
}

func TestHostsThatComeDuringASearchAreFound(t *testing.T) {
	drive(t, 120, 32, serveLarge, func(d *driver) {
		d.press("/")
		d.service.page.Hosts = append(slices.Clone(d.service.page.Hosts), pointers(host("new", "brand-new", "studio#zoe"))...)
		d.typeFast("'bra")
		late := <-d.msgs
		d.wait(20*time.Second).expect("1 of 10001", "brand-new")
		d.send(late)
		d.expect("1 of 10001", "brand-new").typeFast("n").settle()
		d.expect("1 of 10001", "brand-new")
	})
}

func TestAPollSortsAsIfAllWereNew(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		page := manyHosts(1 + random.IntN(30))
		f, _ := fleet.Fleet{}.Apply(time.Unix(0, 0), page)
		names := columns.Names()
		s := listSource{fleet: f, view: View{Sort: names[random.IntN(len(names))], Descending: random.IntN(2) == 0}, pinned: map[string]bool{"peer000003": true}}
		l := list{}.sort(s)
		for i := range 3 {
			hosts := slices.DeleteFunc(slices.Clone(page.Hosts), func(*parsecapi.Host) bool { return random.IntN(4) == 0 })
			for k := range hosts {
				if random.IntN(3) == 0 {
					changed := *hosts[k]
					changed.Name = fmt.Sprint("other-", random.IntN(5))
					hosts[k] = &changed
				}
			}
			page.Hosts = hosts
			s.fleet, _ = s.fleet.Apply(time.Unix(int64(60*(i+1)), 0), page)
			l.view = s.view
			l = l.sort(s)
			if whole := (list{}).sort(s).sorted; !slices.Equal(l.sorted, whole) {
				t.Fatalf("by %s the hosts are in another order", s.view.Sort)
			}
		}
	}
}

func TestAPollMeasuresAsIfAllWereNew(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	for range 200 {
		l, s := list{}, listSource{view: View{Columns: []string{"name", "user", "game"}}}
		for i := range 5 {
			page := manyHosts(random.IntN(6))
			for k := range page.Hosts {
				page.Hosts[k].Name = strings.Repeat("x", random.IntN(20))
				page.Hosts[k].Metadata.User.ExternalID = strings.Repeat("y", random.IntN(20))
			}
			s.fleet, _ = s.fleet.Apply(time.Unix(int64(60*i), 0), page)
			l = l.update(s)
			if whole := widestTexts(s.view.columns(), s.fleet.Hosts(), nil); !maps.Equal(l.wide, whole) {
				t.Fatalf("the widest texts are %v, want %v", l.wide, whole)
			}
		}
	}
}
