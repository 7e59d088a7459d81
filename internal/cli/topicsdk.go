package cli

import (
	"fmt"
	"strings"

	"parsec-hosts/internal/parsecsdk"
)

// sdkHelp is the page about the Parsec SDK: what a user brings, and what its statuses mean.
func sdkHelp() string {
	var b strings.Builder
	b.WriteString(sdkIntroduction)
	for _, code := range parsecsdk.Codes() {
		fmt.Fprintf(&b, "\n%7d  %s\n         %s", code.Number, code.Name, code.Meaning)
		if code.Remedy != parsecsdk.NothingToDo {
			b.WriteString("\n         → " + code.Remedy)
		}
	}
	return b.String()
}

const sdkIntroduction = `A launcher with driver = "sdk" connects by itself: it calls ParsecClientConnect of the Parsec SDK.
The SDK belongs to Parsec, and is neither part of parsec-hosts nor fetched by it. You need

  - its library, version 6: libparsec.so, libparsec.dylib or parsec.dll. It is looked for in the
    usual folders, such as ~/.local/lib and /usr/local/lib; "library" names another place;
  - on Linux, OpenSSL 1.1 beside OpenSSL 3, which is what systems have now: libssl.so.1.1 and
    libcrypto.so.1.1, from a package such as libssl1.1 or openssl-1.1, or in a folder of yours that
    "openssl" names. Without them the library ends its process in the middle of connecting;
  - for the picture, SDL 3 or 2 and OpenGL: libsdl2-2.0-0 (Debian, Ubuntu), SDL2 (Fedora), sdl2 (Arch,
    Homebrew), or SDL2.dll beside parsec-hosts.exe. Without, --no-window or window = false connects
    all the same, and window_optional = true shows a picture only where one can be had;
  - a processor of the kind x86-64. On an ARM one, "helper" names an x86-64 build of parsec-hosts,
    which macOS and Windows emulate.

parsec-hosts doctor looks for all of them. Where no launcher is configured and all are found, this
is what Enter does.

The window shows the host's first screen. Closing it disconnects. Keys, mouse and gamepads go to the
host while the window has the keyboard, but for these:

  Ctrl+Alt+Shift+Q   disconnect
  Ctrl+Alt+Shift+F   cover the screen, or not any more
  Ctrl+Alt+Shift+Z   give keyboard and pointer back, until a click into the window

Its title tells what is wrong, such as a connection that is being made again; a window that covers the
screen makes room for it. The clipboard is shared only with clipboard = true: whatever is copied here
goes to the host then, and the other way round, as long as the window has the keyboard.

The library runs in a process of its own for each connection, which it may end at any moment. That
process is handed the session and the host's secret on standard input, keeps its record in the
folder connections of the state folder (parsec-hosts paths) and its log beside those of other
launchers. It lives on when the dashboard quits; the next dashboard finds it.

parsec-hosts connect --probe HOST is a test: it connects, measures and disconnects.

Statuses of the SDK, as messages name them. People quote errors without their sign, too.
`
