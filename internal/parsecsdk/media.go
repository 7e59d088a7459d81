package parsecsdk

import "time"

// PollFrame waits for a picture of a stream, at most for timeout, and gives it to show, in which no
// method of the Client may be called. It reports whether there was one.
func (c *Client) PollFrame(stream uint8, timeout time.Duration, show func(Frame)) (bool, error) {
	shown, senseless := false, false
	take := func(raw *cFrame, image *byte) {
		frame, ok := raw.frame(image)
		if !ok {
			senseless = true
			return
		}
		shown = true
		show(frame)
	}
	code := c.call(func() int32 {
		return frameCalls.during(take, func(opaque uintptr) int32 {
			return c.f.pollFrame(c.instance, stream, c.f.onFrame, milliseconds(timeout), opaque)
		})
	})
	if senseless {
		return false, &misuse{"the library gave a picture that makes no sense", "take version 6.0 of the Parsec SDK"}
	}
	return shown, refused("ParsecClientPollFrame", code)
}

// PollAudio waits for sound, at most for timeout, and gives it to play: 48 kHz, left and right in turn.
// The samples are the library's memory, valid until play returns; no method of the Client may be called
// in it. It reports whether there was any.
func (c *Client) PollAudio(timeout time.Duration, play func(samples []int16)) (bool, error) {
	played := false
	take := func(samples []int16) {
		played = len(samples) > 0
		if played {
			play(samples)
		}
	}
	code := c.call(func() int32 {
		return audioCalls.during(take, func(opaque uintptr) int32 {
			return c.f.pollAudio(c.instance, c.f.onAudio, milliseconds(timeout), opaque)
		})
	})
	return played, refused("ParsecClientPollAudio", code)
}

// GLRenderFrame draws the newest picture of a stream, waiting for one at most for timeout, and reports
// whether there was one. The calling goroutine is locked to its thread, which has a current OpenGL context.
func (c *Client) GLRenderFrame(stream uint8, timeout time.Duration) (bool, error) {
	code := c.call(func() int32 { return c.f.glRender(c.instance, stream, 0, 0, milliseconds(timeout)) })
	return code == CodeOK, refused("ParsecClientGLRenderFrame", code)
}

// GLDestroy frees what GLRenderFrame made for a stream, on the same thread.
func (c *Client) GLDestroy(stream uint8) {
	c.call(func() int32 { c.f.glDestroy(c.instance, stream); return CodeOK })
}
