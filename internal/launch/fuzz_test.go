package launch

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// FuzzLastLine wants the last words of any program to be one safe line that holds no part of the session
// which the program was handed, wherever it wrote that.
func FuzzLastLine(f *testing.F) {
	const id = "0123456789abcdef0123456789ABCDEF"
	for _, seed := range []struct{ before, after string }{
		{"no such host\n", ""}, {"session ", " refused\r\n\n"}, {"\x1b[31m", "\x1b[0m\x1b[2J\u009b"}, {strings.Repeat("x", tailRead-20), "\n"},
		{strings.Repeat("\xffa", tailRead/4-5), ""}, {"", strings.Repeat("y", tailRead-len(id)/2)}, {id[:9], id[20:]}, {"\xff\xfe", "\x00"},
	} {
		f.Add([]byte(seed.before), []byte(seed.after))
	}
	path := filepath.Join(f.TempDir(), "run.log")
	f.Fuzz(func(t *testing.T, before, after []byte) {
		content := string(before) + id + string(after)
		const header = "+ client\n"
		if err := os.WriteFile(path, []byte(header+content), 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		last := childLog{file: file, header: int64(len(header))}.lastLine(parsecapi.NewSecret(id))
		if textsafe.Clean(last) != last {
			t.Errorf("the last line is not safe: %.200q", last)
		}
		if strings.Contains(last, "+ client") && !strings.Contains(content, "+ client") {
			t.Errorf("the header is taken for the program's words: %.200q", last)
		}
		// A few characters of it do not tell the session, and may be those of other words.
		const part = 12
		for from := 0; from+part <= len(id); from++ {
			if piece := id[from : from+part]; strings.Contains(last, piece) && !strings.Contains(string(before)+"\n"+string(after), piece) {
				t.Fatalf("the session's %q is told in …%q", piece, last[max(0, len(last)-60):])
			}
		}
	})
}
