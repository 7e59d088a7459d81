//go:build !nosdk && amd64 && (linux || darwin || windows)

package sdl

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/ebitengine/purego"
)

// load loads the library with this name.
func load(name string) (*Library, error) {
	handle, err := open(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %s", name, strings.TrimRight(strings.Join(strings.Fields(strings.TrimPrefix(err.Error(), name+": ")), " "), "."))
	}
	l := &Library{f: &functions{}}
	if strings.Contains(name, "SDL3") {
		l.version = &version3{}
	} else {
		l.version = &version2{}
	}
	for _, part := range []any{l.f, l.version} {
		if err := bind(handle, part); err != nil {
			return nil, fmt.Errorf("%s %w", name, err)
		}
	}
	l.text = l.version.version()
	return l, nil
}

// bind finds the function of each field of a struct.
func bind(handle uintptr, part any) error {
	fields := reflect.ValueOf(part).Elem()
	for i := range fields.NumField() {
		field := fields.Type().Field(i)
		name := field.Tag.Get("name")
		if name == "" {
			name = "SDL_" + field.Name
		}
		address, err := symbol(handle, name)
		switch _, optional := field.Tag.Lookup("optional"); {
		case err == nil:
			purego.RegisterFunc(fields.Field(i).Addr().Interface(), address)
		case !optional:
			return fmt.Errorf("lacks the function %s", name)
		}
	}
	return nil
}

// glClear are OpenGL's functions that paint all of a window in one colour, nil where there are none.
func (l *Library) glClear() (color func(r, g, b, a float32), clearBuffer func(mask uint32)) {
	for name, function := range map[string]any{"glClearColor": &color, "glClear": &clearBuffer} {
		if address := l.f.GLGetProcAddress(name); address != 0 {
			purego.RegisterFunc(function, address)
		}
	}
	return color, clearBuffer
}
