"""The work of `parity risk` on testdata/peers/work, as a program in numpy.

    python3 testdata/peers/risk.py [--draws 10000] [--seed 1] [--workers 2]

Five scenarios, two contracts, 21 clusters and 60 months, with every start, stay, price and unit
cost uncertain, read from the same tables. It prints every figure's mean, standard deviation, P10,
P50, P90 and Monte Carlo error, as tab-separated lines.

Draws run along the last axis of every array, and a chunk of them at a time, so that arrays stay in
the processor's cache; processes share out the blocks of draws and, after them, the figures to be
summed up. A block of 1,000 draws has a random stream of its own, so that results do not depend on
the workers.

A month is dn/dt = A'n + r, A' = M diag(1/stay) with a constant matrix M, so that the days of a month
are n t + t^2 phi2(A't)(r + A'n): one Taylor series in Horner's form, of which each term is one
matrix product over all draws of a chunk, and people at the end follow from the balance
n + r t + A'days.

matrices.py beside it does the same with the matrices of each draw. Measured: chunks of 125, 250, 500
and 1,000 draws took 164, 132, 124 and 124 us a draw in all; partial sorting for quantiles takes
0.23 s at 10,000 draws and full sorting 0.59 s.
"""

import argparse
import csv
import mmap
import multiprocessing
import os
import pathlib

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # each process has a core to itself

import numpy as np

FOLDER = pathlib.Path(__file__).resolve().parent / "work"
BLOCK = 1000  # draws a random stream
SERIES_ERROR = 1e-12  # of the first term left out beside the first taken
Z80 = 2.563103131089201  # the width of an 80% interval of a normal, in standard deviations
FIGURES = "mean", "sd", "p10", "p50", "p90", "error", "error10", "error50", "error90"


