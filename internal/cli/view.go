package cli

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parsec-hosts/internal/columns"
	"parsec-hosts/internal/config"
	"parsec-hosts/internal/query"
	"parsec-hosts/ui"
)

// configuredView is how the configuration wants the list shown at first.
func configuredView(cfg *config.Config) (ui.View, error) {
	v := ui.View{Scope: cfg.Scope.Value, Group: cfg.Group.Value, Filter: cfg.Filter.Value}
	v.Sort, v.Descending = strings.CutPrefix(cfg.Sort.Value, "-")
	for _, c := range cfg.Columns.Value {
		id, width, err := columnOf(c)
		if err != nil {
			return v, &config.Error{From: cfg.Columns.From, Text: "columns: " + err.Error()}
		}
		if slices.Contains(v.Columns, id) {
			return v, &config.Error{From: cfg.Columns.From, Text: "columns: " + id + " is there twice"}
		}
		v.Columns = append(v.Columns, id)
		if width > 0 {
			if v.Widths == nil {
				v.Widths = map[string]int{}
			}
			v.Widths[id] = width
		}
	}
	if _, err := query.Parse(v.Filter); err != nil {
		return v, &config.Error{From: cfg.Filter.From, Text: "filter: " + err.Error()}
	}
	for _, named := range []struct {
		setting string
		from    config.Origin
		value   string
		known   []string
	}{
		{"sort", cfg.Sort.From, v.Sort, columns.Names()},
		{"scope", cfg.Scope.From, v.Scope, ui.ScopeNames()},
		{"group", cfg.Group.From, v.Group, ui.GroupNames()},
	} {
		if named.value != "" && !slices.Contains(named.known, named.value) {
			return v, &config.Error{From: named.from, Text: named.setting + ": " + unknownName(named.value, named.known)}
		}
	}
	return v, nil
}

// columnOf reads "user", or "user:24" for one of a fixed width.
func columnOf(text string) (id string, width int, err error) {
	id, wide, sized := strings.Cut(text, ":")
	if !slices.Contains(columns.Names(), id) {
		return "", 0, errors.New(unknownName(id, columns.Names()))
	}
	if !sized {
		return id, 0, nil
	}
	width, err = strconv.Atoi(wide)
	if err != nil || width < ui.LeastColumn || width > ui.MostColumn {
		return "", 0, fmt.Errorf("the width of %s must be from %d to %d cells, as in %q", id, ui.LeastColumn, ui.MostColumn, id+":24")
	}
	return id, width, nil
}

func unknownName(name string, known []string) string {
	return "there is no " + quoted(name) + config.DidYouMean(name, known) + "; known are " + strings.Join(known, ", ")
}
