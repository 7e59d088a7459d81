// Hello is a program that says one word on its terminal: no other is there sooner.
package main

import "os"

func main() {
	_, _ = os.Stdout.WriteString("Hello")
	_, _ = os.Stdin.Read(make([]byte, 1))
}
