package viewer

import "parsec-hosts/internal/parsecsdk"

// mostClipboard bounds what is shared, in bytes.
const mostClipboard = 1 << 20

// offerClipboard sends the text in the clipboard to the host, if both share it and it is new there.
func (v *Viewer) offerClipboard() {
	s := v.current()
	if s == nil || !v.settings.Clipboard || !v.hold.focused {
		return
	}
	text := v.lib.Clipboard()
	if text == "" || text == v.copied || len(text) > mostClipboard {
		return
	}
	v.copied = text
	_ = s.stream.SendUserData(parsecsdk.ClipboardID, text) // what cannot be sent has no host to go to
}

// takeClipboard puts the host's text into the clipboard, if both share it.
func (v *Viewer) takeClipboard(text string) {
	if !v.settings.Clipboard || text == "" || text == v.copied {
		return
	}
	v.copied = text
	v.lib.SetClipboard(text)
}
