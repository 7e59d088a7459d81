package cli

import (
	"os"
	"os/exec"
	"testing"
)

// stockVariable, when it is set, makes the stock renderer the default of the tests' programs.
const stockVariable = "TEST_STOCK_RENDERER"

// TestWhatIsDrawnHoldsWithTheStockRenderer runs the tests of what is on a terminal once more.
func TestWhatIsDrawnHoldsWithTheStockRenderer(t *testing.T) {
	if os.Getenv(stockVariable) != "" {
		return // this is the other run
	}
	again := exec.Command(os.Args[0], "-test.run=^Test(Dashboard|Pick|FirstRun|Fault56|Fault66)")
	again.Env = append(os.Environ(), stockVariable+"=1")
	if output, err := again.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, output)
	}
}

func TestTheFlagChoosesTheRenderer(t *testing.T) {
	for given, stock := range map[string]bool{"stock": true, "on-demand": false} {
		r := renderer{stock: !stock}
		if err := r.Set(given); err != nil || r.stock != stock || r.String() != given {
			t.Errorf("%s: %v, %v", given, r, err)
		}
	}
}
