package risk_test

import (
	"bytes"
	"context"
	"fmt"

	"parity/engine/draws"
	"parity/engine/risk"
	"parity/tariff"
)

// Starts of 80 to 100 a month at an illustrative 1,000 pounds each, under a cap on the year.
type starts struct{ each draws.Distribution }

func (s starts) Slots() int { return 1 }

func (s starts) Fill(first uint64, values [][]float64) {
	address := draws.At(1, "starts")
	for lane := range values[0] {
		values[0][lane] = s.each.Quantile(address.Uniform(first + uint64(lane)))
	}
}

func (s starts) Outcomes() []risk.Outcome {
	year := risk.Period{Year: tariff.Year(2025)}
	return []risk.Outcome{{Item: "income", Period: year}, {Item: "cap", Period: year, Step: 1}}
}

func (s starts) NewWorker() risk.Worker { return s }

func (s starts) Work(values, out [][]float64) {
	for lane, each := range values[0] {
		worth := 12 * 1000 * each
		out[0][lane] = min(worth, 1_150_000)
		out[1][lane] = out[0][lane] - worth
	}
}

// A run drawn in two parts, say on two machines, and merged.
func Example() {
	each, err := draws.From(draws.Normal, 80, 100, 90, draws.Unbounded())
	if err != nil {
		fmt.Println(err)
		return
	}
	var parts []*risk.Sample
	for _, r := range []risk.Range{{First: 0, Until: 4000, Of: 10_000}, {First: 4000, Until: 10_000, Of: 10_000}} {
		part, err := risk.Collect(context.Background(), starts{each}, starts{each}, risk.Origin{Study: "starts", Seed: 1, Range: r}, 0, nil, nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		var file bytes.Buffer
		if err := part.WritePart(&file); err != nil {
			fmt.Println(err)
			return
		}
		read, err := risk.ReadPart(bytes.NewReader(file.Bytes()), int64(file.Len()))
		if err != nil {
			fmt.Println(err)
			return
		}
		parts = append(parts, read)
	}
	sample, err := risk.Merge(parts...)
	if err != nil {
		fmt.Println(err)
		return
	}
	income, err := sample.Summary(0)
	if err != nil {
		fmt.Println(err)
		return
	}
	binding, err := sample.Binding(1)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("income: mean %.0f, known to %.0f; P10 %.0f, P90 %.0f\n", income.Mean, income.MeanError, income.P(10).Value, income.P(90).Value)
	fmt.Printf("the cap binds in %.1f%% of draws, and then takes %.0f\n", 100*binding.Binds.P(), -binding.Mean)
	// Output:
	// income: mean 1068193, known to 758; P10 959851, P90 1150000
	// the cap binds in 23.0% of draws, and then takes 52369
}
