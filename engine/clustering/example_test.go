package clustering_test

import (
	"fmt"

	"parity/engine/clustering"
)

// Illustrative: a grid of two clusters that says something of one scale, depressed mood.
func ExampleGrid_Suggest() {
	mood, _ := clustering.ParseScale("7")
	var rows []clustering.Row
	for _, cluster := range []clustering.Cluster{3, 4} {
		for s := range clustering.Scale(clustering.ScaleCount) {
			if s != mood {
				rows = append(rows, clustering.Row{Cluster: cluster, Scale: s, Rating: clustering.May, Low: 0, High: 4})
			}
		}
	}
	rows = append(rows,
		clustering.Row{Cluster: 3, Scale: mood, Rating: clustering.Expected, Low: 2, High: 2},
		clustering.Row{Cluster: 4, Scale: mood, Rating: clustering.Must, Low: 3, High: 4})
	grid, wrong := clustering.NewGrid(rows)
	if len(wrong) > 0 {
		fmt.Println(wrong[0])
		return
	}
	var scores clustering.Scores
	for _, scores[mood] = range []clustering.Score{2, 3} {
		s := grid.Suggest(&scores)
		fmt.Printf("a score of %d: cluster %v, %v points off\n", scores[mood], s.Cluster, s.Distance.Points)
	}
	// Output:
	// a score of 2: cluster 3, 0 points off
	// a score of 3: cluster 4, 0 points off
}
