// Command parity simulates what a mental health provider is paid, and what a commissioner
// pays, under different payment rules, and writes an Excel workbook that compares them.
package main

import "os"

func main() { os.Exit(run(os.Args, os.Stdout, os.Stderr)) }
