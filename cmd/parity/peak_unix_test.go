//go:build unix

package main

import (
	"os/exec"
	"runtime"
	"syscall"
)

// kibibyte is the unit in which Linux gives a process's memory; macOS gives bytes.
const kibibyte = 1024

// peak is the most memory a finished process held, in bytes.
func peak(command *exec.Cmd) int64 {
	usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "linux" {
		return int64(usage.Maxrss) * kibibyte
	}
	return int64(usage.Maxrss)
}
