//go:build !nosdk && amd64

package sdl

import (
	"sync"
	"sync/atomic"

	"github.com/ebitengine/purego"
)

// displayLost is what to call. The handler is set once, since a callback can never be given back.
var displayLost struct {
	fn   atomic.Pointer[func()]
	once sync.Once
}

// OnDisplayLost has lost called, once and on a goroutine of its own, when the X server is gone. Xlib would
// end the process then, before anybody could tell why: the thread that noticed is held for ever instead,
// and lost has to end the process. Other systems say that the window is closed.
func OnDisplayLost(lost func()) {
	displayLost.fn.Store(&lost)
	displayLost.once.Do(handleDisplayLost)
}

func handleDisplayLost() {
	handle, err := purego.Dlopen("libX11.so.6", purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return
	}
	address, err := purego.Dlsym(handle, "XSetIOErrorHandler")
	if err != nil {
		return
	}
	var setHandler func(handler uintptr) uintptr
	purego.RegisterFunc(&setHandler, address)
	setHandler(purego.NewCallback(func(uintptr) uintptr {
		if lost := displayLost.fn.Swap(nil); lost != nil {
			go (*lost)()
		}
		select {}
	}))
}
