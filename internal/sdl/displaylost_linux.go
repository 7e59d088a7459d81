//go:build !nosdk && amd64

package sdl

import (
	"sync"

	"github.com/ebitengine/purego"
)

// OnDisplayLost has lost called, once and on a goroutine of its own, when the X server is gone. Xlib would
// end the process then, before anybody could tell why: the thread that noticed is held for ever instead,
// and lost has to end the process. Other systems say that the window is closed.
func OnDisplayLost(lost func()) {
	handle, err := purego.Dlopen("libX11.so.6", purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return
	}
	address, err := purego.Dlsym(handle, "XSetIOErrorHandler")
	if err != nil {
		return
	}
	var once sync.Once
	var setHandler func(handler uintptr) uintptr
	purego.RegisterFunc(&setHandler, address)
	setHandler(purego.NewCallback(func(uintptr) uintptr {
		once.Do(func() { go lost() })
		select {}
	}))
}
