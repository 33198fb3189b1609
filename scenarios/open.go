package scenarios

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Open reads a model from a folder of CSV files or an Excel workbook, whichever the path leads to.
// The error is Faults where the model is wrong, and wraps fs.ErrNotExist where nothing is there.
func Open(path string) (*Model, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("no folder or workbook is called %s: %w", path, fs.ErrNotExist)
	} else if err != nil {
		return nil, fmt.Errorf("open the model: %w", err)
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open the model: %w", err)
	}
	name := filepath.Base(absolute)
	if info.IsDir() {
		root, err := os.OpenRoot(path)
		if err != nil {
			return nil, fmt.Errorf("open the model: %w", err)
		}
		defer root.Close()
		return ReadFolder(root.FS(), name)
	}
	if !info.Mode().IsRegular() {
		return nil, Faults{notRegular(name, "a model is a folder of CSV files or an Excel workbook (.xlsx)", "save the workbook as a file and give that")}
	}
	ending := strings.ToLower(filepath.Ext(name))
	if ending == ".csv" || ending == ".json" {
		return nil, Faults{{Place: name, Found: "a single file", Allowed: "a model is a folder of CSV files or an Excel workbook (.xlsx)", Remedy: "give the folder the file is in"}}
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the model: %w", err)
	}
	defer file.Close()
	return ReadWorkbook(file, info.Size(), name)
}
