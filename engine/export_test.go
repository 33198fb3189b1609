package engine

// RandomModel and RandomService draw models for tests of packages that stand on this one.
var (
	RandomModel   = randomModel
	RandomService = drawService
)
