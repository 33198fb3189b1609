package engine
import ("testing";"fmt";"parity/tariff")
func TestZZ(t *testing.T){
 for _, stay := range []float64{1,0.1,0.01,1e-4,1e-6,1e-9,1e-20,1e-300,5e-324}{
  func(){ defer func(){ if r:=recover(); r!=nil {fmt.Println(stay,"PANIC",r)}}()
  m := oneContract(3, []Caseload{{Currency:0,Opening: 100, Flow: tariff.Always(Flow{StartsPerMonth:3000,MeanStayDays: stay})},{Currency:1,Opening:10,Flow:tariff.Always(Flow{StartsPerMonth:10,MeanStayDays:500})}}, Move{From:0,To:1,Share:tariff.Always(0.5)}, Move{From:1,To:0,Share:tariff.Always(0.5)})
  m.Currencies[0].ReviewDays=28
  a, err := Project(m,&Propagators{})
  if err!=nil {fmt.Println(stay,err);return}
  fmt.Println(stay, a.Contracts[0].Currencies[0].Measures[tariff.Day], a.Contracts[0].Currencies[0].Measures[tariff.Person],a.Contracts[0].Currencies[1].Measures[tariff.Person], a.Contracts[0].Currencies[0].Measures[tariff.Period])
 }()}
}
