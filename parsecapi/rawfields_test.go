package parsecapi

import (
	"encoding/json"
	"slices"
	"testing"
)

func TestFieldsOfARowComeInTheirOrder(t *testing.T) {
	host := Host{Raw: json.RawMessage(`{ "peer_id" : "A", "later":{"x":[1,{}]}, "n\u0061me":"b" , "":-1.5, "name":null }`)}
	var got []string
	for name, value := range host.Fields() {
		got = append(got, name+"="+string(value))
	}
	want := []string{`peer_id="A"`, `later={"x":[1,{}]}`, `name="b"`, `=-1.5`, `name=null`}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for range host.Fields() {
		break // and nothing more is yielded
	}
	for _, raw := range []string{``, `{}`, `{ }`, `7`, `{"a"`, `{"a":1`} {
		host.Raw = json.RawMessage(raw)
		for name := range host.Fields() {
			t.Errorf("%s has a field %q", raw, name)
		}
	}
}
