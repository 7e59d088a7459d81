//go:build !nosdk && amd64 && (linux || darwin || windows)

package sdl

import (
	"testing"
	"unsafe"
)

func TestStructsAreAsLargeAsThoseOfSDL(t *testing.T) {
	var two spec2
	var three spec3
	for name, sizes := range map[string][2]uintptr{
		"event":                     {unsafe.Sizeof(rawEvent{}), 128},
		"sound of version 2":        {unsafe.Sizeof(two), 32},
		"its buffer":                {unsafe.Offsetof(two.Samples), 8},
		"its callback":              {unsafe.Offsetof(two.Callback), 16},
		"sound of version 3":        {unsafe.Sizeof(three), 12},
		"its samples in the second": {unsafe.Offsetof(three.Freq), 8},
	} {
		if sizes[0] != sizes[1] {
			t.Errorf("%s: got %d, want %d", name, sizes[0], sizes[1])
		}
	}
}
