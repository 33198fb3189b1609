"""Prices cluster episodes as parity price does, in pandas: see records.awk for the files.

A month at a time over columns, the rates looked up by the codes of provider and currency.
"""

import sys

import numpy as np
import pandas as pd

episodes = pd.read_csv(
    sys.argv[1],
    usecols=["provider", "currency", "start", "end"],
    dtype={"provider": "category", "currency": "category", "start": "category", "end": "category"},
)
months = pd.read_csv("months.csv", header=None)[0].to_numpy()
rates = pd.read_csv("rates.csv", header=None, names=["provider", "currency", "month", "over", "under"], dtype={"currency": str})


def numbers(column, blank):
    """Days of a column of dates, from 1 March of year 0, by way of its different dates."""
    days = (pd.to_datetime(column.cat.categories, format="%Y-%m-%d") - pd.Timestamp(1970, 3, 1)).days + 719527
    days = np.append(np.asarray(days), blank)
    return days[column.cat.codes.to_numpy()]  # code -1, a blank, takes the last


start = np.maximum(numbers(episodes["start"], 0), months[0])
end = np.minimum(numbers(episodes["end"], months[-1]), months[-1])
providers = list(episodes["provider"].cat.categories)
currencies = list(episodes["currency"].cat.categories)
pair = episodes["provider"].cat.codes.to_numpy().astype(np.int32) * len(currencies) + episodes["currency"].cat.codes.to_numpy()
for month in range(len(months) - 1):
    of = rates[rates["month"] == month].set_index(["provider", "currency"])
    table = np.zeros((len(providers) * len(currencies), 32), dtype=np.int64)
    for i, provider in enumerate(providers):
        for k, currency in enumerate(currencies):
            over, under = of.loc[(provider, currency), ["over", "under"]]
            table[i * len(currencies) + k] = (2 * np.arange(32) * over + under) // (2 * under)
    days = np.minimum(end, months[month + 1]) - np.maximum(start, months[month])
    days = np.maximum(days, 0)
    print(month, table[pair, days].sum())
