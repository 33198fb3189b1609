package extract

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// guessed proposes from a header.
func guessed(t *testing.T, header string) *Proposal {
	t.Helper()
	source, err := Open(StandardInput, strings.NewReader(header+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Guess(source)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// A guess is a mapping, and finds the columns of every preset. What is the submission's record of
// a person is no record's number, and is named as not placed.
func TestGuess(t *testing.T) {
	got := guessed(t, "Person_ID|OrgIDProv|OrgIDComm|AMHCareClustCodeFin|StartDateCareClust|EndDateCareClust|RecordNumber")
	want, err := os.ReadFile("presets/mhsds-care-cluster.csv")
	if err != nil {
		t.Fatal(err)
	}
	if got.Mapping != string(want) {
		t.Errorf("guessed\n%s\nwant\n%s", got.Mapping, want)
	}
	if fmt.Sprint(got.Unplaced, got.Missing) != "[RecordNumber] []" {
		t.Errorf("not placed %v, missing %v", got.Unplaced, got.Missing)
	}
}

// A preset is proposed for a table of its own, in whatever spelling, and for no other.
func TestGuessedPresets(t *testing.T) {
	for _, c := range []struct{ header, want string }{
		{"RecordNumber,MHS803UniqID,OrgIDProv,Person_ID,AMHCareClustCodeFin,StartDateCareClust,EndDateCareClust", "[mhsds-care-cluster-tables]"},
		{"Person_ID,OrgIDProv,OrgIDComm,AMHCareClustCodeFin,StartDateCareClust,EndDateCareClust", "[mhsds-care-cluster]"},
		{"Person_ID,OrgIDProv,UniqServReqID,UniqHospProvSpellID,StartDateHospProvSpell,DischDateHospProvSpell", "[mhsds-hospital-spell-tables]"},
		{"UniqServReqID,Person_ID,OrgIDProv,OrgIDComm,ReferralRequestReceivedDate,ServDischDate", "[mhsds-referral-tables]"},
		{"UniqServReqID,Person_ID,OrgIDProv,UniqCareProfTeamID,CareContDate", "[mhsds-care-contact-tables]"},
		{"FINANCIAL_MONTH,FINANCIAL_YEAR,ORGANISATION_IDENTIFIER_(CODE_OF_PROVIDER),ORGANISATION_IDENTIFIER_(CODE_OF_COMMISSIONER),POINT_OF_DELIVERY_CODE,TARIFF_CODE,CONTRACT_MONITORING_ACTUAL_ACTIVITY", "[acm]"},
		{"provider,commissioner,currency,start,end", "[]"},
	} {
		if got := fmt.Sprint(guessed(t, c.header).Presets); got != c.want {
			t.Errorf("%s: %s, want %s", c.header, got, c.want)
		}
	}
}

// Of an extract without a header nothing is proposed, and nothing told.
func TestGuessWithoutHeader(t *testing.T) {
	source, err := Open(StandardInput, strings.NewReader("p77,RT2,NTH,1,01/04/2025\n"))
	if err != nil {
		t.Fatal(err)
	}
	const want = "standard input: found a first line with a date or a number in it, as records have and names of columns do not; put a line above it that names the columns"
	if got, err := Guess(source); err == nil || err.Error() != want {
		t.Errorf("got  %v, %v\nwant %s", got, err, want)
	}
}

// What follows people is proposed too, where the header has it.
func TestGuessOfReviews(t *testing.T) {
	got := guessed(t, "MHS803UniqID,AssToolCompDate,Person_ID,Cluster,Start date,End date,Trust,Ward")
	const want = MappingHeader + "\nperson,Person_ID,,\nprovider,Trust,,\ncommissioner,,,\ncurrency,Cluster,,\nstart,Start date,,\nend,End date,,\nreviewed,AssToolCompDate,,\nrecord,MHS803UniqID,,\n"
	if got.Mapping != want {
		t.Errorf("guessed\n%s\nwant\n%s", got.Mapping, want)
	}
	if fmt.Sprint(got.Unplaced, got.Missing) != "[Ward] [commissioner]" {
		t.Errorf("not placed %v, missing %v", got.Unplaced, got.Missing)
	}
}

// Each name alone is taken for its field, or for none.
func TestGuessedNames(t *testing.T) {
	none := Ignored
	for _, c := range []struct {
		field Field
		names []string
	}{
		{Person, []string{"Pseudo NHS No", "Pseudo_NHS_Number", "Client ID", "RiO ID", "Patient Identifier", "Person_ID", "Der_Pseudo_NHS_Number", "Local Patient Identifier", "LocalPatientId", "NHS Number", "NHS_No", "NHSNumber",
			"PatientID", "patient_id", "Patient No", "PatNo Pseudonym", "Pseudonymised ID", "PseudoID", "Service User ID", "ServiceUserID", "SU_ID", "ClientID", "Client Number", "CRN", "MRN", "Hospital Number", "Rio_Number", "RiO Client ID", "Paris ID",
			"SystmOne ID", "Carenotes Number", "LOCAL PATIENT IDENTIFIER (EXTENDED)", "sk_PatientID", "SK Patient Key", "Person_Key", "PATIENT_PSEUDONYM", "Unique Patient Reference"}},
		{none, []string{"Patient Name", "NHS Number Status Indicator", "Patient Age", "Patient Postcode", "Date of Birth", "Person Birth Date", "Client Gender", "GP Practice Code", "Patient Type", "Ethnic Category", "Ward", "Team", "RecordNumber", "UniqSubmissionID", "Notes", ""}},
		{Provider, []string{"Provider", "OrgIDProv", "Provider Code", "ProviderCode", "Provider_Org_Code", "Org Code Provider", "ORGANISATION IDENTIFIER (CODE OF PROVIDER)", "Trust", "Trust Code", "Org Code", "Organisation_Code", "Provider ID", "der_provider_code"}},
		{none, []string{"Provider Name", "Trust Name", "Site Code of Treatment", "Referring Organisation Code", "Organisation Name"}},
		{Commissioner, []string{"Commissioner", "OrgIDComm", "Commissioner Code", "Commissioner_Org_ID", "ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)", "Org Code Commissioner", "ICB", "ICB Code", "Sub ICB Code", "CCG", "CCG_Code", "CCG of Residence", "Purchaser Code", "Purchaser", "PCT Code", "Commissioning Organisation"}},
		{none, []string{"Commissioner Name", "ICB Name", "Commissioner Serial Number", "Commissioned Service Category Code"}},
		{Currency, []string{"Currency", "Cluster", "Cluster Code", "Care Cluster", "CareClusterCode", "AMHCareClustCodeFin", "MH Cluster", "PbR Cluster", "Cluster No", "MH_Cluster_Code", "Adult Mental Health Care Cluster Code", "HRG", "HRG Code", "Tariff Code", "Currency_Code"}},
		{none, []string{"Cluster Name", "Cluster Super Class", "Cluster Description", "Cluster Score", "Cluster Episode Days"}},
		{Start, []string{"Start", "Start Date", "StartDate", "Start_Dt", "Episode Start Date", "Cluster Start Date", "StartDateCareClust", "Cluster Assigned Date", "Date From", "From Date", "Spell Start Date", "Admission Date", "Date of Admission", "AdmissionDate",
			"Referral Received Date", "ReferralRequestReceivedDate", "Referral Date", "Date of Referral", "Contact Date", "CareContDate", "Appointment Date", "Attendance Date", "Activity Date", "Effective From", "Opened Date", "Begin Date", "Commencement Date", "Cluster Date"}},
		{End, []string{"End", "End Date", "EndDate", "End_Dt", "Episode End Date", "Cluster End Date", "EndDateCareClust", "Date To", "To Date", "Discharge Date", "DischDateHospProvSpell", "ServDischDate", "Date of Discharge", "Closed Date", "Date Closed", "Closure Date", "Effective To", "Finish Date"}},
		{none, []string{"Reporting Period Start Date", "Reporting Period End Date", "Expected Discharge Date", "Discharge Reason", "Discharge Method", "Next Review Date", "Review Due Date", "Referral Reason", "Load Date"}},
		{Measure, []string{"Measure", "Unit of Measure", "Point of Delivery Code", "POD", "POD Code", "Unit"}},
		{Quantity, []string{"Quantity", "Activity", "CONTRACT MONITORING ACTUAL ACTIVITY", "CONTRACT_MONITORING_ACTUAL_ACTIVITY", "Actual Activity", "Activity Count", "Qty", "Units", "Contacts", "Number of Contacts", "Volume"}},
		{none, []string{"Planned Activity", "Actual Cost", "Contract Monitoring Planned Activity"}},
		{Reviewed, []string{"Review Date", "Last Review Date", "Date of Last Review", "Latest Review", "AssToolCompDate", "Assessment Completed Date", "Date Last Reviewed", "Last CPA Review Date", "HoNOS Completion Date"}},
		{Record, []string{"Record ID", "RecordID", "Row Number", "Row ID", "Episode ID", "Episode Number", "MHS803UniqID"}},
	} {
		for _, name := range c.names {
			if name == "" {
				continue
			}
			got := none
			for f, at := range place([]string{name}) {
				if at == 0 {
					got = Field(f)
				}
			}
			if got != c.field {
				t.Errorf("%q is taken for %v, want %v", name, fieldOrNone(got), fieldOrNone(c.field))
			}
		}
	}
}

func fieldOrNone(f Field) string {
	if f == Ignored {
		return "none"
	}
	return f.String()
}

// Whole headers as systems and warehouses write them.
func TestGuessedHeaders(t *testing.T) {
	for _, c := range []struct{ header, want string }{
		{"RiO ID,Client Name,NHS Number,Cluster,Cluster Start Date,Cluster End Date,Review Due Date,Last Review Date,Team,CCG,Provider",
			"person=NHS Number provider=Provider commissioner=CCG currency=Cluster start=Cluster Start Date end=Cluster End Date reviewed=Last Review Date"},
		{"Der_Pseudo_NHS_Number,Provider_Code,Provider_Name,Commissioner_Code,Care_Cluster,Cluster_Start,Cluster_End,Financial_Year,Financial_Month",
			"person=Der_Pseudo_NHS_Number provider=Provider_Code commissioner=Commissioner_Code currency=Care_Cluster start=Cluster_Start end=Cluster_End"},
		{"Financial Year,Financial Month,Organisation Identifier (Code of Provider),Organisation Identifier (Code of Commissioner),Tariff Code,Point of Delivery Code,Contract Monitoring Planned Activity,Contract Monitoring Actual Activity,Contract Monitoring Actual Price",
			"provider=Organisation Identifier (Code of Provider) commissioner=Organisation Identifier (Code of Commissioner) currency=Tariff Code measure=Point of Delivery Code quantity=Contract Monitoring Actual Activity financial_year=Financial Year financial_month=Financial Month"},
		{"PatientID,OrgCode,SubICBCode,ContactDate,ClusterCode", "person=PatientID provider=OrgCode commissioner=SubICBCode currency=ClusterCode start=ContactDate"},
		{"Ward,Team,Notes", ""},
	} {
		header := strings.Split(c.header, ",")
		var got []string
		for f, at := range place(header) {
			if at >= 0 {
				got = append(got, fmt.Sprintf("%s=%s", Field(f), header[at]))
			}
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.header, g, c.want)
		}
	}
}

// A column is also found under its mapping's name with other spaces and signs, where none has it as
// it is; two that are alike so are not chosen between.
func TestColumnsSpelledAlike(t *testing.T) {
	for _, c := range []struct {
		header []string
		want   int
		err    string
	}{
		{[]string{"x", "FINANCIAL_MONTH"}, 1, ""},
		{[]string{"FINANCIAL_MONTH", "financial month"}, 1, ""},
		{[]string{"FINANCIAL_MONTH", "Financial-Month"}, 0, `found two columns called "FINANCIAL MONTH"; leave one, or give them names of their own`},
	} {
		mapping := &Mapping{}
		mapping.columns[Start] = "FINANCIAL MONTH"
		l, err := newLayout(c.header, ',', mapping, wants{Start: true})
		switch {
		case c.err == "" && (err != nil || l.columns[Start] != c.want):
			t.Errorf("%v: %v, %v", c.header, l, err)
		case c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)):
			t.Errorf("%v: %v", c.header, err)
		}
	}
}
