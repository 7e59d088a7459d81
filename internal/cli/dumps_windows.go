package cli

// forbidDumps has nothing to do: Windows keeps no dump of a program unless an administrator asks for it.
func forbidDumps() {}
