package poll

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

func refused(seconds float64) error {
	return &parsecapi.APIError{Op: parsecapi.OpListHosts, Status: 429, RetryAfter: asked(seconds)}
}

func TestTheAnswerDecidesWhenTheNextPollIsDue(t *testing.T) {
	tests := []struct {
		name string
		page parsecapi.Page
		err  error
		want time.Duration
	}{
		{"a page", parsecapi.Page{Requests: 1}, nil, 8 * time.Second},
		{"a failure backs off", parsecapi.Page{}, errors.New("no route"), 12 * time.Second},
		{"a failure that asks to wait", parsecapi.Page{Requests: 1}, refused(100), 100 * time.Second},
		{"a new session that must wait", parsecapi.Page{Requests: 1}, fmt.Errorf("%w: %w", &parsecapi.APIError{Status: 401}, fmt.Errorf("signing in: %w", refused(100))), 100 * time.Second},
		{"a query that asks to wait beside a page", parsecapi.Page{Requests: 2, Failed: []error{refused(20), refused(100)}}, nil, 100 * time.Second},
		{"a query that failed beside a page", parsecapi.Page{Requests: 1, Failed: []error{errors.New("no route")}}, nil, 8 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := due(New(Default()).After(start, tt.page, tt.err, 0.5), start); got != tt.want {
				t.Errorf("due in %v, want %v", got, tt.want)
			}
		})
	}
}
