// Package private reads and writes files and folders that belong to one user: nobody else can read
// them, put another one in their place, or keep a reader of them waiting.
//
// On Unix that is a matter of owner and mode, and of never following a link or waiting for a FIFO.
// On Windows it follows from the access rights of the user's profile, in which the files lie.
package private
