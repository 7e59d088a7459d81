package query

import (
	"strings"
	"testing"
)

func TestTheManualHasEveryWordOfTheLanguage(t *testing.T) {
	for _, term := range Terms() {
		if !strings.Contains(Manual, "  "+term) {
			t.Errorf("the manual does not explain %s", term)
		}
	}
	for _, state := range States() {
		if !strings.Contains(Manual, "is:"+state) {
			t.Errorf("the manual does not explain is:%s", state)
		}
	}
}
