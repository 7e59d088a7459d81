package parsecapi

import (
	"bytes"
	"encoding/json"
	"syscall"
	"testing"
)

func cpu() float64 {
	var u syscall.Rusage
	syscall.Getrusage(0, &u)
	return float64(u.Utime.Nano() + u.Stime.Nano())
}
func BenchmarkZCold(b *testing.B) {
	body := manyHosts(1000)
	c := cpu()
	n := 0
	for b.Loop() {
		decodeHosts(bytes.NewReader(body), nil)
		n++
	}
	b.ReportMetric((cpu()-c)/float64(n)/1000, "cpu-ns/host")
}
func BenchmarkZJson(b *testing.B) {
	body := manyHosts(1000)
	c := cpu()
	n := 0
	for b.Loop() {
		var page jsonPage
		json.Unmarshal(body, &page)
		n++
	}
	b.ReportMetric((cpu()-c)/float64(n)/1000, "cpu-ns/host")
}
