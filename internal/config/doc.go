// Package config reads the settings of the program: flags before environment before the chosen
// profile of the configuration file before the top of that file before the built-in defaults.
// Everything is validated here, and every value knows where it came from.
//
// The file is TOML. It never holds an API key or a session ID itself, only where to get one.
package config
