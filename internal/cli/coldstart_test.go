//go:build unix

package cli

import (
	"bytes"
	"testing"
)

func TestFault15_SixteenListsAtOnceCreateOneSession(t *testing.T) {
	service := letter{t: t, session: letterSession, answers: map[string]string{"/hosts": letterHosts}, expiresAt: farFuture}
	baseURL, state := service.listen(), t.TempDir()
	lists := make([]*process, 16)
	outputs := make([]bytes.Buffer, len(lists))
	for i := range lists {
		p := newProcess(t, "list")
		p.Env = append(p.Env, "XDG_STATE_HOME="+state)
		configureByEnvironment(t, p, baseURL)
		p.Stdout = &outputs[i]
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		lists[i] = p
	}
	for i, p := range lists {
		if code := p.exit(t); code != 0 || !bytes.Contains(outputs[i].Bytes(), []byte(letterPeer)) {
			t.Errorf("process %d: exit code %d\n%s%s", i, code, outputs[i].String(), p.stderr.String())
		}
	}
	if created := service.created.Load(); created != 1 {
		t.Errorf("%d sessions were created, want 1", created)
	}
}
