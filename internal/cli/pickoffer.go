package cli

import (
	"context"
	"sync"

	"parsec-hosts/parsecapi"
	"parsec-hosts/ui"
)

// offer is the service as pick asks it. An answer that was had before there is a list is the list's
// first one, so that it is shown at once and nobody is asked twice.
type offer struct {
	service ui.Service

	mu    sync.Mutex
	first *parsecapi.Page // what the list was not given yet
}

// ask asks before there is a list.
func (o *offer) ask(ctx context.Context) (parsecapi.Page, error) {
	page, err := o.service.Hosts(ctx)
	if err == nil {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.first = &page
	}
	return page, err
}

// Hosts returns one page, as ui.Service wants it.
func (o *offer) Hosts(ctx context.Context) (parsecapi.Page, error) {
	if page := o.take(); page != nil {
		return *page, nil
	}
	return o.service.Hosts(ctx)
}

func (o *offer) take() *parsecapi.Page {
	o.mu.Lock()
	defer o.mu.Unlock()
	page := o.first
	o.first = nil
	return page
}
