package simulator

import (
	"encoding/json"
	"slices"
)

// Faults of single rows.
const (
	FaultRowNull       Fault = "row-null"
	FaultRowEmptyID    Fault = "row-empty-id"
	FaultRowNumberID   Fault = "row-number-id"
	FaultRowNoID       Fault = "row-no-id"
	FaultRowDuplicate  Fault = "row-duplicate"
	FaultRowOffline    Fault = "row-offline"
	FaultMetadataTypes Fault = "metadata-types"
)

var rowFaults = []faultEntry{
	{FaultRowNull, "41", "puts null in the place of the first row", listsOnly,
		respell(func(rows []row) []row { rows[0] = nil; return rows })},
	{FaultRowEmptyID, "41", "empties the peer_id of the first row", listsOnly, firstRow("peer_id", `""`)},
	{FaultRowNumberID, "41", "makes the peer_id of the first row a number", listsOnly,
		firstRow("peer_id", `12345`)},
	{FaultRowNoID, "41", "leaves out the peer_id of the first row", listsOnly,
		respell(func(rows []row) []row { delete(rows[0], "peer_id"); return rows })},
	{FaultRowDuplicate, "41", "repeats the first row at the end, under another description", listsOnly,
		respell(duplicated)},
	{FaultRowOffline, "", "lists the first row with online: false", listsOnly, firstRow("online", `false`)},
	{FaultMetadataTypes, "45", "gives the metadata other JSON types, in each row different ones", listsOnly,
		respell(retyped)},
}

// row is a row of a list by field, each value as JSON. A nil row is null.
type row map[string]json.RawMessage

// respell passes a list on with other rows; an empty list passes as it is.
func respell(change func(rows []row) []row) trick {
	return spoil(func(body []byte) []byte {
		var list struct {
			Data    []row `json:"data"`
			HasMore bool  `json:"has_more"`
		}
		if err := json.Unmarshal(body, &list); err != nil {
			panic("simulator: its own list cannot be read: " + err.Error())
		}
		if len(list.Data) == 0 {
			return body
		}
		list.Data = change(list.Data)
		return mustEncode(map[string]any{"data": list.Data, "has_more": list.HasMore})
	})
}

// firstRow sets a field of the first row.
func firstRow(field, value string) trick {
	return respell(func(rows []row) []row {
		rows[0][field] = json.RawMessage(value)
		return rows
	})
}

func duplicated(rows []row) []row {
	twin := row{}
	for field, value := range rows[0] {
		twin[field] = value
	}
	twin["description"] = json.RawMessage(`"listed twice"`)
	return append(rows, twin)
}

// stable are the fields whose type the vendor does not change.
var stable = []string{"peer_id", "name", "user_name"}

// otherTypes are values that no documented field has.
var otherTypes = []json.RawMessage{
	json.RawMessage(`null`), json.RawMessage(`-3`), json.RawMessage(`1e300`), json.RawMessage(`"many"`),
	json.RawMessage(`[1,"two",null]`), json.RawMessage(`{"de":"Rechner","en":"computer"}`),
	json.RawMessage(`true`), json.RawMessage(`2.5`),
}

// retyped gives each field another type in each row.
func retyped(rows []row) []row {
	for i, r := range rows {
		for j, field := range fieldsOf(r) {
			r[field] = otherTypes[(i+j)%len(otherTypes)]
		}
	}
	return rows
}

// fieldsOf returns the metadata fields of a row in a fixed order.
func fieldsOf(r row) []string {
	var fields []string
	for field := range r {
		if !slices.Contains(stable, field) {
			fields = append(fields, field)
		}
	}
	slices.Sort(fields)
	return fields
}
