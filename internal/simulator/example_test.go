package simulator_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"parsec-hosts/internal/simulator"
)

// A client creates a session, lists the hosts, and meets a rate limit.
func Example() {
	sim := simulator.New(simulator.Demo())
	server, err := sim.Listen("127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	defer http.DefaultClient.CloseIdleConnections()

	create, _ := http.NewRequest("POST", server.BaseURL()+"/enterprise/sessions", strings.NewReader(`{"external_id":"anna"}`))
	create.Header.Set("x-api-key", sim.APIKey())
	var created struct{ Session struct{ ID string } }
	fmt.Println(ask(create, &created))

	list, _ := http.NewRequest("GET", server.BaseURL()+"/hosts", nil)
	list.Header.Set("Authorization", "Bearer "+created.Session.ID)
	var hosts struct{ Data []struct{ Name string } }
	fmt.Println(ask(list, &hosts), len(hosts.Data), hosts.Data[0].Name)

	sim.Fault(simulator.FaultRateLimit, 1)
	fmt.Println(ask(list, &hosts))

	for _, request := range sim.Requests() {
		fmt.Printf("%s %s %d %q\n", request.Method, request.Path, request.Status, request.Fault)
	}
	// Output:
	// 201 Created
	// 200 OK 24 anna-workstation
	// 429 Too Many Requests
	// POST /enterprise/sessions 201 ""
	// GET /hosts 200 ""
	// GET /hosts 429 "rate-limit"
}

func ask(request *http.Request, into any) string {
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err.Error()
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(into); err != nil {
		return err.Error()
	}
	return response.Status
}
