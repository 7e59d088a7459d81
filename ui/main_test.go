package ui

import (
	"flag"
	"os"
	"testing"
	"time"
)

var updateGolden = flag.Bool("update", false, "rewrite the golden screens")

func TestMain(m *testing.M) {
	flag.Parse()
	// The screens show local times of day.
	time.Local = time.UTC
	os.Exit(m.Run())
}
