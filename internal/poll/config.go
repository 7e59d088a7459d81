package poll

import (
	"fmt"
	"time"
)

// Config is how often the service may be asked.
type Config struct {
	Interval time.Duration // between a reply and the next poll
	Budget   int           // requests in any Window, whatever they were made for
	Window   time.Duration
}

// Default returns the settings of a user who chose none. Other endpoints of the vendor document
// 50 requests in 5 minutes; 45 leaves room for a poll that needs more requests than those before.
func Default() Config {
	return Config{Interval: 8 * time.Second, Budget: 45, Window: 5 * time.Minute}
}

// The bounds of a Config. An hour between polls is as good as none; a budget is bounded because
// the times of the requests in it are kept.
const (
	shortest  = time.Second
	longest   = time.Hour
	maxBudget = 10_000
)

// Validate returns an error naming the first setting that is out of bounds, and the bounds.
func (c Config) Validate() error {
	if c.Interval < shortest || c.Interval > longest {
		return fmt.Errorf("poll interval %v: choose one from %v to %v", c.Interval, shortest, longest)
	}
	if c.Budget < 1 || c.Budget > maxBudget {
		return fmt.Errorf("request budget %d: choose one from 1 to %d", c.Budget, maxBudget)
	}
	if c.Window < shortest || c.Window > longest {
		return fmt.Errorf("request budget window %v: choose one from %v to %v", c.Window, shortest, longest)
	}
	return nil
}