def read(table):
    with open(FOLDER / f"{table}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(cell, blank=0.0):
    return float(cell) if cell else blank


class Months:
    """The run's months, from April."""

    def __init__(self, settings):
        year, month = map(int, settings["start"].split("-"))
        n = int(settings["months"])
        names = [((month - 1 + i) // 12 + year, (month - 1 + i) % 12 + 1) for i in range(n + 1)]
        starts = np.array([f"{y}-{m:02d}-01" for y, m in names], dtype="datetime64[D]")
        self.names = [f"{y}-{m:02d}" for y, m in names[:n]]
        self.days = np.diff(starts).astype(int)
        self.years = [f"{int(self.names[i][:4])}-{(int(self.names[i][:4]) + 1) % 100:02d}" for i in range(0, n, 12)]


class Work:
    """The tables, as arrays by contract, cluster, resource and month."""

    def __init__(self):
        self.months = Months({row["key"]: row["value"] for row in read("model")})
        self.contracts = [row["contract"] for row in read("contracts")]
        self.clusters = [row["currency"] for row in read("currencies")]
        place = {c: k for k, c in enumerate(self.clusters)}
        load = read("caseload")
        each = lambda column: np.array([number(row[column]) for row in load]).reshape(len(self.contracts), -1)
        self.opening, self.starts, self.stay = each("opening"), each("starts_per_month"), each("mean_stay_days")
        month = np.arange(len(self.months.names))[:, None, None]
        self.growth = (1 + each("growth")) ** (month / 12)  # month, contract, cluster
        self.moves = -np.eye(len(self.clusters))
        for row in read("moves"):
            self.moves[place[row["to_currency"]], place[row["from_currency"]]] += float(row["share"])
        self.read_care(each("admitted_share"), each("assessments_per_start"), place)
        self.read_money()

    def read_care(self, admitted, assessments, place):
        """What a day and a start in each cluster ask of each resource."""
        resources = read("resources")
        self.resources = [row["resource"] for row in resources]
        at = {r: k for k, r in enumerate(self.resources)}
        quantity = {}
        for row in read("packages"):  # a provider's own row takes the place of the one for any
            key = row["currency"], row["resource"], row["per"]
            if row["provider"] != "*" or key not in quantity:
                quantity[key] = float(row["quantity"])
        shape = len(self.contracts), len(self.resources), len(self.clusters)
        self.per_day, self.per_start = np.zeros(shape), np.zeros(shape)
        for (cluster, resource, per), asked in quantity.items():
            r, k = at[resource], place[cluster]
            if per == "assessment":
                self.per_start[:, r, k] += asked * assessments[:, k]
            else:
                self.per_day[:, r, k] += asked * (admitted[:, k] if per == "admitted_day" else 1 - admitted[:, k])
        self.unit_cost = np.array([float(row["unit_cost"]) for row in resources])
        self.fixed = np.array([number(row["fixed_share"]) for row in resources])
        mff = float(read("providers")[0]["mff"])
        # One efficiency, price base and MFF base for all resources, as the table has it.
        first = resources[0]
        self.cost_growth = self.grown(first["price_base"], float(first["efficiency_delivered"])) * mff / float(first["mff_base"])

    def read_money(self):
        self.price, self.factor = {}, {}
        for row in read("prices"):
            self.price.setdefault(row["schedule"], []).append(float(row["price"]))
        mff = float(read("providers")[0]["mff"])
        for row in read("schedules"):
            self.factor[row["schedule"]] = self.grown("2025-04") * (mff / float(row["mff_base"]) if row["applies_mff"] == "yes" else 1)
        contracts = read("contracts")
        self.local = [row["schedule"] for row in contracts]
        self.block = np.array([float(row["annual_value"]) for row in contracts])[:, None] * self.grown(self.months.names[0]) / 12
        self.terms = {}
        for row in read("changes"):
            if row["table"] == "terms":
                where = dict(part.split("=") for part in row["where"].split(","))
                self.terms.setdefault((row["scenario"], where["contract"]), {}).setdefault(int(where["step"]), {})[row["column"]] = row["value"]

    def grown(self, base, efficiency=None):
        """Uplifts after base by month: the latest published of each month they take effect in."""
        latest = {}
        for row in sorted(read("uplifts"), key=lambda row: row["published"]):
            latest[row["from"]] = float(row["cost_uplift"]) - (float(row["efficiency"]) if efficiency is None else efficiency)
        return np.array([np.prod([1 + rate for start, rate in latest.items() if base < start <= month]) for month in self.months.names])


class Draws:
    """What is drawn: the lognormals, then the PERTs, and where each goes."""

    def __init__(self, work):
        rows = read("uncertainty")
        self.logs = [row for row in rows if row["family"] == "lognormal"]
        self.perts = [row for row in rows if row["family"] == "pert"]
        low, high = (np.log([float(row[end]) for row in self.logs]) for end in ("low", "high"))
        self.mu, self.sigma = ((low + high) / 2)[:, None], ((high - low) / Z80)[:, None]
        low, high = (np.array([float(row[end]) for row in self.perts]) for end in ("low", "high"))
        mode = np.array([
            work.price[name[6:].rpartition("-")[0]][work.clusters.index(name.rpartition("-")[2])] if name.startswith("price-")
            else work.stay[work.contracts.index(name.split("-")[1]), work.clusters.index(name.split("-")[2])]
            for name in (row["parameter"] for row in self.perts)])
        self.alpha, self.beta, self.low, self.width = (a[:, None] for a in pert(low, high, mode))
        pick = lambda rows, start: np.array([k for k, row in enumerate(rows) if row["parameter"].startswith(start)])
        shape = len(work.contracts), len(work.clusters)
        self.starts, self.costs = pick(self.logs, "starts-").reshape(shape), pick(self.logs, "cost-")
        self.stays = pick(self.perts, "stay-").reshape(shape)
        self.prices = {s: pick(self.perts, f"price-{s}-") for s in work.price}

    def block(self, seed, number):
        rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, number])))
        logs = rng.lognormal(self.mu, self.sigma, (len(self.logs), BLOCK))
        perts = rng.beta(self.alpha, self.beta, (len(self.perts), BLOCK))
        perts *= self.width
        perts += self.low
        return logs[self.starts], perts[self.stays], {s: perts[at] for s, at in self.prices.items()}, logs[self.costs]


