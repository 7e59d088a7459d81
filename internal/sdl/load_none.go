//go:build nosdk || !amd64 || !(linux || darwin || windows)

package sdl

import "errors"

func load(name string) (*Library, error) {
	return nil, errors.New("this build of parsec-hosts cannot load " + name)
}

func (l *Library) glClear() (color func(r, g, b, a float32), clearBuffer func(mask uint32)) {
	return nil, nil
}
