# Prices cluster episodes as parity price does: a line a record and month, rounded to the
# penny. rates.csv has provider, currency, month (0 is the first), over, under: a day's pence
# are over / under. Prints the month and its pence. Called with the months' first days in
# months.csv, as day numbers, and one more at the end.
BEGIN { FS = "," }
FILENAME == "months.csv" { first[FNR - 1] = $1; months = FNR - 1; next }
FILENAME == "rates.csv" { over[$1, $2, $3] = 2 * $4; under[$1, $2, $3] = $5; next }
FNR == 1 { next }
{
  start = number($5); end = $6 == "" ? first[months] : number($6)
  if (start < first[0]) start = first[0]
  if (end > first[months]) end = first[months]
  for (m = 0; m < months && start < end; m++) {
    if (first[m + 1] <= start) continue
    until = end < first[m + 1] ? end : first[m + 1]
    u = under[$2, $4, m]
    paid[m] += int(((until - start) * over[$2, $4, m] + u) / (2 * u))
    start = until
  }
}
END { for (m = 0; m < months; m++) printf "%d %.0f\n", m, paid[m] }
# Days from 1 March of year 0; each date is worked out once.
function number(date,  y, m, d) {
  if (date in known) return known[date]
  y = substr(date, 1, 4) + 0; m = substr(date, 6, 2) + 0; d = substr(date, 9, 2) + 0
  if (m < 3) { y--; m += 12 }
  return known[date] = 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * (m - 3) + 2) / 5) + d - 1
}
