package risk

// Quantity names a kind of number of an engine.Model that may be uncertain.
type Quantity uint8

// The numbers of a model that may be uncertain, each with what Of, Item and Row of a Figure
// are: indices into the slices of the model, Row being the place among the dated rows or
// the month of the run.
const (
	Opening             Quantity = iota // Contracts[Of].Caseload[Item]
	StartsPerMonth                      // Contracts[Of].Caseload[Item].Flow[Row]
	Growth                              // Contracts[Of].Caseload[Item].Flow[Row]
	MeanStayDays                        // Contracts[Of].Caseload[Item].Flow[Row]
	AdmittedShare                       // Contracts[Of].Caseload[Item].Flow[Row]
	AssessmentsPerStart                 // Contracts[Of].Caseload[Item].Flow[Row]
	MoveShare                           // Contracts[Of].Moves[Item].Share[Row]
	GivenQuantity                       // Contracts[Of].Given[Item].Quantity[Row]
	PlannedQuantity                     // Contracts[Of].Plan[Item].Quantity[Row]
	ReallocationShare                   // Contracts[Of].Reallocation[Item].Share[Row]
	ReviewsInDate                       // Contracts[Of].Reviews[Item].InDate[Row]
	AnnualValue                         // Contracts[Of].Agreements[Row]
	RatePerHead                         // Contracts[Of].Agreements[Row]
	TermAmount                          // Contracts[Of].Terms[Item].Terms[Row]
	TermLower                           // Contracts[Of].Terms[Item].Terms[Row]
	TermUpper                           // Contracts[Of].Terms[Item].Terms[Row]
	TermRateAbove                       // Contracts[Of].Terms[Item].Terms[Row]
	TermRateBelow                       // Contracts[Of].Terms[Item].Terms[Row]
	TermShare                           // Contracts[Of].Terms[Item].Terms[Row]
	OutcomeWeight                       // Contracts[Of].Outcomes[Item].Rows[Row]
	OutcomeScore                        // Contracts[Of].Outcomes[Item].Rows[Row]
	ProviderMFF                         // Providers[Of].MFF[Row]
	CommissionerHeads                   // Commissioners[Of].Heads[Row]
	UnitPrice                           // Schedules[Of].Units[Item].Rows[Row]
	ScheduleMFFBase                     // Schedules[Of]
	UnitCost                            // Resources[Of].Rows[Row]
	EfficiencyDelivered                 // Resources[Of].Rows[Row]
	ResourceMFFBase                     // Resources[Of].Rows[Row]
	FixedShare                          // Resources[Of].Rows[Row]
	SemiFixedShare                      // Resources[Of].Rows[Row]
	Step                                // Resources[Of].Rows[Row]
	Capacity                            // Resources[Of].Rows[Row]
	AvailableShare                      // Resources[Of].Rows[Row]
	StandInShare                        // StandIns[Of].Rows[Row]
	StandInUnits                        // StandIns[Of].Rows[Row]
	PackageQuantity                     // Packages[Of].Quantity[Row]
	BudgetShare                         // Contracts[Of].Budgets[Item].Rows[Row]
	BudgetPounds                        // Contracts[Of].Budgets[Item].Rows[Row]
	BudgetWorkShare                     // Contracts[Of].Budgets[Item].Rows[Row]
	MarketStartsShare                   // Markets[Of].Rows[Row]
	MarketCaseloadShare                 // Markets[Of].Rows[Row]
	MarketRelativeCost                  // Markets[Of].Rows[Row]
	ConsequencePounds                   // Consequences[Of]
	UpliftCost                          // Rows[Row] of the series
	UpliftEfficiency                    // Rows[Row] of the series
	UpliftNet                           // Rows[Row] of the series
)

// Figure is one number of an engine.Model.
type Figure struct {
	Quantity      Quantity
	Of, Item, Row int
	Series        string // the name of a tariff.Uplifts; blank for all else
}

// Product is a number times some drawn values: Times x the values of Slots. Without slots
// it is the number itself.
type Product struct {
	Times float64
	Slots []int // of draws.Sampler; a slot named twice is squared
	// Stands are what the slots' values are while nothing is drawn: the cell where they take
	// its place, 1 where they multiply it, 0 where they are added to it.
	Stands []float64
}

// Expression is how a figure follows from what is drawn: the sum of its products. A set
// cell is one slot; a multiplied one a number times a slot; an added one a number and a
// slot; and so on through the changes of a scenario.
type Expression []Product
