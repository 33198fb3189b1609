package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// whatBinds says what keeps the goal from its target.
func (s *Solution) whatBinds(t *trials) error {
	limits, err := s.limitsThere(t)
	s.Binds = limits
	for _, end := range []struct {
		beside *Trial
		bound  Bound
		at     decimal.Decimal
		flag   string
	}{{s.Nearest.Below, s.Lever.Low, s.Nearest.Low, "--low"}, {s.Nearest.Above, s.Lever.High, s.Nearest.High, "--high"}} {
		switch {
		case end.beside != nil && end.beside.Wrong != "":
			s.Binds = append(s.Binds, fmt.Sprintf("with %s it cannot be worked out: %s", end.beside.Value, end.beside.Wrong))
		case end.beside != nil || !end.at.Equal(end.bound.Value):
		case s.flat():
			if len(limits) == 0 {
				s.Binds = append(s.Binds, fmt.Sprintf("it does not move from %s to %s, where the search ends", s.Nearest.Low, s.Nearest.High))
			}
		case end.bound.Why == "":
			s.Binds = append(s.Binds, fmt.Sprintf("the search ends at %s; %s takes it further", end.bound.Value, end.flag))
		case end.bound.Why == end.flag:
			s.Binds = append(s.Binds, fmt.Sprintf("%s %s", end.flag, end.bound.Value))
		default:
			s.Binds = append(s.Binds, end.bound.Why)
		}
	}
	if len(s.Binds) == 0 {
		s.Binds = []string{fmt.Sprintf("%s turns there: on either side it is further off", s.Figure())}
	}
	return err
}

// flat says whether the values that come nearest are more than the rounding of a price or a
// quantity makes alike: a step of the grid or more.
func (s *Solution) flat() bool {
	within := 0
	for _, t := range s.Grid {
		if !t.Value.LessThan(s.Nearest.Low) && !t.Value.GreaterThan(s.Nearest.High) {
			within++
		}
	}
	return within > 1
}

// limitsThere names the caps and collars that act on the payments of the goal at the value
// that comes nearest.
func (s *Solution) limitsThere(t *trials) ([]string, error) {
	if s.Drawn != nil || s.Goal.Item != engine.ItemIncome && s.Goal.Item != engine.GoalSurplus {
		return nil, nil
	}
	result, err := t.whole(s.Lever.index(s.Nearest.Value))
	if err != nil {
		return nil, err
	}
	var limits []string
	for _, item := range []tariff.TermKind{tariff.Cap, tariff.Collar} {
		for i := range result.Model.Contracts {
			of := s.Goal
			of.Item = string(item)
			if of.Contract != "" && of.Contract != result.Model.Contracts[i].Name {
				continue
			}
			of.Contract = result.Model.Contracts[i].Name
			amount, err := sumOf(of, result)
			if err != nil {
				return nil, err
			}
			if amount != 0 {
				limits = append(limits, fmt.Sprintf("the %s of contract %s", item, of.Contract))
			}
		}
	}
	return limits, nil
}

// inert says that the cells do not move the goal, and why where it can be told.
func (s *Solution) inert(result int64) error {
	places := int32(countedPlaces)
	if s.Goal.Money() {
		places = moneyPlaces
	}
	return unsolvable("%s does not move %s of scenario %s, which is %s at each of %d values from %s to %s; %s", s.Lever.Cells, s.Figure(), s.Scenario.Key,
		decimal.New(result, -places).StringFixed(places), len(s.Grid), s.Lever.Low.Value, s.Lever.High.Value, s.whyInert())
}

// whyInert says why cells do not move a goal: what their table is for, and how the
// contracts of the goal are paid.
func (s *Solution) whyInert() string {
	contracts := s.Scenario.Tables.Table("contracts")
	var paid []string
	forms := map[string]bool{}
	for row := range contracts.Rows {
		if of := contracts.Cell(row, "contract"); s.Goal.Contract == "" || s.Goal.Contract == of {
			form := contracts.Cell(row, "payment")
			forms[form] = true
			by := of + " by " + form
			if schedule := contracts.Cell(row, "schedule"); schedule != "" && (form == "activity" || form == "blended") {
				by += " at " + schedule
			}
			if !slices.Contains(paid, by) {
				paid = append(paid, by)
			}
		}
	}
	if len(paid) > mostContractsNamed {
		paid = append(paid[:mostContractsNamed:mostContractsNamed], fmt.Sprintf("%d more", len(paid)-mostContractsNamed))
	}
	payment := "contracts are paid: " + strings.Join(paid, ", ")
	byActivity := forms["activity"] || forms["blended"]
	switch table, column := s.Lever.Cells.Table, s.Lever.Cells.Column; {
	case table == "prices":
		return "only contracts that are paid by activity or blended, at the schedule, look at its prices, and " + payment
	case table == "contracts" && column == "annual_value":
		return "only a block or a blended contract is paid its annual value, and " + payment
	case table == "contracts" && column == "rate_per_head":
		return "only capitation is paid by the head, and " + payment
	case table == "terms":
		return "a term pays or takes only where activity or payment lies beyond its limits, and here it does not, or takes the same"
	case s.Goal.Item == engine.ItemIncome && (table == "resources" || table == "packages"):
		return "what care costs moves cost and surplus; income only where prices are derived from it, and " + payment
	case s.Goal.Item == engine.ItemIncome && !byActivity && slices.Contains([]string{"caseload", "moves", "activity"}, table):
		return "people and activity move only what is paid by them, and " + payment
	}
	return "nothing that it is made of rests on these cells as the scenario leaves them; parity trace shows what it rests on"
}

// mostContractsNamed is how many contracts a message names.
const mostContractsNamed = 6
