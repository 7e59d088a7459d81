package parsecsdk

// functions are those of a library that is loaded. Instances are opaque addresses; texts end with a zero
// byte; callbacks are addresses of functions in C's calling convention.
type functions struct {
	version     func() uint32
	init        func(version uint32, config *cConfig, reserved *byte, instance *uintptr) int32
	destroy     func(instance uintptr)
	setLog      func(callback, opaque uintptr)
	getBuffer   func(instance uintptr, key uint32) *byte
	free        func(buffer *byte)
	connect     func(instance uintptr, config *cClientConfig, session, peer *byte) int32
	disconnect  func(instance uintptr)
	status      func(instance uintptr, status *cStatus) int32
	setConfig   func(instance uintptr, config *cClientConfig) int32
	pause       func(instance uintptr, video, audio bool) int32
	dimensions  func(instance uintptr, stream uint8, width, height uint32, scale float32) int32
	glRender    func(instance uintptr, stream uint8, before, opaque uintptr, timeout uint32) int32
	glDestroy   func(instance uintptr, stream uint8)
	pollFrame   func(instance uintptr, stream uint8, callback uintptr, timeout uint32, opaque uintptr) int32
	pollAudio   func(instance uintptr, callback uintptr, timeout uint32, opaque uintptr) int32
	pollEvents  func(instance uintptr, timeout uint32, event *cEvent) bool
	sendMessage func(instance uintptr, message *cMessage) int32
	sendData    func(instance uintptr, id uint32, text *byte) int32

	onFrame, onAudio, onLog uintptr
}
