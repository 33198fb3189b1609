package main

import (
	"os/exec"
	"syscall"
)

// peak is the most memory a finished process held, or one that it started, in bytes.
func peak(command *exec.Cmd) int64 {
	return command.ProcessState.SysUsage().(*syscall.Rusage).Maxrss * 1024
}
