package fleet

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestByName(t *testing.T) {
	want := []*Host{
		{Name: ""},
		{Name: "2nd floor"},
		{Name: "10th floor"},
		{Name: "Render-2"},
		{Name: "render-002", PeerID: "a"},
		{Name: "render-10"},
		{Name: "render-10", PeerID: "b"},
		{Name: "render-99999999999999999999999998"},
		{Name: "render-99999999999999999999999999"},
		{Name: "render-x"},
		{Name: "Zoë"},
		{Name: "東京"},
	}
	got := slices.Clone(want)
	for range 20 {
		rand.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		slices.SortFunc(got, ByName)
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("%q %q is at place %d, where %q %q belongs", got[i].Name, got[i].PeerID, i, want[i].Name, want[i].PeerID)
			}
		}
	}
}