def pert(low, high, mode):
    """Shapes, low ends and widths of the PERTs with these P10, P90 and modes: where the mode lies
    between P10 and P90 fixes where it lies between the ends, by a table of beta quantiles."""
    t = np.linspace(0.02, 0.98, 97)
    x = np.linspace(0, 1, 2001)
    with np.errstate(divide="ignore"):
        density = x ** (4 * t[:, None]) * (1 - x) ** (4 * (1 - t[:, None]))
    below = np.concatenate([np.zeros((len(t), 1)), np.cumsum((density[:, 1:] + density[:, :-1]) / 2, axis=1)], axis=1)
    below /= below[:, -1:]
    p10, p90 = (np.array([np.interp(p, row, x) for row in below]) for p in (0.1, 0.9))
    where = np.interp((mode - low) / (high - low), (t - p10) / (p90 - p10), t)
    p10, p90 = np.interp(where, t, p10), np.interp(where, t, p90)
    width = (high - low) / (p90 - p10)
    return 1 + 4 * where, 5 - 4 * where, low - p10 * width, width


def terms_for(norm):
    k, left = 1, 1.0
    while left > SERIES_ERROR:
        k += 1
        left *= norm / (k + 1)
    return k


class Care:
    """Days, asks and cost of a chunk of draws, month by month."""

    CHUNK = 500  # draws an array

    def __init__(self, work):
        self.work = work
        self.reach = 1 + (work.moves.sum(axis=0) + 1).max()
        self.series = [work.moves / (k + 2) for k in range(60)]
        self.per_start = work.per_start[None] * work.growth[:, :, None, :]  # by month

    def months(self, rates):
        """What carries people through a month of so many days, where so many leave a day."""
        tau = {days: rates * days for days in np.unique(self.work.months.days)}
        return lambda people, starts, days: self.month(people, starts, tau[days], float(days))

    def month(self, people, starts, tau, days):
        """People at the month's end, and person-days. starts are the month's; tau is days / stay."""
        moves = self.work.moves
        work = tau * people
        change = moves @ work  # of the people in the month, were it to go on as it begins
        change += starts
        y = change.copy()
        for k in range(terms_for(tau.max() * self.reach), 0, -1):
            np.multiply(tau, y, out=work)
            np.dot(self.series[k], work, out=y)
            y += change
        y *= days / 2
        y += days * people
        np.multiply(tau, y, out=work)
        work /= days
        end = moves @ work
        end += people
        end += starts
        return end, y

    def run(self, starts, stays, unit_cost, set_up):
        """Yields days by contract, asks and cost by month. Arrays are cluster x (contract, draw)."""
        w = self.work
        contracts, clusters, draws = starts.shape
        flat = lambda a: np.ascontiguousarray(a.transpose(1, 0, 2)).reshape(clusters, contracts * draws)
        people = np.repeat(w.opening.T, draws, axis=1)
        starts, rates = flat(starts), 1 / flat(stays)
        carry = self.months(rates)
        variable, fixed = (1 - w.fixed)[:, None] * unit_cost, w.fixed[:, None] * unit_cost
        for i, length in enumerate(w.months.days):
            begun = starts * np.repeat(w.growth[i].T, draws, axis=1)
            people, days = carry(people, begun, length)
            split = [slice(c * draws, (c + 1) * draws) for c in range(contracts)]
            asked = [w.per_day[c] @ days[:, at] + self.per_start[i, c] @ starts[:, at] for c, at in enumerate(split)]
            total = sum(asked)
            plan = total[:, 0] if set_up is None else set_up[i]
            each = np.divide(plan[:, None], total)
            np.minimum(each, 1, out=each)
            each *= fixed
            each += variable
            cost = [w.cost_growth[i] * np.einsum("rd,rd->d", a, each) for a in asked]
            whole = w.cost_growth[i] * (np.einsum("rd,rd->d", total, variable) + plan @ fixed)
            yield [days[:, at] for at in split], total, cost, whole


