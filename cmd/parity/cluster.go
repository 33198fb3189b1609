package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"parity/reports"
	"parity/scenarios"
	"parity/scenarios/clusterscores"
	"parity/scenarios/extract"
)

// standardInput is what is written for a file to read the standard input.
const standardInput = "-"

func clusterCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "cluster",
		Usage:     "suggest care clusters from scores, and compare them with those recorded",
		ArgsUsage: "SCORES",
		Description: `SCORES is a file in any of the forms that parity price reads (CSV, packed or
not, .xlsx, or - for standard input), with a record a person: a column for
each of the 18 scales of the Mental Health Clustering Tool (1 to 13 and A to
E: 0 to 4, or 9 where not known), and if there are any, person and cluster,
the one recorded. GRID is a CSV file that says what people of each cluster
score (docs/tables.md). The national grid is not among the figures that
Parity holds: it is in the Mental Health Clustering Booklet, appendix 3. The
grid "illustrative" is invented; --write-grid gives its file to write over.

Printed are how far suggested and recorded clusters agree, by cluster and
super class, and which red rules are not met. Records that cannot be read are
counted and named by line and reason. No output names a person; --out has the
line in SCORES.

   parity cluster scores.csv --grid grid.csv
   parity cluster scores.csv --grid grid.csv --out suggested.csv
   parity cluster scores.csv --grid grid.csv --publish --json
   parity cluster scores.csv --grid grid.csv --reallocation reallocation.csv
   parity cluster --write-grid grid.csv`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "grid", Aliases: []string{"g"}, Usage: "the rating grid `GRID`: a CSV file, or illustrative"},
			&cli.StringFlag{Name: "out", Aliases: []string{"o"}, Usage: "write what is suggested for each line, and why, to `FILE`.csv"},
			&cli.StringFlag{Name: "reallocation", Usage: "write who belongs in another cluster than the recorded to `FILE`.csv, a table of models"},
			&cli.StringFlag{Name: "exceptions", Usage: "write the records that cannot be read, by line and reason, to `FILE`.csv"},
			&cli.BoolFlag{Name: "publish", DisableDefaultText: true, Usage: "leave out counts of people under 5 and what gives them away"},
			&cli.BoolFlag{Name: "json", DisableDefaultText: true, Usage: "print JSON, not the page"},
			&cli.StringFlag{Name: "write-grid", Usage: "write the illustrative grid to `FILE`.csv, and do nothing else"},
		},
		Action: func(c *cli.Context) error {
			if to := c.String("write-grid"); to != "" {
				return writeGrid(c, stdout, to)
			}
			if c.NArg() != 1 || c.String("grid") == "" {
				return usagef("cluster needs scores and a grid: parity cluster scores.csv --grid grid.csv")
			}
			scores := c.Args().First()
			if err := checkClusterOutputs(c, scores); err != nil {
				return err
			}
			grid, err := scenarios.LoadClusterGrid(c.String("grid"))
			if err != nil {
				return err
			}
			return clusterFile(c, stdout, scores, grid)
		},
	}
}

// clusterOutputs are the flags that name a file to write.
var clusterOutputs = []string{"out", "reallocation", "exceptions"}

// checkClusterOutputs refuses files that cannot be written, or that would take the place of each
// other or of what is read.
func checkClusterOutputs(c *cli.Context, scores string) error {
	if c.Bool("publish") && c.String("out") != "" {
		return usagef("--out has a row for each line of SCORES and is not for publication; leave --out or --publish out")
	}
	taken := map[string]string{}
	for _, flag := range clusterOutputs {
		file := c.String(flag)
		if file == "" {
			continue
		}
		if err := checkTableFile(flag, file, scores, c.String("grid")); err != nil {
			return err
		}
		whole, err := filepath.Abs(file)
		if err != nil {
			return usagef("--%s: %w", flag, err)
		}
		if other, again := taken[whole]; again {
			return usagef("--%s and --%s both name %s; give each a file of its own", other, flag, file)
		}
		taken[whole] = flag
	}
	return nil
}

