package main

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// built builds the program as users have it: one static binary.
func built(b *testing.B) string {
	b.Helper()
	program := filepath.Join(b.TempDir(), "parity")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	build := exec.Command("go", "build", "-o", program, ".")
	build.Env = append(build.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return program
}

// The whole command from cold, a process a run: what a person waits for.
func BenchmarkCommand(b *testing.B) {
	program, folder := built(b), b.TempDir()
	for _, c := range []struct {
		name string
		args []string
	}{
		{"version", []string{"--version"}},
		{"run-northshire", []string{"run", "northshire", "--out", "northshire.xlsx"}},
		{"run-england", []string{"run", "england-2015-16", "--out", "england.xlsx"}},
		{"facts-northshire", []string{"run", "northshire", "--out", "northshire.csv"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				command := exec.Command(program, c.args...)
				command.Dir = folder
				if out, err := command.CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
				b.ReportMetric(float64(peak(command))/(1<<20), "peak-MB")
			}
		})
	}
}
