package cli

import (
	"os"
	"os/exec"
	"testing"
)

// stockVariable, when it is set, makes the stock renderer the default of the tests' programs.
const stockVariable = "TEST_STOCK_RENDERER"

func testedRenderer() renderer { return renderer{stock: os.Getenv(stockVariable) != ""} }

// TestWhatIsDrawnHoldsWithTheStockRenderer runs the tests of what is on a terminal once more, but for
// storms of sizes: after one of them that renderer may draw nothing until something changes.
func TestWhatIsDrawnHoldsWithTheStockRenderer(t *testing.T) {
	if testedRenderer().stock {
		return // this is the other run
	}
	if testing.Short() {
		t.Skip("in short runs one renderer will do")
	}
	t.Parallel()
	again := exec.Command(os.Args[0], "-test.run=^Test(DashboardFrom|PickPrints|FirstRun|Fault(55|56|66)_)")
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
