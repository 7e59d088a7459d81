package terminal

import "os"

// openBoth opens both for reading and writing: a console is asked and told on either.
func openBoth(keys, screen string) (in, out *os.File, err error) {
	if in, err = os.OpenFile(keys, os.O_RDWR, 0); err != nil {
		return nil, nil, err
	}
	if out, err = os.OpenFile(screen, os.O_RDWR, 0); err != nil {
		_ = in.Close()
		return nil, nil, err
	}
	return in, out, nil
}
