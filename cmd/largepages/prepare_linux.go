package largepages

import (
	"runtime"

	"golang.org/x/sys/unix"
)

// Prepare has the next so many bytes of the heap lie in large pages (Linux, madvise(2),
// MADV_HUGEPAGE). It takes room on the heap, gives its advice about it, and lets it go again, untouched,
// for the program to use. Advice changes nothing but the time that memory takes to come: where it is
// not taken all is as it was.
func Prepare(bytes int) {
	_ = unix.Madvise(make([]byte, bytes), unix.MADV_HUGEPAGE)
	runtime.GC()
}
