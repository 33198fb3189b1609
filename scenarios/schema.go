package scenarios

import "slices"

// Column is one column of a table.
type Column struct {
	Name     string
	Kind     Kind
	Required bool     // a row without it is at fault
	Choices  []string // what a Choice may be
	Refers   string   // the table whose first key column has to hold the value
	Any      bool     // "*" is allowed and stands for every value
	Min, Max *float64 // bounds of a number, inclusive; nil for none
	Above    *float64 // a bound the number has to lie above; nil for none
	Places   int32    // of a number: the decimal places to which goal seek answers
	Unit     string   // what the number counts: "pounds a unit", "days"
	Doc      string   // what the column means, in a sentence or two

	operand bool // an operation of the row makes another figure of the number
}

// Schema is what one table may say.
type Schema struct {
	Table   string
	Title   string   // a heading for people
	Doc     string   // what the table is for
	Key     []string // the columns that together name a row
	Dated   bool     // `from` is part of the key, and a row holds until the next of the same key
	Input   bool     // the table holds figures, so it has an `evidence` column
	Columns []Column // in the order in which tables are written
}

// Names of columns that several tables share.
const (
	FromColumn     = "from"
	EvidenceColumn = "evidence"
	SourceColumn   = "source"
	NoteColumn     = "note"
)

// The decimal places of a column's numbers, where it has not those of a price: a sum of money
// ends with the penny, and what is counted is kept in thousandths.
const (
	finestPlaces  = 6 // prices are kept in micro-pounds
	moneyPlaces   = 2
	countedPlaces = 3
)

// evidenceChoices are the classes of evidence of an input, the strongest first.
var evidenceChoices = []string{"published", "local", "estimated", "assumed", "illustrative", "missing"}

var allSchemas = buildSchemas()

// Schemas gives every table a model may have, in the order in which they are written,
// shown and checked.
func Schemas() []Schema { return slices.Clone(allSchemas) }

// SchemaOf finds a table's schema; false where no table has the name.
func SchemaOf(table string) (*Schema, bool) {
	i := slices.IndexFunc(allSchemas, func(s Schema) bool { return s.Table == table })
	if i < 0 {
		return nil, false
	}
	return &allSchemas[i], true
}

// Index is the column's position in Columns, -1 where the table has no such column.
func (s *Schema) Index(column string) int {
	for i := range s.Columns {
		if s.Columns[i].Name == column {
			return i
		}
	}
	return -1
}

// KeyIndexes are the positions of the key columns, in key order.
func (s *Schema) KeyIndexes() []int {
	at := make([]int, len(s.Key))
	for i, name := range s.Key {
		at[i] = s.Index(name)
	}
	return at
}

// order is the table's place among all tables.
func (s *Schema) order() int {
	return slices.IndexFunc(allSchemas, func(other Schema) bool { return other.Table == s.Table })
}

// columnNames lists the columns' names in order.
func (s *Schema) columnNames() []string {
	names := make([]string, len(s.Columns))
	for i := range s.Columns {
		names[i] = s.Columns[i].Name
	}
	return names
}

// tableNames lists every table's name in order.
func tableNames() []string {
	names := make([]string, len(allSchemas))
	for i := range allSchemas {
		names[i] = allSchemas[i].Table
	}
	return names
}

// buildSchemas puts the tables in order and gives each the columns all of them share.
func buildSchemas() []Schema {
	schemas := slices.Concat(modelTables(), partyTables(), contractTables(), activityTables(), marketTables(), countingTables(), priceTables(),
		costTables(), scenarioTables(), uncertaintyTables())
	var names []string
	for i := range schemas {
		names = append(names, schemas[i].Table)
	}
	for i := range schemas {
		s := &schemas[i]
		if s.Dated && s.Index(FromColumn) < 0 {
			after := len(s.Key)
			s.Columns = slices.Insert(s.Columns, after, fromColumn())
			s.Key = append(slices.Clip(s.Key), FromColumn)
		}
		if s.Input {
			s.Columns = append(s.Columns, Column{Name: EvidenceColumn, Kind: Choice, Choices: evidenceChoices,
				Doc: "How the row's figures are known, from published (printed by somebody who answers for them) to missing (not known; the figure stands in for it)."})
		}
		s.Columns = append(s.Columns,
			Column{Name: SourceColumn, Kind: Text, Doc: "Where the row's figures come from: title, publisher, date. It travels to the results."},
			Column{Name: NoteColumn, Kind: Text, Doc: "Anything a reader of the row should know. It travels to the results."})
		for j := range s.Columns {
			if c := &s.Columns[j]; c.Kind.Numeric() && c.Kind != Whole && c.Places == 0 {
				c.Places = finestPlaces
			}
			if s.Table == "changes" && s.Columns[j].Name == "table" {
				s.Columns[j].Choices = changeableTables(names)
			}
		}
	}
	return schemas
}

// changeableTables leaves out the tables that say what the scenarios themselves are.
func changeableTables(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return name == "scenarios" || name == "changes"
	})
}

func fromColumn() Column {
	return Column{Name: FromColumn, Kind: Month,
		Doc: "First month the row holds; it holds until the next `from` of the same key. Blank means from the start of the run."}
}
