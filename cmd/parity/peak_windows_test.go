package main

import "os/exec"

// peak is not known on Windows.
func peak(*exec.Cmd) int64 { return 0 }