// checkTableFile refuses a file that is no CSV, cannot be there, or is one of those read.
func checkTableFile(flag, file string, inputs ...string) error {
	if ending(file) != ".csv" {
		return usagef("--%s %s: what is written is a table; end its name in .csv", flag, file)
	}
	there, err := os.Stat(file)
	if err == nil && there.IsDir() {
		return usagef("--%s %s is a folder; name a file in it", flag, file)
	}
	if _, err := os.Stat(filepath.Dir(file)); err != nil {
		return usagef("--%s %s: there is no folder %s; make it first, or name another", flag, file, filepath.Dir(file))
	}
	for _, input := range inputs {
		if read, err := os.Stat(input); err == nil && there != nil && os.SameFile(there, read) {
			return usagef("--%s %s is what is read; name another file", flag, file)
		}
	}
	return nil
}

// writeGrid writes the illustrative grid, for its form to be filled with another.
func writeGrid(c *cli.Context, stdout io.Writer, to string) error {
	if c.NArg() > 0 {
		return usagef("--write-grid only writes the illustrative grid; leave the scores out")
	}
	if _, err := os.Stat(to); err == nil {
		return usagef("--write-grid %s is there already; name another file", to)
	}
	if err := checkTableFile("write-grid", to); err != nil {
		return err
	}
	if err := writeFile(to, func(w io.Writer) error {
		_, err := w.Write(scenarios.WholeIllustrativeGrid())
		return err
	}); err != nil {
		return err
	}
	_, err := fmt.Fprintf(stdout, "Written: %s. Its figures are invented (illustrative): put the real ones in their place.\n", to)
	return printed(err)
}

// clusterFile holds the scores of a file to a grid and reports what they come to.
func clusterFile(c *cli.Context, stdout io.Writer, scores string, grid *scenarios.ClusterGrid) error {
	source, err := extract.Open(scores, os.Stdin)
	if err != nil {
		return fmt.Errorf("open the scores: %w", err)
	}
	defer source.Close()
	reader, err := clusterscores.Open(source)
	if err != nil {
		return err
	}
	if c.String("reallocation") != "" && !reader.HasClusters() {
		return fmt.Errorf("%s has no column cluster: without what is recorded nobody can be reallocated", source.Name)
	}
	listener := clusterscores.Listener{Progress: progress(c.App.ErrWriter, "records read")}
	var comparison *clusterscores.Comparison
	compare := func() (err error) {
		comparison, err = clusterscores.Compare(reader, grid, listener)
		return err
	}
	compare = alsoTo(c.String("out"), compare, func(w io.Writer) (end func() error) {
		out := reports.NewClusteredWriter(w, grid)
		listener.Record = out.Write
		return out.End
	})
	compare = alsoTo(c.String("exceptions"), compare, func(w io.Writer) (end func() error) {
		out := reports.NewExceptionWriter(w)
		listener.Exception = out.Write
		return out.End
	})
	if err := compare(); err != nil {
		return err
	}
	return tellClusters(c, stdout, reports.NewClusters(comparison, c.Bool("publish")))
}

// alsoTo is work that writes a file on its way, where one is named.
func alsoTo(path string, work func() error, begin func(io.Writer) (end func() error)) func() error {
	if path == "" {
		return work
	}
	return func() error {
		return writeFile(path, func(w io.Writer) error {
			end := begin(w)
			if err := work(); err != nil {
				return err
			}
			return end()
		})
	}
}

// tellClusters writes the reallocation table where it is asked for, and prints the page.
func tellClusters(c *cli.Context, stdout io.Writer, r *reports.Clusters) error {
	if to := c.String("reallocation"); to != "" {
		if err := writeFile(to, func(w io.Writer) error { return reports.WriteReallocation(w, r) }); err != nil {
			return err
		}
	}
	if c.Bool("json") {
		return printed(reports.WriteClustersJSON(stdout, r, version()))
	}
	if err := reports.WriteClusters(stdout, r); err != nil {
		return printed(err)
	}
	lead := "\n"
	for _, flag := range clusterOutputs {
		if file := c.String(flag); file != "" {
			if _, err := fmt.Fprintf(stdout, "%sWritten: %s\n", lead, file); err != nil {
				return printed(err)
			}
			lead = ""
		}
	}
	return nil
}
