package ui

import (
	"flag"
	"testing"
	"time"

	"go.uber.org/goleak"
)

var updateGolden = flag.Bool("update", false, "rewrite the golden screens")

func TestMain(m *testing.M) {
	flag.Parse()
	// The screens show local times of day.
	time.Local = time.UTC
	goleak.VerifyTestMain(m)
}
