package parsecsdk

import "unsafe"

// Format is how the pixels of a Frame lie in memory. The planes of the last five follow each other.
type Format int32

// The formats.
const (
	FormatNV12 Format = 1
	FormatI420 Format = 2
	FormatNV16 Format = 3
	FormatI422 Format = 4
	FormatBGRA Format = 5
	FormatRGBA Format = 6
	FormatI444 Format = 7
)

// halfBytes is twice the number of bytes that a pixel takes.
var halfBytes = map[Format]uint64{FormatNV12: 3, FormatI420: 3, FormatNV16: 4, FormatI422: 4, FormatBGRA: 8, FormatRGBA: 8, FormatI444: 6}

// Rotation is how a Frame has to be turned to be upright.
type Rotation int32

// The rotations, clockwise.
const (
	RotationNone Rotation = 1
	Rotation90   Rotation = 2
	Rotation180  Rotation = 3
	Rotation270  Rotation = 4
)

// Frame is one picture. Rows are FullWidth pixels long, and there are FullHeight of them; the picture
// is the Width by Height pixels at their top left.
type Frame struct {
	Format                Format
	Rotation              Rotation
	Width, Height         int
	FullWidth, FullHeight int
	Pixels                []byte // the library's memory: valid until the function that got the frame returns
}

// What a picture and a piece of sound have at most.
const (
	mostPixels  = 16384 // along one side
	mostSamples = 48000 // one second
)

// frame is the picture, unless its numbers cannot be true.
func (c *cFrame) frame(image *byte) (Frame, bool) {
	format := Format(c.Format)
	needed := uint64(c.FullWidth) * uint64(c.FullHeight) * halfBytes[format] / 2
	switch {
	case image == nil, needed == 0, uint64(c.Size) < needed,
		c.FullWidth > mostPixels, c.FullHeight > mostPixels, c.Width > c.FullWidth, c.Height > c.FullHeight:
		return Frame{}, false
	}
	return Frame{
		Format: format, Rotation: Rotation(c.Rotation),
		Width: int(c.Width), Height: int(c.Height), FullWidth: int(c.FullWidth), FullHeight: int(c.FullHeight),
		Pixels: unsafe.Slice(image, needed),
	}, true
}
