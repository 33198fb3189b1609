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

// The prices of two clusters that move as one, and starts that tend to be many where prices are
// high, drawn for the draws 1,000 to 1,002.
func ExampleSampler() {
	price, err := draws.From(draws.LogNormal, 9, 11, 10, draws.Above(0))
	if err != nil {
		fmt.Println(err)
		return
	}
	starts, err := draws.From(draws.PERT, 80, 105, 90, draws.Bounds{Low: 0, High: 1000})
	if err != nil {
		fmt.Println(err)
		return
	}
	sampler, err := draws.NewSampler(1, []draws.Parameter{
		{Name: "price of 10", Of: price, Group: "prices"},
		{Name: "price of 11", Of: price, Group: "prices"},
		{Name: "starts", Of: starts, Group: "demand"},
	}, []draws.Correlation{{A: "prices", B: "demand", Rank: 0.6}})
	if err != nil {
		fmt.Println(err)
		return
	}
	values := make([][]float64, sampler.Slots())
	for slot := range values {
		values[slot] = make([]float64, 3)
	}
	sampler.Fill(1000, values)
	for slot, drawn := range values {
		fmt.Printf("slot %d: %.2f\n", slot, drawn)
	}
	for _, factor := range sampler.Factors() {
		fmt.Println(factor.Name, factor.Parameters)
	}
	// Output:
	// slot 0: [9.08 9.48 11.50]
	// slot 1: [9.08 9.48 11.50]
	// slot 2: [86.20 96.37 93.26]
	// demand and prices [0 1 2]
}
