package cli

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/drawer"
)

// renderer says when what is shown is drawn: when something happens, or by the library's own clock.
// The latter is for a terminal on which the former should fail.
type renderer struct{ stock bool }

// The names on the command line.
const (
	onDemandRenderer = "on-demand"
	stockRenderer    = "stock"
)

// draws is the option of a program whose messages pass through filter.
func (r renderer) draws(filter drawer.Filter) tea.ProgramOption {
	if r.stock {
		return tea.WithFilter(filter)
	}
	return drawer.OnDemand(filter)
}

// Set, String and Type make a flag of it.
func (r *renderer) Set(name string) error {
	if name != onDemandRenderer && name != stockRenderer {
		return errors.New("write " + onDemandRenderer + " or " + stockRenderer)
	}
	r.stock = name == stockRenderer
	return nil
}

func (r *renderer) String() string {
	if r.stock {
		return stockRenderer
	}
	return onDemandRenderer
}

func (r *renderer) Type() string { return "renderer" }
