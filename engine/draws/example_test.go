package draws_test

import (
	"fmt"

	"parity/engine/draws"
)

// Starts of 90 a month, somewhere between 80 and 105 four times in five, drawn three times.
func ExampleFrom() {
	starts, err := draws.From(draws.PERT, 80, 105, 90, draws.Bounds{Low: 0, High: 1000})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("mean %.1f, between %.1f and %.1f\n", starts.Mean(), starts.Bounds().Low, starts.Bounds().High)
	address := draws.At(1, "starts")
	for k := range uint64(3) {
		fmt.Printf("draw %d: %.1f\n", k, starts.Quantile(address.Uniform(k)))
	}
	// Output:
	// mean 92.1, between 71.3 and 121.5
	// draw 0: 73.6
	// draw 1: 99.6
	// draw 2: 98.5
}
