package extract

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

const oneEpisode = head + "ann,RT2,NTH,1,2025-04-01,\n"

// A file that is another at the end than at the beginning has no sum that says what was read.
func TestFileThatChanges(t *testing.T) {
	folder := folderOf(t, map[string]string{"e.csv": oneEpisode})
	source, err := Open(filepath.Join(folder, "e.csv"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	if err := os.WriteFile(filepath.Join(folder, "e.csv"), []byte(oneEpisode+"bob,RT2,NTH,1,2025-04-01,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, err = Episodes(context.Background(), source, &EpisodesJob{})
	if want := "e.csv: found another file than when reading began; run it again when nothing writes to it"; err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}
