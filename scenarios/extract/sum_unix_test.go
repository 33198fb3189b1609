//go:build unix

package extract

import (
	"context"
	"encoding/hex"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A named pipe can be read once: its bytes are summed as they are read.
func TestSumOfAPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	wrote := make(chan error, 1)
	go func() { wrote <- os.WriteFile(path, []byte(oneEpisode), 0o600) }()
	source, err := Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	all, read, err := Episodes(context.Background(), source, &EpisodesJob{})
	if err != nil {
		t.Fatal(err)
	}
	if err := <-wrote; err != nil {
		t.Fatal(err)
	}
	if all.Len() != 1 || read.SHA256 != hex.EncodeToString(sum256(oneEpisode)) {
		t.Errorf("%d episodes, %s", all.Len(), read.SHA256)
	}
}
