//go:build linux

package bench

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// programs are what is measured. fzf is nil where it is not installed.
type programs struct {
	folder         string
	dashboard, fzf func(n int, name string) program
	hello, tea     program
	answers        map[string][]byte // by the path of the service
}

// answer is a host list as the service sends it. The names of its hosts are made from a format.
func answer(n int, name string) []byte {
	var body strings.Builder
	body.WriteString(`{"data":[`)
	for i := range n {
		if i > 0 {
			body.WriteByte(',')
		}
		fmt.Fprintf(&body, `{"peer_id":"1QA0qE1h0aBW7GKRTXCU%07d","name":%q,"user_name":"studio#%d",`+
			`"description":"","game":null,"players":%d,"max_players":4,"public":false,"sdk_version":1,"mode":"desktop",`+
			`"user":{"id":%d,"name":"user","warp":false},"user_id":%d,"build":"150-0"}`, i, fmt.Sprintf(name, i), i, i%5, i, i)
	}
	body.WriteString(`],"has_more":false}`)
	return []byte(body.String())
}

// prepare builds the programs and begins the service, on the loopback interface.
func prepare(b *testing.B) *programs {
	p := &programs{folder: b.TempDir(), answers: map[string][]byte{}}
	for name, source := range map[string]string{"parsec-hosts": "../..", "hello": "./testdata/hello", "tea": "./testdata/tea"} {
		build := exec.Command("go", "build", "-o", filepath.Join(p.folder, name), source)
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			b.Fatalf("%s cannot be built: %v\n%s", name, err, out)
		}
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(p.answers[strings.Split(r.URL.Path, "/")[1]])
	}))
	b.Cleanup(server.Close)
	p.hello = program{args: []string{filepath.Join(p.folder, "hello")}}
	p.tea = program{args: []string{filepath.Join(p.folder, "tea")}}
	p.dashboard = func(n int, name string) program {
		service := fmt.Sprintf("%d%x", n, name)
		if p.answers[service] == nil {
			p.answers[service] = answer(n, name)
		}
		return program{args: []string{filepath.Join(p.folder, "parsec-hosts")}, environ: []string{
			"PARSEC_HOSTS_BASE_URL=" + server.URL + "/" + service, "PARSEC_HOSTS_SESSION_ID=session",
			"XDG_STATE_HOME=" + b.TempDir(), "XDG_CONFIG_HOME=" + b.TempDir(),
		}}
	}
	if _, err := exec.LookPath("fzf"); err == nil {
		p.fzf = func(n int, name string) program {
			list := filepath.Join(p.folder, fmt.Sprintf("%d%x", n, name))
			var names strings.Builder
			for i := range n {
				fmt.Fprintf(&names, name+"\n", i)
			}
			if err := os.WriteFile(list, []byte(names.String()), 0o600); err != nil {
				b.Fatal(err)
			}
			return program{args: []string{"sh", "-c", "exec fzf <" + list}}
		}
	}
	return p
}
