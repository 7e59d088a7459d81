package simulator

import (
	"bytes"
	"net/http"
	"strings"
)

// Faults of a body as a whole.
const (
	FaultHTML         Fault = "html"
	FaultNull         Fault = "null"
	FaultEmptyObject  Fault = "empty-object"
	FaultNoData       Fault = "no-data"
	FaultDataNull     Fault = "data-null"
	FaultDataNullList Fault = "data-null-empty"
	FaultDataObject   Fault = "data-object"
	FaultCutJSON      Fault = "cut-json"
	FaultDeep         Fault = "deep-nesting"
	FaultBOM          Fault = "bom"
	FaultTrailing     Fault = "trailing-bytes"
	FaultHasMore      Fault = "has-more"
)

const (
	byteOrderMark = "\xef\xbb\xbf"
	nestingDepth  = 100_000
)

var bodyFaults = []faultEntry{
	{FaultHTML, "39", "answers 200 with the HTML page of a captive portal", listsOrCreation,
		refuse(http.StatusOK, htmlType, portalPage)},
	{FaultNull, "40", "answers null", listsOrCreation, say(`null`)},
	{FaultEmptyObject, "40", "answers {}", listsOrCreation, say(`{}`)},
	{FaultNoData, "40", "leaves out data", listsOnly, say(`{"has_more":false}`)},
	{FaultDataNull, "40", "answers data: null alone, which means nothing", listsOnly, say(`{"data":null}`)},
	{FaultDataNullList, "40", "answers data: null beside has_more, which means an empty list", listsOnly,
		say(`{"data":null,"has_more":false}`)},
	{FaultDataObject, "40", "answers data as an object", listsOnly, say(`{"data":{},"has_more":false}`)},
	{FaultCutJSON, "38", "sends half of the JSON as a complete HTTP answer", listsOrCreation,
		spoil(func(body []byte) []byte { return body[:len(body)/2] })},
	{FaultDeep, "43", "nests arrays 100,000 deep beside data", listsOnly, spoil(nested)},
	{FaultBOM, "43", "begins with a byte order mark", listsOrCreation,
		spoil(func(body []byte) []byte { return append([]byte(byteOrderMark), body...) })},
	{FaultTrailing, "43", "goes on after the JSON", listsOrCreation,
		spoil(func(body []byte) []byte { return append(body, "\n<!-- cached -->\n"...) })},
	{FaultHasMore, "", "says that the list is incomplete", listsOnly, spoil(incomplete)},
}

// say puts another body in the place of a good one.
func say(body string) trick {
	return spoil(func([]byte) []byte { return []byte(body) })
}

func nested(body []byte) []byte {
	deep := strings.Repeat("[", nestingDepth) + strings.Repeat("]", nestingDepth)
	return append([]byte(`{"nested":`+deep+`,`), bytes.TrimPrefix(body, []byte("{"))...)
}

func incomplete(body []byte) []byte {
	return bytes.Replace(body, []byte(`"has_more":false`), []byte(`"has_more":true`), 1)
}