class Projection:
    """Every figure of every draw."""

    def __init__(self, care):
        self.work = w = Work()
        self.care = care(w)
        self.baseline()
        self.names = []
        self.rows(None, None)

    def baseline(self):
        """As the tables stand: the plan, and what fixed cost was set up for."""
        w = self.work
        months = list(self.care.run(w.starts[:, :, None], w.stay[:, :, None], w.unit_cost[:, None], None))
        self.plan = np.round([[d[:, 0] for d in days] for days, *_ in months], 3)  # month, contract, cluster
        self.set_up = np.round([total[:, 0] for _, total, *_ in months], 3)

    def chunk(self, starts, stays, prices, unit_cost, out):
        """Fills out, figure x draw, for a chunk."""
        w = self.work
        n, contracts, draws = len(w.months.names), len(w.contracts), out.shape[1]
        local, national, cost = (np.empty((contracts, n, draws)) for _ in range(3))
        whole = np.empty((n, draws))
        for i, (days, _, each, whole[i]) in enumerate(self.care.run(starts, stays, unit_cost, self.set_up)):
            for c in range(contracts):
                np.einsum("kd,kd->d", days[c], prices[w.local[c]], out=local[c, i])
                np.einsum("kd,kd->d", days[c], prices["national"], out=national[c, i])
                cost[c, i] = each[c]
        for c in range(contracts):
            local[c] *= w.factor[w.local[c]][:, None]
        national *= w.factor["national"][:, None]
        plan = (self.plan.transpose(1, 0, 2) @ prices["national"]) * w.factor["national"][:, None]
        block = np.broadcast_to(w.block[:, :, None], local.shape)
        incomes = {"block": (block, {}), "local": (local, {}), "national": (national, {}),
                   "bounded": self.settle("bounded", local.copy(), None, None), "blended": self.settle("blended", block.copy(), national, plan)}
        self.rows(incomes, (cost, whole), out)

    def settle(self, scenario, income, value, plan):
        """Books each term in the last month of its year, on the payment so far."""
        w = self.work
        lines = {}
        for c, contract in enumerate(w.contracts):
            reference = yearly(w.block[c][:, None])
            for step, term in sorted(w.terms[scenario, contract].items()):
                so_far = yearly(income[c])
                if term["term"] == "variable":
                    beyond = yearly(value[c]) - yearly(plan[c])
                    line = float(term["rate_above"]) * np.maximum(beyond, 0) + float(term["rate_below"]) * np.minimum(beyond, 0)
                elif term["term"] == "cap":
                    line = np.minimum((1 + float(term["upper"])) * reference - so_far, 0)
                else:
                    line = np.maximum((1 - float(term["lower"])) * reference - so_far, 0)
                income[c, 11::12] += line
                lines[contract, term["term"]] = line
        return income, lines

    def rows(self, incomes, cost, out=None):
        """Every figure by month, year and over the run: of all contracts, of each, and of terms."""
        w, at = self.work, 0

        def add(scenario, contract, item, monthly, by_year, months):
            nonlocal at
            periods = (w.months.names if months else []) + w.months.years + ["run"]
            if out is None:
                self.names += [(scenario, contract, item, p) for p in periods]
                return
            years = yearly(monthly) if monthly is not None else by_year
            if months:
                out[at : at + len(monthly)] = monthly
                at += len(monthly)
            out[at : at + len(years)] = years
            out[at + len(years)] = years.sum(axis=0)
            at += len(years) + 1

        for scenario in "block", "local", "national", "bounded", "blended":
            income, lines = incomes[scenario] if out is not None else (None, None)
            whole = None if out is None else income.sum(axis=0)
            for item, of in ("income", 0), ("cost", 1), ("surplus", 2):
                add(scenario, "all", item, None if out is None else (whole, cost[1], whole - cost[1])[of], None, True)
            for c, contract in enumerate(w.contracts):
                for item, of in ("income", 0), ("cost", 1), ("surplus", 2):
                    add(scenario, contract, item, None if out is None else (income[c], cost[0][c], income[c] - cost[0][c])[of], None, False)
                for step, term in sorted(w.terms.get((scenario, contract), {}).items()):
                    add(scenario, contract, term["term"], None, None if out is None else lines[contract, term["term"]], False)
            add(scenario, "all", "cost_stranded", None if out is None else cost[1] - cost[0].sum(axis=0), None, False)


