package extract

import (
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"parity/engine/records"
	"parity/tariff"
)

// careClusters are the tables of the Mental Health Services Data Set that the preset of care
// clusters joins, cut down to what it reads; the figures are illustrative.
var careClusters = map[string]string{
	"MHS803CareCluster.csv": "AMHCareClustCodeFin,StartDateCareClust,EndDateCareClust,RecordNumber,MHS803UniqID,OrgIDProv,Person_ID,UniqClustID\n" +
		"01,2025-04-01,2025-04-03,10,501,RT2,ann,RT2a\n" +
		"02,2025-05-01,,11,502,RT2,bob,RT2b\n" +
		"02,2025-05-01,,12,503,RT2,cat,RT2c\n" +
		"01,2025-05-01,,13,504,RT2,dan,RT2d\n" +
		"01,2025-05-01,,11,505,RT2,bob,RT2e\n" +
		"01,2025-05-01,,11,506,RT2,bob,RT2f\n",
	"MHS101Referral.csv": "UniqServReqID,RecordNumber,OrgIDComm\n1,10,NTH\n2,11,STH\n3,11,STH\n4,12,NTH\n5,12,STH\n",
	"MHS801ClusterTool.csv": "UniqClustID,AssToolCompDate\nRT2a,2025-03-20\nRT2b,2025-04-20\nRT2b,2025-06-20\nRT2b,\nRT2b,2025-05-20\nRT2c,2025-05-01\nRT2d,2025-05-01\n" +
		"RT2e,\nRT2f,2025-04-20\nRT2f,20/05/2025\n",
}

// folderOf is a folder with files.
func folderOf(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// opened is a file of a folder, read by a preset.
func opened(t *testing.T, folder, file, preset string) (*Source, *Mapping) {
	t.Helper()
	mapping, known := Preset(preset)
	if !known {
		t.Fatalf("no preset %s", preset)
	}
	source, err := Open(filepath.Join(folder, file), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { source.Close() })
	return source, mapping
}

// The tables of a preset lie beside the extract. A cluster has the commissioner of the
// person's referrals in the same submission, where they have one, and its latest assessment.
func TestPresetJoinsTables(t *testing.T) {
	folder := folderOf(t, careClusters)
	source, mapping := opened(t, folder, "MHS803CareCluster.csv", "mhsds-care-cluster-tables")
	all, read, err := Episodes(context.Background(), source, &EpisodesJob{Mapping: mapping, Parties: Parties{Currencies: []string{"1", "2"}}})
	if err != nil {
		t.Fatal(err)
	}
	got := said(all, read)
	for _, e := range read.Exceptions {
		got = append(got, fmt.Sprintf("line %d %s: %s", e.Line, e.Column, e.Reason))
	}
	want := []string{
		"line 2: person 0, RT2 for NTH, 1 from 2025-04-01 to 2025-04-03 reviewed 2025-03-20, record 501",
		"line 3: person 1, RT2 for STH, 2 from 2025-05-01 to open reviewed 2025-06-20, record 502",
		"line 6: person 1, RT2 for STH, 1 from 2025-05-01 to open, record 505",
		"line 4 referral.OrgIDComm: " + string(KeyDisagrees),
		"line 5 RecordNumber: " + string(NoMatch),
		"line 7 assessment.AssToolCompDate: " + string(UncertainDate),
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}

	joined := []JoinedTable{{"MHS101Referral.csv", hex.EncodeToString(sum256(careClusters["MHS101Referral.csv"]))}, {"MHS801ClusterTool.csv", hex.EncodeToString(sum256(careClusters["MHS801ClusterTool.csv"]))}}
	if !slices.Equal(read.Joined, joined) {
		t.Errorf("joined %v\nwant   %v", read.Joined, joined)
	}

	// Pricing asks for no assessment, and no file of it.
	if err := os.Remove(filepath.Join(folder, "MHS801ClusterTool.csv")); err != nil {
		t.Fatal(err)
	}
	source, mapping = opened(t, folder, "MHS803CareCluster.csv", "mhsds-care-cluster-tables")
	job := newJob(t)
	job.Mapping = mapping
	p, err := Price(context.Background(), source, job)
	if err != nil {
		t.Fatal(err)
	}
	if p.Records != 6 || p.Refused != 2 {
		t.Errorf("%s", told(p))
	}
}

func TestPresetsJoinTeams(t *testing.T) {
	folder := folderOf(t, map[string]string{
		"MHS201CareContact.csv":           "Person_ID,OrgIDProv,UniqServReqID,UniqCareProfTeamID,CareContDate\nann,RT2,1,T1,2025-04-01\nann,RT2,1,T2,2025-04-02\n",
		"MHS101Referral.csv":              "UniqServReqID,Person_ID,OrgIDProv,OrgIDComm,ReferralRequestReceivedDate,ServDischDate\n1,ann,RT2,NTH,2025-04-01,2025-04-03\n",
		"MHS102ServiceTypeReferredTo.csv": "UniqServReqID,UniqCareProfTeamID,ServTeamTypeRefToMH\n1,T1,A01\n",
	})
	for _, c := range []struct{ file, preset, want string }{
		{"MHS201CareContact.csv", "mhsds-care-contact-tables", "2 records, 0 outside, 5.00; line 3 column UniqCareProfTeamID: " + string(NoMatch)},
		{"MHS101Referral.csv", "mhsds-referral-tables", "1 records, 0 outside, 0.00; line 2: " + string(records.MeasureNeeded)},
	} {
		source, mapping := opened(t, folder, c.file, c.preset)
		job := newJob(t)
		job.Mapping = mapping
		p, err := Price(context.Background(), source, job)
		if err != nil {
			t.Fatal(err)
		}
		if got := told(p); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.preset, got, c.want)
		}
	}
}

