package extract

import (
	"strings"
	"testing"
)

// Aggregate contract monitoring counts by month of a financial year.
func TestFinancialMonths(t *testing.T) {
	const names = "FINANCIAL YEAR,FINANCIAL MONTH,ORGANISATION IDENTIFIER (CODE OF PROVIDER),ORGANISATION IDENTIFIER (CODE OF COMMISSIONER),TARIFF CODE,POINT OF DELIVERY CODE,CONTRACT MONITORING ACTUAL ACTIVITY\n"
	preset, known := Preset("acm")
	if !known {
		t.Fatal("no preset")
	}
	preset.codes[Measure] = map[string]string{"COMMUNITY": "contact"}
	job := newJob(t)
	job.Mapping = preset
	p, err := price(t, names+"202526,1,RT2,NTH,A01,COMMUNITY,100\n2025-26,12,RT2,NTH,A01,COMMUNITY,1.5\n2025/26,01,RT2,STH,A01,COMMUNITY,1\n202425,12,RT2,STH,A01,COMMUNITY,1\n"+
		"202527,1,RT2,NTH,A01,COMMUNITY,1\n2025,1,RT2,NTH,A01,COMMUNITY,1\n202526,0,RT2,NTH,A01,COMMUNITY,1\n202526,13,RT2,NTH,A01,COMMUNITY,1\n202526,M1,RT2,NTH,A01,COMMUNITY,1\n202526,1,RT2,NTH,A01,WARD,1\n", job)
	if err != nil {
		t.Fatal(err)
	}
	want := "10 records, 1 outside, 512.50; line 6 column FINANCIAL YEAR: " + string(NotYear) + "; line 7 column FINANCIAL YEAR: " + string(NotYear) +
		"; line 8 column FINANCIAL MONTH: " + string(NotMonth) + "; line 9 column FINANCIAL MONTH: " + string(NotMonth) + "; line 10 column FINANCIAL MONTH: " + string(NotMonth) +
		"; line 11 column POINT OF DELIVERY CODE: " + string(UnknownMeasure)
	if got := told(p); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	proposed, err := ReadMapping(strings.NewReader(guessed(t, strings.TrimSpace(names)).Mapping), "guessed")
	if err != nil {
		t.Fatal(err)
	}
	preset.codes[Measure] = nil
	if proposed.columns != preset.columns {
		t.Errorf("guessed %v\nwant    %v", proposed.columns, preset.columns)
	}
}

func TestOneWayToTellTheMonth(t *testing.T) {
	const want = "standard input: found of financial_year, financial_month and start not one way to tell the month; map financial_year and financial_month, or start"
	for _, header := range []string{"provider,commissioner,currency,start,quantity,financial_year,financial_month\n", "provider,commissioner,currency,start,quantity,financial_month\n"} {
		if _, err := price(t, header, newJob(t)); err == nil || err.Error() != want {
			t.Errorf("%s: %v", header, err)
		}
	}
}
