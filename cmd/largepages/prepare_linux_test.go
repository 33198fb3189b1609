package largepages

import (
	"os"
	"strings"
	"testing"
)

// Some of the memory of a program that has prepared carries the advice ("hg" in proc_pid_smaps(5)),
// wherever the kernel knows of large pages.
func TestTheAdviceIsTaken(t *testing.T) {
	advised := func() bool {
		maps, err := os.ReadFile("/proc/self/smaps")
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(maps)) {
			if flags, is := strings.CutPrefix(line, "VmFlags:"); is && strings.Contains(flags+" ", " hg ") {
				return true
			}
		}
		return false
	}
	if advised() {
		t.Fatal("memory carries the advice before it is given")
	}
	Prepare(16 << 20)
	_, err := os.Stat("/sys/kernel/mm/transparent_hugepage")
	if known := err == nil; advised() != known {
		t.Errorf("advice taken: %v; the kernel knows of large pages: %v", advised(), known)
	}
	room := make([]byte, 8<<20)
	for i, x := range room {
		if x != 0 {
			t.Fatalf("byte %d of memory that was advised about is %d", i, x)
		}
	}
}