def yearly(monthly):
    return monthly.reshape(-1, 12, monthly.shape[-1]).sum(axis=1)


def summarise(rows, into):
    """The figures of FIGURES by row, quantiles as numpy's quantile has them."""
    draws = rows.shape[1]
    into[:, 0], into[:, 1] = rows.mean(axis=1), rows.std(axis=1, ddof=1)
    into[:, 5] = into[:, 1] / np.sqrt(draws)
    p = np.array([0.1, 0.5, 0.9])
    around = 2 * np.sqrt(p * (1 - p) / draws)
    places = np.concatenate([p, p - around, p + around]) * (draws - 1)
    at = places.astype(int)
    rows = np.partition(rows, np.unique([at, at + 1]), axis=1)
    values = rows[:, at] + (places - at) * (rows[:, at + 1] - rows[:, at])
    into[:, 2:5], into[:, 6:9] = values[:, :3], (values[:, 6:] - values[:, 3:6]) / 4


def shared(shape):
    """An array that forked processes share."""
    return np.frombuffer(mmap.mmap(-1, 8 * int(np.prod(shape))), dtype=float).reshape(shape)


def main(care):
    """Draws with the care of a class, Care or one like it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--draws", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    args = parser.parse_args()
    projection = Projection(care)
    drawn = Draws(projection.work)
    results = shared((len(projection.names), args.draws))
    summary = shared((len(projection.names), len(FIGURES)))
    blocks, some = args.draws // BLOCK, 41  # rows summed up at a time
    fork = multiprocessing.get_context("fork")
    next_block, next_rows, drawn_all = fork.Value("i", 0), fork.Value("i", 0), fork.Barrier(args.workers)

    def take(counter):
        with counter.get_lock():
            counter.value += 1
            return counter.value - 1

    def worker():
        while (block := take(next_block)) < blocks:
            starts, stays, prices, costs = drawn.block(args.seed, block)
            for first in range(0, BLOCK, care.CHUNK):
                at = slice(first, first + care.CHUNK)
                projection.chunk(starts[:, :, at], stays[:, :, at], {s: np.ascontiguousarray(p[:, at]) for s, p in prices.items()},
                                 costs[:, at], results[:, block * BLOCK + first : block * BLOCK + first + care.CHUNK])
        drawn_all.wait()
        while (rows := take(next_rows)) * some < len(results):
            summarise(results[rows * some : (rows + 1) * some], summary[rows * some : (rows + 1) * some])

    others = [fork.Process(target=worker) for _ in range(args.workers - 1)]
    for process in others:
        process.start()
    worker()
    for process in others:
        process.join()
    print("scenario", "contract", "item", "period", *FIGURES, sep="\t")
    print("\n".join("\t".join(name) + "\t" + "\t".join(f"{x:.2f}" for x in row) for name, row in zip(projection.names, summary.tolist())))


if __name__ == "__main__":
    main(Care)
