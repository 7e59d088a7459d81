package cli

import (
	"cmp"
	"context"
	"os"
	"runtime"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/guest"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/internal/viewer"
)

// connectSDK is the command that holds a connection.
const connectSDK = "connect-sdk"

// A window has to be on the main thread. Only initialisation is sure to run there, so that command, and no
// other, is kept on it from here on.
func init() {
	if len(os.Args) > 1 && os.Args[1] == connectSDK {
		runtime.LockOSThread()
	}
}

// windowScreen is a window as the connection sees it.
type windowScreen struct{ *viewer.Viewer }

func (s windowScreen) Show(client guest.Client) {
	if stream, ok := client.(viewer.Stream); ok {
		s.Viewer.Show(stream)
	}
}

// showConnection holds the connection and shows it in a window, on the main thread. Where the display is
// lost, it does not return: letGo is called then, and the process ends.
func showConnection(ctx context.Context, job guest.Job, letGo func() error) (last connection.Report) {
	if job.Settings.Window.None || job.Settings.Simulated || job.Probe {
		return guest.Run(ctx, job)
	}
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	over := make(chan struct{})
	window, err := openWindow(job, func() {
		end(&usageError{"the display of this computer is gone", "connect again"})
		<-over
		_ = letGo() // the process ends, and lets go of everything
		os.Exit(exitCodeOf(last))
	})
	switch {
	case err != nil && job.Settings.Window.Optional:
		job.Log("connecting without a window: " + err.Error())
		return guest.Run(ctx, job)
	case err != nil:
		return guest.Refuse(job, err)
	}
	defer window.Close()
	stopWanted := job.StopWanted
	job.StopWanted = func() bool { return window.Left() || stopWanted() }
	job.Screen = windowScreen{window}
	go func() {
		defer close(over)
		last = guest.Run(ctx, job)
		window.Quit()
	}()
	window.Run()
	<-over
	return last
}

func openWindow(job guest.Job, lost func()) (*viewer.Viewer, error) {
	w := job.Settings.Window
	width, height := w.Size()
	return viewer.Open(viewer.Settings{
		Title: textsafe.Clean(cmp.Or(job.Name, job.PeerID)), Width: width, Height: height, Fullscreen: w.Fullscreen,
		NoVSync: w.NoVSync, NoSound: w.NoAudio, GrabKeys: w.GrabKeys, Clipboard: w.Clipboard,
		Log: func(line string) { job.Log(textsafe.Clean(line)) }, Lost: lost,
	})
}
