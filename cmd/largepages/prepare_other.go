//go:build !linux

package largepages

// Prepare does nothing: the system decides by itself.
func Prepare(int) {}
