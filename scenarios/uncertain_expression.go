package scenarios

import (
	"slices"

	"parity/engine/risk"
)

// certain is a figure that is certain.
func certain(x float64) risk.Expression { return risk.Expression{{Times: x}} }

// slot is a drawn value, which stands at another while nothing is drawn.
func slot(at int, stands float64) risk.Expression {
	return risk.Expression{{Times: 1, Slots: []int{at}, Stands: []float64{stands}}}
}

// plus is the sum of two figures. What follows from the same slots is gathered.
func plus(a, b risk.Expression) risk.Expression {
	sum := slices.Clone(a)
	for _, product := range b {
		at := slices.IndexFunc(sum, func(p risk.Product) bool {
			return slices.Equal(p.Slots, product.Slots) && slices.Equal(p.Stands, product.Stands)
		})
		if at < 0 {
			sum = append(sum, product)
			continue
		}
		sum[at].Times += product.Times
	}
	return slices.DeleteFunc(sum, func(p risk.Product) bool { return p.Times == 0 })
}

// times is the product of two figures.
func times(a, b risk.Expression) risk.Expression {
	var all risk.Expression
	for _, one := range a {
		for _, other := range b {
			product := risk.Product{Times: one.Times * other.Times, Slots: slices.Clone(one.Slots), Stands: slices.Clone(one.Stands)}
			for i, slot := range other.Slots { // in order, so that equal products are seen to be
				at, _ := slices.BinarySearch(product.Slots, slot)
				product.Slots = slices.Insert(product.Slots, at, slot)
				product.Stands = slices.Insert(product.Stands, at, other.Stands[i])
			}
			all = plus(all, risk.Expression{product})
		}
	}
	return all
}

// uncertainOrNil is nil for a figure that no slot moves.
func uncertainOrNil(e risk.Expression) risk.Expression {
	if slices.ContainsFunc(e, func(p risk.Product) bool { return len(p.Slots) > 0 }) {
		return e
	}
	return nil
}
