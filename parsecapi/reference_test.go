package parsecapi

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"testing"
	"time"
)

// compareWithReference holds a decoded list against one that is read into maps, in so many words, and that
// shares nothing with the decoder.
func compareWithReference(t *testing.T, body []byte, list *hostList, err *SchemaError) {
	t.Helper()
	want, ok := referenceList(body)
	if ok != (err == nil) {
		t.Fatalf("%q is read: %v, want %v (%v)", body, err == nil, ok, err)
	}
	if !ok {
		return
	}
	if list.hasMore != want.hasMore || list.dropped != want.dropped || len(list.hosts) != len(want.order) {
		t.Fatalf("%q: more %v, %d dropped, %d hosts; want %+v", body, list.hasMore, list.dropped, len(list.hosts), want)
	}
	for i, host := range list.hosts {
		rows := want.rows[want.order[i]]
		if host.PeerID != want.order[i] {
			t.Fatalf("%q: host %d is %q, want %q", body, i, host.PeerID, want.order[i])
		}
		// Of several rows with one peer ID, any may say what the host is.
		if !anyRow(rows, func(row map[string]any) bool { return referenceText(row["name"]) == host.Name }) ||
			!anyRow(rows, func(row map[string]any) bool { return referenceText(row["mode"]) == host.Metadata.Mode }) ||
			!anyRow(rows, func(row map[string]any) bool { return referenceFlag(row["online"]) == host.Metadata.Online }) ||
			!anyRow(rows, func(row map[string]any) bool { return referenceFlag(row["public"]) == host.Metadata.Public }) ||
			!anyRow(rows, func(row map[string]any) bool { return referenceCount(row["players"]) == host.Metadata.Players }) {
			t.Fatalf("%q: host %+v is none of %v", body, host, rows)
		}
		if host.Name == "" && anyRow(rows, func(row map[string]any) bool { return referenceText(row["name"]) != "" }) {
			t.Fatalf("%q: %q has lost its name", body, host.PeerID)
		}
	}
}

type reference struct {
	hasMore bool
	dropped int
	order   []string // peer IDs as they first came
	rows    map[string][]map[string]any
}

func referenceList(body []byte) (r reference, ok bool) {
	var top any
	if !decodeNumbers(bytes.TrimPrefix(body, []byte("\uFEFF")), &top) {
		return r, false
	}
	fields, _ := top.(map[string]any)
	more, told := fields["has_more"]
	r.hasMore = told && more != false
	rows, isList := fields["data"].([]any)
	data, found := fields["data"]
	_, sure := more.(bool)
	if !isList && !(found && data == nil && sure) {
		return r, false
	}
	r.rows = map[string][]map[string]any{}
	for _, value := range rows {
		row, _ := value.(map[string]any)
		id, _ := row["peer_id"].(string)
		if id == "" {
			r.dropped++
			continue
		}
		if r.rows[id] == nil {
			r.order = append(r.order, id)
		}
		r.rows[id] = append(r.rows[id], row)
	}
	return r, true
}

// decodeNumbers reads one JSON value and nothing else, with numbers as they are written.
func decodeNumbers(text []byte, into any) bool {
	if !json.Valid(text) {
		return false
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return decoder.Decode(into) == nil
}

func anyRow(rows []map[string]any, holds func(map[string]any) bool) bool {
	for _, row := range rows {
		if holds(row) {
			return true
		}
	}
	return false
}

func referenceText(value any) string {
	switch value := value.(type) {
	case string:
		return value
	case json.Number:
		return value.String()
	}
	return ""
}

func referenceFlag(value any) Flag {
	switch value {
	case true:
		return Yes
	case false:
		return No
	}
	return Unknown
}

func referenceCount(value any) Count {
	number, ok := value.(json.Number)
	if !ok {
		return Count{}
	}
	n, err := strconv.ParseFloat(number.String(), 64)
	if err != nil || n < 0 || n > math.MaxInt32 || n != math.Trunc(n) {
		return Count{}
	}
	return Count{N: int(n), Known: true}
}

// referenceExpiry returns the times that a value may mean, and whether it may mean any.
func referenceExpiry(value any) (times []time.Time, ok bool) {
	if value == nil {
		return []time.Time{{}}, true
	}
	number, err := strconv.ParseFloat(referenceText(value), 64)
	if err != nil || math.IsNaN(number) || math.Abs(number) > 1e16 {
		return nil, false
	}
	for _, at := range []time.Time{time.Unix(int64(number), 0), time.UnixMilli(int64(number))} {
		if at.Year() >= 2000 && at.Year() < 2200 {
			times = append(times, at)
		}
	}
	return times, len(times) > 0
}
