package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files")

// inFolder makes a folder with the test models, the current one for the test.
func inFolder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(filepath.Join("testdata", "models"))); err != nil {
		t.Fatal(err)
	}
	t.Chdir(folder)
	return folder
}

// parity runs one command line and gives its exit code, stdout and stderr.
func parity(args ...string) (int, string, string) {
	var stdout, stderr bytes.Buffer
	code := run(append([]string{"parity"}, args...), &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

// says holds a command line to its exit code and to part of what it says on stderr.
func says(t *testing.T, line string, code int, want string) {
	t.Helper()
	if is, stdout, stderr := parity(strings.Fields(line)...); is != code || !strings.Contains(stderr, want) {
		t.Errorf("%s: exit %d, want %d; %s%s", line, is, code, stdout, stderr)
	}
}

// progressLine is said once a second, so what it says is the machine's.
var progressLine = regexp.MustCompile(`(?m)^\d+ (?:combinations of changes run|panels of draws worked out|values tried|records read)\n`)

// Whole commands: what each prints where, and its exit code.
func TestCommands(t *testing.T) {
	golden, err := filepath.Abs(filepath.Join("testdata", "golden"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, line string }{
		{"run", "run --date 2025-04-01"},
		{"run-england", "run england-2015-16 --out england.csv"},
		{"run-england-families", "run england-2024-25 --out england.csv"},
		{"run-cuts", "run westmoor --out westmoor.csv"},
		{"run-stacked", "run northshire --scenario national --scenario national+more-people --out facts.csv"},
		{"run-other-baseline", "run small --baseline pbr --scenario block --out facts.csv"},
		{"run-conflict", "run small --scenario pbr+dear+dearer --out facts.csv"},
		{"run-json", "run small --scenario pbr --json"},
		{"run-broken", "run broken"},
		{"run-unknown-model", "run northshir"},
		{"run-help-the-model", "run help"},
		{"check-h-the-model", "check h"},
		{"run-unknown-scenario", "run small --scenario pbx"},
		{"run-unknown-baseline", "run small --baseline blok"},
		{"run-unknown-flag", "run small --scenarios pbr"},
		{"run-unknown-form", "run small --out result.pdf"},
		{"run-no-folder", "run small --out nowhere/result.xlsx"},
		{"run-into-the-model", "run small --out small/result.csv"},
		{"run-bad-date", "run small --date 1.4.2025"},
		{"run-two-models", "run small broken"},
		{"risk", "risk northshire --draws 1000"},
		{"risk-two", "risk northshire --draws 1000 --seed 7 --scenario capped --baseline national"},
		{"risk-certain", "risk small"},
		{"risk-no-draws", "risk --draws 0"},
		{"risk-uneven", "risk --draws 1500"},
		{"risk-too-many", "risk --draws 2000000000"},
		{"risk-seed", "risk --seed -1"},
		{"risk-unknown-scenario", "risk --scenario blok"},
		{"risk-unknown-form", "risk --out risk.pdf"},
		{"risk-same-file-twice", "risk --out a.csv --out a.csv"},
		{"risk-range-without-out", "risk --draws 2000 --range 0:1000"},
		{"risk-range-into-csv", "risk --draws 2000 --range 0:1000 --out a.csv"},
		{"risk-range-outside", "risk --draws 2000 --range 1000:3000 --out a.parity"},
		{"risk-range-uneven", "risk --range 500:1000 --out a.parity"},
		{"risk-range-turned", "risk --range 2000:1000 --out a.parity"},
		{"risk-range-words", "risk --range first --out a.parity"},
		{"risk-merge-nothing", "risk --merge"},
		{"risk-merge-missing", "risk --merge a.parity"},
		{"risk-merge-no-part", "risk --merge small/model.csv"},
		{"risk-merge-two-models", "risk northshire small --merge a.parity"},
		{"risk-merge-with-seed", "risk --merge a.parity --seed 2"},
		{"price", "price records/episodes.csv --model priced --schedule local --out priced.csv --check-people"},
		{"price-two", "price records/episodes.csv --model priced --schedule local --also national --records lines.csv --out priced.xlsx"},
		{"price-pro-rata", "price records/episodes.csv --model priced --schedule national --periods pro-rata --from 2025-07 --to 2025-09"},
		{"price-mapped", "price records/contacts.csv --model priced --schedule national --map records/contacts-map.csv --json"},
		{"price-publish", "price records/episodes.csv --model priced --schedule local --publish --out priced.json"},
		{"price-guess", "price records/contacts.csv --guess"},
		{"price-guess-preset", "price records/contacts.csv --guess --map mhsds-hospital-spell-tables"},
		{"price-unmapped", "price records/contacts.csv --model priced --schedule local"},
		{"price-derived", "price records/episodes.csv --schedule national"},
		{"price-no-mapping", "price records/episodes.csv --model priced --schedule local --map mhsds"},
		{"price-no-months", "price records/episodes.csv --model mh-clusters --schedule reference-costs-2011-12"},
		{"price-bad-month", "price records/episodes.csv --model priced --schedule local --from April"},
		{"price-turned", "price records/episodes.csv --model priced --schedule local --from 2026-03 --to 2025-04"},
		{"price-unknown-schedule", "price records/episodes.csv --model priced --schedule loca"},
		{"price-no-schedule", "price records/episodes.csv --model priced"},
		{"price-same-twice", "price records/episodes.csv --model priced --schedule local --also local"},
		{"price-periods", "price records/episodes.csv --model priced --schedule local --periods half"},
		{"price-publish-records", "price records/episodes.csv --model priced --schedule local --publish --records lines.csv"},
		{"price-over-itself", "price records/episodes.csv --model priced --schedule local --out records/episodes.csv"},
		{"price-missing-file", "price nowhere.csv --model priced --schedule local"},
		{"price-nothing", "price"},
		{"caseload", "caseload records/clusters-illustrative.csv --to 2025-03 --spells records/hospital-illustrative.csv --out mine"},
		{"caseload-model", "caseload records/clusters-illustrative.csv --model northshire --out mine.xlsx"},
		{"caseload-json", "caseload records/episodes.csv --model priced --from 2025-04 --to 2026-03 --json"},
		{"caseload-publish", "caseload records/clusters-illustrative.csv --to 2025-03 --spells records/hospital-illustrative.csv --publish --out mine"},
		{"caseload-early", "caseload records/clusters-illustrative.csv --from 2021-04 --to 2025-09"},
		{"caseload-no-person", "caseload records/contacts.csv --to 2025-03"},
		{"caseload-nobody", "caseload records/clusters-illustrative.csv --to 2019-03"},
		{"caseload-no-months", "caseload records/clusters-illustrative.csv"},
		{"caseload-other-months", "caseload records/clusters-illustrative.csv --model northshire --to 2024-03"},
		{"caseload-turned", "caseload records/clusters-illustrative.csv --from 2025-03 --to 2024-03"},
		{"caseload-there", "caseload records/clusters-illustrative.csv --to 2025-03 --out small"},
		{"caseload-form", "caseload records/clusters-illustrative.csv --to 2025-03 --out mine.csv"},
		{"caseload-spells-map", "caseload records/clusters-illustrative.csv --to 2025-03 --spells-map mapping.csv"},
		{"caseload-nothing", "caseload"},
		{"backtest", "backtest lived --against records/lived.csv --from 2023-04 --draws 1000 --out lived.csv"},
		{"backtest-read-off", "backtest lived --against records/lived.csv --draws 1000 --out lived.xlsx --date 2025-08-01"},
		{"backtest-publish", "backtest lived --against records/lived.csv --from 2023-04 --until 2025-06-30 --draws 1000 --publish"},
		{"backtest-certain", "backtest lived-surely --against records/lived.csv --until 2024-06-30 --json"},
		{"backtest-not-covered", "backtest lived --against records/lived.csv --from 2024-05"},
		{"backtest-of-the-future", "backtest northshire --against records/lived.csv"},
		{"backtest-no-records", "backtest lived"},
		{"backtest-no-model", "backtest --against records/lived.csv"},
		{"backtest-bad-month", "backtest lived --against records/lived.csv --from April"},
		{"backtest-bad-date", "backtest lived --against records/lived.csv --until 2025-06"},
		{"backtest-few-draws", "backtest lived --against records/lived.csv --draws 500"},
		{"backtest-over-itself", "backtest lived --against records/lived.csv --out records/lived.csv"},
		{"backtest-missing-file", "backtest lived --against nowhere.csv"},
		{"backtest-unknown-scenario", "backtest lived --against records/lived.csv --scenario growth"},
		{"drivers", "drivers northshire --draws 1000 --scenario capped"},
		{"drivers-against", "drivers --draws 1000 --result income/2026-27 --scenario capped --against national"},
		{"drivers-json", "drivers --draws 1000 --result cost/contract=north --json"},
		{"drivers-certain", "drivers small"},
		{"drivers-unknown-result", "drivers --result surplsu"},
		{"drivers-unlike-any-result", "drivers --scenario capped --result foo"},
		{"drivers-not-drawn", "drivers --result activity_value"},
		{"drivers-unknown-scenario", "drivers --against blok"},
		{"drivers-uneven", "drivers --draws 1500"},
		{"attribute", "attribute northshire block capped"},
		{"attribute-listed", "attribute northshire local national+more-people --result surplus/provider=NST --order listed"},
		{"attribute-year", "attribute northshire capped blended --result income/2026-27/contract=north"},
		{"attribute-together", "attribute westmoor tariff market --result income/2026-27"},
		{"attribute-json", "attribute northshire local national+more-people --json"},
		{"attribute-quantity", "attribute northshire block more-people --result asked/A06"},
		{"attribute-unknown-scenario", "attribute northshire blok capped"},
		{"attribute-unknown-item", "attribute northshire block capped --result incom"},
		{"attribute-same", "attribute northshire capped capped"},
		{"attribute-one-scenario", "attribute northshire capped"},
		{"attribute-unknown-order", "attribute northshire block capped --order alphabetical"},
		{"attribute-no-cost", "attribute england-2015-16 block national --result surplus"},
		{"attribute-england", "attribute england-2015-16 block national-scaled"},
		{"solve", "solve northshire --make surplus/2026-27/contract=north=0 --vary contracts[contract=north].annual_value"},
		{"solve-cap", "solve northshire --scenario capped --make income/2026-27/contract=north=80000000 --vary terms[contract=north,step=2].upper"},
		{"solve-share", "solve northshire --scenario national --make income/2025-26=125000000 --vary caseload.starts_per_month"},
		{"solve-binds", "solve northshire --scenario capped --make income/2025-26/contract=north=90000000 --vary caseload.starts_per_month --write mine"},
		{"solve-write", "solve small --scenario pbr+dear --make income/contract=south=20000 --vary prices[currency=A].price --write mine --name level"},
		{"solve-draws", "solve northshire --scenario capped --make income/2026-27/contract=north=79000000 --vary terms[contract=north,step=2].upper --at p90 --draws 1000 --write mine"},
		{"solve-draws-json", "solve northshire --make surplus/2026-27=0 --vary contracts[contract=north].annual_value --at p10 --draws 1000 --seed 7 --json"},
		{"solve-draws-binds", "solve northshire --scenario capped --make income/2026-27/contract=north=90000000 --vary terms[contract=north,step=2].upper --at mean --draws 1000"},
		{"solve-draws-certain", "solve small --make income=0 --vary contracts.annual_value --at p90"},
		{"solve-draws-number", "solve small --make income=0 --vary contracts.annual_value --at p90 --draws 1500"},
		{"solve-draws-many", "solve small --make income=0 --vary contracts.annual_value --at p90 --draws 100000000"},
		{"solve-draws-figure", "solve small --make income=0 --vary contracts.annual_value --at 90"},
		{"solve-draws-of-what", "solve small --make income=0 --vary contracts.annual_value --seed 2"},
		{"solve-json", "solve small --make income/2025-26=31000 --vary contracts.annual_value --low 0.9 --high 1.1 --json"},
		{"solve-derived", "solve northshire --scenario local --make surplus=0 --vary prices[schedule=local-north].price"},
		{"solve-inert", "solve small --make income=0 --vary prices[currency=A].price"},
		{"solve-nothing", "solve small --make income=0"},
		{"solve-unknown-scenario", "solve small --scenario pbx --make income=0 --vary prices.price"},
		{"solve-unknown-item", "solve small --make incom=0 --vary prices.price"},
		{"solve-unknown-cells", "solve small --make income=0 --vary contracts.anual_value"},
		{"solve-form", "solve northshire --make income=0 --vary contracts.annual_value --write s.pdf"},
		{"solve-there", "solve northshire --make income=0 --vary contracts.annual_value --write small"},
		{"cluster", "cluster clustering/scores-illustrative.csv --grid illustrative"},
		{"cluster-json", "cluster clustering/scores-illustrative.csv --grid illustrative --json"},
		{"cluster-publish", "cluster clustering/scores-illustrative.csv --grid illustrative --publish"},
		{"cluster-publish-json", "cluster clustering/scores-illustrative.csv --grid illustrative --publish --json"},
		{"cluster-publish-out", "cluster clustering/scores-illustrative.csv --grid illustrative --publish --out a.csv"},
		{"cluster-broken-grid", "cluster clustering/scores-illustrative.csv --grid clustering/broken-grid.csv"},
		{"cluster-no-grid", "cluster clustering/scores-illustrative.csv"},
		{"cluster-no-scale", "cluster clustering/no-scale.csv --grid illustrative"},
		{"cluster-not-there", "cluster scores.csv --grid illustrative"},
		{"cluster-grid-not-there", "cluster clustering/scores-illustrative.csv --grid grid.csv"},
		{"cluster-same-file", "cluster clustering/scores-illustrative.csv --grid illustrative --out a.csv --exceptions ./a.csv"},
		{"cluster-over-scores", "cluster clustering/scores-illustrative.csv --grid illustrative --out clustering/scores-illustrative.csv"},
		{"cluster-form", "cluster clustering/scores-illustrative.csv --grid illustrative --out a.xlsx"},
		{"cluster-files", "cluster clustering/scores-illustrative.csv --grid illustrative --out a.csv --exceptions b.csv --reallocation c.csv"},
		{"cluster-write-grid", "cluster --write-grid grid.csv"},
		{"cluster-write-grid-there", "cluster --write-grid clustering/broken-grid.csv"},
		{"check", "check small"},
		{"check-json", "check small --json"},
		{"check-broken", "check broken"},
		{"check-northshire", "check"},
		{"check-england", "check england-2015-16"},
		{"check-england-families", "check england-2024-25"},
		{"list", "list"},
		{"list-json", "list --json"},
		{"diff-same", "diff small small"},
		{"verify-nothing", "verify"},
		{"verify-model", "verify small"},
		{"trace", "trace northshire income/2026-27/contract=north --scenario capped --depth 2"},
		{"trace-currency", "trace northshire income/2026-27/contract=north/cluster=12 --scenario capped"},
		{"trace-block", "trace northshire income/2026-05/contract=north --depth 6"},
		{"trace-cost", "trace northshire cost/2025-26/contract=north/currency=14"},
		{"trace-price", "trace northshire unit_price/2026-04/contract=north/currency=12/measure=community_day --scenario national --depth 4"},
		{"trace-prices", "trace northshire unit_price/2026-04/contract=north/currency=12 --scenario local --depth 2"},
		{"trace-cap", "trace northshire cap/2026-27/contract=north --scenario capped --depth 2"},
		{"trace-asked", "trace northshire asked/A06/2025-04/contract=north/currency=3 --scenario more-people --depth 6"},
		{"trace-person", "trace northshire person/2026-03/contract=north/currency=3"},
		{"trace-england", "trace england-2015-16 income"},
		{"trace-missing", "trace small activity_value/2025-04/contract=north --scenario pbr --depth 6"},
		{"trace-json", "trace small income/2025-04/contract=north --scenario pbr+dear --depth 6 --json"},
		{"trace-nothing", "trace small cap"},
		{"trace-unknown-item", "trace small incom"},
		{"trace-unknown-scenario", "trace small income --scenario pbx"},
		{"trace-outside", "trace small income/2031-04"},
		{"trace-no-item", "trace small"},
		{"show", "show northshire contracts --scenario national"},
		{"show-new-rows", "show northshire terms --scenario capped"},
		{"show-conflict", "show small prices --scenario dear+dearer"},
		{"show-unchanged", "show small contracts"},
		{"show-json", "show small prices --scenario dear --json"},
		{"show-unknown-table", "show small contract"},
		{"show-unknown-scenario", "show small contracts --scenario pbx"},
		{"show-no-table", "show small"},
		{"real", "real mh_spend_england --base 2010-11"},
		{"real-investment", "real mental_health_spend_mhis"},
		{"real-one-release", "real money.csv --base 2013-14 --deflator gdp-2019-09 --out real.csv"},
		{"real-own-release", "real money.csv --indices annex.csv --deflator annex-a --json"},
		{"real-model", "real northshire --scenario national --base 2010-11 --series block/income --series national/income/commissioner=NTH --series national/cost/provider=NST"},
		{"real-scenario-of-series", "real money.csv --scenario block"},
		{"real-wrong", "real money-wrong.csv"},
		{"real-nothing", "real"},
		{"real-unknown-series", "real mh_spend"},
		{"real-unknown-deflator", "real mh_spend_england --deflator gdp-2019"},
		{"real-no-such-base", "real mh_spend_england --base 1901-02"},
		{"real-unknown-form", "real mh_spend_england --out real.xlsx"},
		{"init", "init mine"},
		{"init-there", "init small"},
		{"init-nothing", "init"},
		{"init-csv", "init mine.csv"},
		{"init-form", "init mine.docx"},
		{"init-release", "init mine-1.2"},
		{"init-embedded", "init northshire"},
		{"convert", "convert small small.xlsx"},
		{"convert-form", "convert small small.Pdf/"},
		{"convert-nothing", "convert small"},
		{"completion-none", "completion tcsh"},
		{"unknown-command", "rnu"},
		{"unlike-any-command", "x"},
		{"unlike-any-command-but-in-a-letter", "compare"},
		{"help", "help"},
		{"help-unknown", "help rnu"},
		{"help-two", "h run risk"},
		{"help-run", "help run"},
		{"help-risk", "help risk"},
		{"help-price", "help price"},
		{"help-caseload", "help caseload"},
		{"help-backtest", "help backtest"},
		{"help-drivers", "help drivers"},
		{"help-attribute", "help attribute"},
		{"help-solve", "help solve"},
		{"help-cluster", "help cluster"},
		{"help-verify", "help verify"},
		{"help-diff", "help diff"},
		{"help-trace", "trace --help"},
		{"help-show", "show --help"},
		{"help-real", "help real"},
		{"help-init", "init --help"},
		{"help-check", "check --help"},
		{"help-convert", "convert --help"},
		{"help-list", "list --help"},
		{"help-completion", "completion --help"},
	} {
		t.Run(c.name, func(t *testing.T) {
			inFolder(t)
			code, stdout, stderr := parity(strings.Fields(c.line)...)
			stderr = progressLine.ReplaceAllString(stderr, "")
			got := fmt.Sprintf("$ parity %s\nexit %d\n--- stdout\n%s--- stderr\n%s", c.line, code, stdout, stderr)
			path := filepath.Join(golden, c.name+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatalf("%v; run go test ./cmd/parity -update", err)
			}
			if got != string(want) {
				t.Errorf("%s is not what testdata/golden/%s.txt has; if it should be, run go test ./cmd/parity -update\n%s", c.line, c.name, firstDifference(got, string(want)))
			}
		})
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("got %d lines, want %d", len(g), len(w))
}
