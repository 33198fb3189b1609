package workbook

// planResults lays out the sheets people read first, in the order of their tabs.
func (b *book) planResults() []*sheet {
	statement := b.planStatement()
	currencies := b.planByCurrency()
	prices := b.planPriceComparison()
	ranking := b.planRanking()
	activity := b.planActivity()
	shortage := b.planShortage()
	cuts := b.planCuts()
	summary := b.planSummary(currencies, ranking)
	facts := b.planFacts()
	list := []*sheet{summary}
	if b.risk != nil {
		list = append(list, b.risk.results...)
	}
	list = append(list, b.compared.sheet)
	if money := b.planRealTerms(); money != nil {
		list = append(list, money)
	}
	if b.bridge = b.planBridge(); b.bridge != nil {
		list = append(list, b.bridge.sheet)
	}
	for _, s := range []*sheet{ranking.sheet, b.planMarket(), statement, currencies.sheet, prices, b.planRecording(), activity, shortage, cuts, b.planFunders(), b.planConsequences(), b.planFlows(), b.planRecovery(), facts} {
		if s != nil {
			list = append(list, s)
		}
	}
	return list
}
