package simulator

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/fnv"
)

const (
	base62       = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	peerIDLength = 27
)

// digest spreads a seed and whatever tells one id from another over 32 bytes.
func digest(seed uint64, parts ...any) [sha256.Size]byte {
	return sha256.Sum256(fmt.Appendln(nil, append([]any{seed}, parts...)...))
}

// hexID returns 64 hexadecimal characters, the form of a session ID.
func hexID(seed uint64, parts ...any) string {
	sum := digest(seed, parts...)
	return hex.EncodeToString(sum[:])
}

// peerID returns 27 characters of base62. Like the vendor's it begins with a time of creation,
// of which the first byte decides the look of the first two characters.
func peerID(seed uint64, parts ...any) string {
	sum := digest(seed, parts...)
	const wordCount = 5
	var words [wordCount]uint32
	for i := range words {
		words[i] = binary.BigEndian.Uint32(sum[4*i:])
	}
	words[0] = 0x04000000 + words[0]%0x10000000

	var id [peerIDLength]byte
	for i := len(id) - 1; i >= 0; i-- {
		var remainder uint64
		for j, word := range words {
			remainder = remainder<<32 | uint64(word)
			words[j] = uint32(remainder / uint64(len(base62)))
			remainder %= uint64(len(base62))
		}
		id[i] = base62[remainder]
	}
	return string(id[:])
}

// userID returns the number the service knows a user by.
func userID(userName string) int {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(userName))
	return 10_000 + int(hash.Sum32()%9_990_000)
}
