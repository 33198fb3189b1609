"""Writes the model that the comparison of speeds runs, testdata/peers/work, from northshire.

    parity run northshire --out facts.csv
    python3 testdata/peers/work.py facts.csv

Caseload, moves, packages, resources and uplifts are northshire's. Its derived prices become
given ones: what a day in a cluster is worth at them in the first year, rounded to pennies. Every
start, stay, price and unit cost is uncertain. All of it is illustrative.
"""

import csv
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
NORTHSHIRE = HERE.parent.parent / "scenarios" / "models" / "northshire"
WORK = HERE / "work"
YEAR, MFF, MFF_BASE = "2025-26", 1.032679, 1.0534
ILLUSTRATIVE = ["illustrative", "Illustrative: made from northshire to measure speed (The Parity authors)"]


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(table, header, rows, evidence=True):
    WORK.mkdir(exist_ok=True)
    with open(WORK / f"{table}.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header + (["evidence", "source"] if evidence else ["source"]))
        for row in rows:
            out.writerow(list(row) + (ILLUSTRATIVE if evidence else ILLUSTRATIVE[1:]))


def copy(table, columns):
    write(table, columns, [[row[c] for c in columns] for row in read(NORTHSHIRE / f"{table}.csv")])


def day_prices(facts):
    """What a day in each cluster is worth, by schedule."""
    worth, days = {}, {}
    for fact in facts:
        if fact["year"] != YEAR:
            continue
        at = fact["scenario"], fact["contract"], fact["currency"]
        if fact["item"] == "activity_value":
            worth[at] = worth.get(at, 0) + float(fact["value"])
        elif fact["item"] in ("admitted_day", "community_day"):
            days[at] = days.get(at, 0) + float(fact["value"])
    clusters = [row["currency"] for row in read(NORTHSHIRE / "currencies.csv")]
    each = lambda scenario, contract, factor: [
        (c, round(worth[scenario, contract, c] / days[scenario, contract, c] / factor, 2)) for c in clusters
    ]
    return {
        "local-north": each("local", "north", 1),
        "local-south": each("local", "south", 1),
        "national": each("national", "north", MFF / MFF_BASE),
    }


def interval(value, low, high):
    return [format(value * low, ".6g"), format(value * high, ".6g")]


def main(facts):
    write("model", ["key", "value"], [
        ["title", "Two contracts over five years with every start and stay and price and unit cost uncertain"],
        ["author", "The Parity authors"], ["start", "2025-04"], ["months", 60], ["baseline", "block"]])
    copy("commissioners", ["commissioner", "from", "name", "population"])
    copy("providers", ["provider", "from", "name", "mff"])
    copy("currencies", ["currency", "name", "group", "review_period"])
    copy("moves", ["contract", "from_currency", "to_currency", "from", "share"])
    copy("packages", ["currency", "resource", "per", "provider", "from", "quantity"])
    copy("uplifts", ["uplift", "from", "published", "cost_uplift", "efficiency"])
    caseload = ["contract", "currency", "from", "opening", "starts_per_month", "growth", "mean_stay_days", "admitted_share", "assessments_per_start"]
    copy("caseload", caseload)
    copy("resources", ["resource", "provider", "from", "name", "unit", "unit_cost", "price_base", "uplift", "efficiency_delivered", "mff_base", "fixed_share"])
    copy("contracts", ["contract", "from", "commissioner", "provider", "payment", "schedule", "annual_value", "uplift", "plan"])
    write("schedules", ["schedule", "title", "basis", "derive", "applies_mff", "mff_base", "uplift", "rounding"], [
        ["local-north", "Local prices of North Northshire", "local", "given", "no", "", "nhs-all", 0.01],
        ["local-south", "Local prices of South Northshire", "local", "given", "no", "", "nhs-all", 0.01],
        ["national", "National prices", "national", "given", "yes", MFF_BASE, "nhs-all", 0.01]])
    prices = day_prices(read(facts))
    write("prices", ["schedule", "currency", "measure", "price", "price_base"],
          [[s, c, "day", format(p, ".2f"), "2025-04"] for s in prices for c, p in prices[s]])
    write("scenarios", ["scenario", "title", "based_on"], [
        ["block", "Block", ""], ["local", "Activity at local prices", "block"], ["national", "Activity at national prices", "local"],
        ["bounded", "Activity at local prices with cap and collar", "local"],
        ["blended", "Block with a variable element of 50% and cap and collar", "block"]], evidence=False)
    changes = [["local", "pay-by-activity", 1, "contracts", "", "payment", "set", "activity"],
               ["national", "national-prices", 1, "contracts", "", "schedule", "set", "national"],
               ["blended", "blended-payment", 1, "contracts", "", "payment", "set", "blended"],
               ["blended", "blended-payment", 2, "contracts", "", "schedule", "set", "national"]]
    variable = [("term", "variable"), ("settle", "year"), ("netting", "total"), ("rate_above", 0.5), ("rate_below", 0.5)]
    cap = [("term", "cap"), ("settle", "year"), ("reference", "annual_value"), ("upper", 0.02)]
    collar = [("term", "collar"), ("settle", "year"), ("reference", "annual_value"), ("lower", 0.005)]
    for scenario, terms in ("bounded", [cap, collar]), ("blended", [variable, cap, collar]):
        line = 0
        for contract in "north", "south":
            for step, term in enumerate(terms, 1):
                for column, value in term + list(zip(("evidence", "source"), ILLUSTRATIVE)):
                    line += 1
                    changes.append([scenario, "terms", line, "terms", f"contract={contract},step={step}", column, "insert", value])
    write("changes", ["scenario", "change", "line", "table", "where", "column", "operation", "value"], changes, evidence=False)
    uncertain = []
    for row in read(NORTHSHIRE / "caseload.csv"):
        at, where = f"{row['contract']}-{row['currency']}", f"caseload[contract={row['contract']},currency={row['currency']}]"
        uncertain.append([f"starts-{at}", f"{where}.starts_per_month", *interval(float(row["starts_per_month"]), 0.88, 1.14), "lognormal"])
        uncertain.append([f"stay-{at}", f"{where}.mean_stay_days", *interval(float(row["mean_stay_days"]), 0.85, 1.2), "pert"])
    for schedule in prices:
        for cluster, price in prices[schedule]:
            uncertain.append([f"price-{schedule}-{cluster}", f"prices[schedule={schedule},currency={cluster}].price", *interval(price, 0.95, 1.06), "pert"])
    for row in read(NORTHSHIRE / "resources.csv"):
        uncertain.append([f"cost-{row['resource']}", f"resources[resource={row['resource']}].unit_cost", *interval(float(row["unit_cost"]), 0.96, 1.05), "lognormal"])
    write("uncertainty", ["parameter", "cells", "low", "high", "family"], uncertain)


main(sys.argv[1])
