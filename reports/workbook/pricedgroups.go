package workbook

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// groupsSheet has what each provider, commissioner and currency gains or loses by the second of
// two schedules, who gains most first.
const groupsSheet = "Winners and losers"

// groups writes that sheet: each value is a live sum of the group's rows of the sheet of all rows.
func (b *pricedBook) groups() error {
	out, err := b.sheet(groupsSheet, nameWidth, nameWidth, nameWidth, moneyWidth, moneyWidth, moneyWidth)
	if err != nil {
		return err
	}
	var heads []any
	for _, name := range []string{"Provider", "Commissioner", "Currency", b.p.Schedules[0], b.p.Schedules[1], "Difference"} {
		heads = append(heads, excelize.Cell{StyleID: b.head, Value: name})
	}
	if err := out.SetRow("A1", heads); err != nil {
		return err
	}
	groups := b.p.Groups()
	for i := range groups {
		g, row := &groups[i], i+2
		cells := []any{g.Provider, g.Commissioner, g.Currency}
		for k, rows := range g.Rows {
			cell := excelize.Cell{StyleID: b.money, Value: g.Values[k].Pounds()}
			if rows[1] > 0 { // none of the group's rows are at this schedule where they were withheld
				cell.Formula = fmt.Sprintf("ROUND(SUM(%s!$%s$%d:$%s$%d),2)", linesSheet, incomeColumn, rows[0]+2, incomeColumn, rows[1]+1)
			}
			cells = append(cells, cell)
		}
		cells = append(cells, excelize.Cell{StyleID: b.money, Value: g.Difference().Pounds(), Formula: fmt.Sprintf("ROUND(E%d-D%d,2)", row, row)})
		if err := out.SetRow(fmt.Sprintf("A%d", row), cells); err != nil {
			return err
		}
	}
	return out.Flush()
}