func TestPresetTablesNeedAFolder(t *testing.T) {
	mapping, _ := Preset("mhsds-care-cluster-tables")
	_, _, err := follow(t, careClusters["MHS803CareCluster.csv"], &EpisodesJob{Mapping: mapping})
	const want = "standard input: found no folder in which MHS101Referral.csv could lie, which is joined; give the file of the extract, or a mapping whose folder has the table"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// Contacts are nobody's episodes, which is said before anything is read.
func TestPresetOfContactsIsOfNoEpisodes(t *testing.T) {
	mapping, _ := Preset("mhsds-care-contact")
	_, _, err := follow(t, "Person_ID,OrgIDProv\n", &EpisodesJob{Mapping: mapping})
	const want = "standard input: found a mapping by which every record is of the measure contact; people are followed by their episodes, as of care clusters or referrals; leave the measure out, or give an extract of episodes"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// The preset of hospital stays says what they are priced by, which makes them no less stays.
func TestPresetOfSpells(t *testing.T) {
	folder := folderOf(t, map[string]string{"MHS501HospProvSpell.csv": "Person_ID,StartDateHospProvSpell,DischDateHospProvSpell\nann,2025-04-01,2025-04-11\n"})
	source, mapping := opened(t, folder, "MHS501HospProvSpell.csv", "mhsds-hospital-spell")
	spells, read, err := Spells(context.Background(), source, &EpisodesJob{Mapping: mapping})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(spells); got != "[{0 2025-04-01 2025-04-11 2 2}]" || read.Refused != 0 {
		t.Errorf("%s, %d refused", got, read.Refused)
	}
}

// A spell is bed days of the class of its ward, where it was on wards of one class, for the
// commissioner of its referral.
func TestPresetJoinsWards(t *testing.T) {
	folder := folderOf(t, map[string]string{
		"MHS501HospProvSpell.csv": "Person_ID,OrgIDProv,UniqServReqID,UniqHospProvSpellID,StartDateHospProvSpell,DischDateHospProvSpell\nann,RT2,1,S1,2025-04-01,2025-04-04\nbob,RT2,1,S2,2025-04-01,\n",
		"MHS101Referral.csv":      "UniqServReqID,OrgIDComm\n1,NTH\n",
		"MHS502WardStay.csv":      "UniqWardStayID,UniqHospProvSpellID,MHAdmittedPatientClass\nW1,S1,200\nW2,S1,200\nW3,S2,200\nW4,S2,203\n",
	})
	price := decimal.NewFromInt(700)
	list, err := records.NewList(records.Basis{
		Schedule: &tariff.Schedule{Name: "ncc", Places: 2, Units: []tariff.UnitPrices{{Unit: tariff.Unit{Currency: "200", Measure: tariff.BedDay}, Rows: tariff.Always(tariff.PriceRow{Price: &price})}}},
		Window:   records.Window{From: tariff.NewMonth(2025, 4), Months: 12}, Currencies: []records.Currency{{Key: "200"}, {Key: "203"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	source, mapping := opened(t, folder, "MHS501HospProvSpell.csv", "mhsds-hospital-spell-tables")
	p, err := Price(context.Background(), source, &Job{Mapping: mapping, Lists: []*records.List{list}, Parties: Parties{Commissioners: []string{"NTH"}, Currencies: []string{"200", "203"}}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := told(p), "2 records, 0 outside, 2100.00; line 3 column ward.MHAdmittedPatientClass: "+string(KeyDisagrees); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// A column that the preset has for something else is not what was meant.
func TestPresetAsksAboutFreeColumns(t *testing.T) {
	folder := folderOf(t, map[string]string{"spells.csv": "Person_ID,OrgIDProv,StartDateHospProvSpell,DischDateHospProvSpell,AMHCareClustCodeFin\n"})
	source, mapping := opened(t, folder, "spells.csv", "mhsds-hospital-spell")
	job := newJob(t)
	job.Mapping = mapping
	const want = `spells.csv: found no column "OrgIDComm" for the commissioner, among Person_ID, OrgIDProv, StartDateHospProvSpell, DischDateHospProvSpell, AMHCareClustCodeFin; name the column in a mapping (--map), which --guess proposes`
	if _, err := Price(context.Background(), source, job); err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
