package simulator

import "encoding/json"

// Faults of a session that is created: when it says it expires. The session itself is good.
const (
	FaultExpiresPast         Fault = "expires-past"
	FaultExpiresZero         Fault = "expires-zero"
	FaultExpiresNegative     Fault = "expires-negative"
	FaultExpiresString       Fault = "expires-string"
	FaultExpiresFloat        Fault = "expires-float"
	FaultExpiresMilliseconds Fault = "expires-milliseconds"
	FaultExpiresEnormous     Fault = "expires-enormous"
	FaultExpiresNull         Fault = "expires-null"
	FaultSessionNoID         Fault = "session-no-id"
)

const longAgo = 1_000_000_000 // September 2001

var sessionFaults = []faultEntry{
	{FaultExpiresPast, "18", "creates sessions that expired in 2001", creationOnly,
		expiry(func(int64) any { return longAgo })},
	{FaultExpiresZero, "19", "creates sessions with expires_at 0", creationOnly,
		expiry(func(int64) any { return 0 })},
	{FaultExpiresNegative, "19", "creates sessions with a negative expires_at", creationOnly,
		expiry(func(int64) any { return -1 })},
	{FaultExpiresString, "19", "creates sessions with expires_at as words", creationOnly,
		expiry(func(int64) any { return "next week" })},
	{FaultExpiresFloat, "19", "creates sessions with a fractional expires_at", creationOnly,
		expiry(func(was int64) any { return float64(was) + 0.5 })},
	{FaultExpiresMilliseconds, "19", "creates sessions with expires_at in milliseconds", creationOnly,
		expiry(func(was int64) any { return was * 1000 })},
	{FaultExpiresEnormous, "19", "creates sessions with expires_at 1e300", creationOnly,
		expiry(func(int64) any { return 1e300 })},
	{FaultExpiresNull, "19", "creates sessions with expires_at null", creationOnly,
		expiry(func(int64) any { return nil })},
	{FaultSessionNoID, "40", "creates sessions without telling their ID", creationOnly,
		retellSession(func(fields map[string]any) { delete(fields, "id") })},
}

// expiry passes a new session on with another expires_at; was is in Unix seconds.
func expiry(say func(was int64) any) trick {
	return retellSession(func(fields map[string]any) {
		was, _ := fields["expires_at"].(float64)
		fields["expires_at"] = say(int64(was))
	})
}

// retellSession passes a new session on with other fields.
func retellSession(change func(fields map[string]any)) trick {
	return spoil(func(body []byte) []byte {
		var answer map[string]map[string]any
		if err := json.Unmarshal(body, &answer); err != nil {
			panic("simulator: its own session cannot be read: " + err.Error())
		}
		change(answer["session"])
		return mustEncode(answer)
	})
}
