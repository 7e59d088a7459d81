package canary

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

const secret = "c0ffee5e55104a8b6d7e9f10"

// finding is a test that counts what it is told instead of failing.
type finding struct {
	testing.TB
	found int
}

func (f *finding) Helper()               {}
func (f *finding) Errorf(string, ...any) { f.found++ }
func (f *finding) Error(...any)          { f.found++ }

func TestASecretIsFoundWhole(t *testing.T) {
	for content, want := range map[string]int{
		"":                                  0,
		"c0ff…":                             0,
		"before " + secret + " after":       1,
		"cut at the end " + secret[:part]:   1,
		secret[3:3+part] + " of the middle": 1,
	} {
		f := &finding{}
		if Search(f, "here", []byte(content), secret, "another secret"); f.found != want {
			t.Errorf("%q: %d findings, want %d", content, f.found, want)
		}
	}
}

// holder keeps a secret where only some ways of printing look.
type holder struct{ inner error }

func (holder) Error() string   { return "nothing to see" }
func (h holder) Unwrap() error { return h.inner }

type hidden struct{ text string }

func (*hidden) Error() string { return "nothing to see" }

type exported struct{ Text string }

func (exported) Error() string    { return "nothing to see" }
func (exported) GoString() string { return "nothing to see" }

func TestASecretIsFoundInEveryErrorOfAChain(t *testing.T) {
	plain := errors.New(secret)
	for name, err := range map[string]error{
		"in the text":       plain,
		"below":             holder{fmt.Errorf("x: %w", plain)},
		"beside":            errors.Join(errors.New("x"), holder{plain}),
		"in a field":        &hidden{secret},
		"in a field's JSON": exported{secret},
	} {
		f := &finding{}
		if Error(f, err, secret); f.found == 0 {
			t.Errorf("%s: nothing was found", name)
		}
	}
	f := &finding{}
	Error(f, nil, secret)
	Error(f, holder{errors.New("harmless")}, secret)
	if f.found > 0 {
		t.Errorf("%d findings where there is nothing", f.found)
	}
}

func TestASecretIsFoundInFilesAndTheirNames(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"store", "log", secret} {
		content := map[string]string{secret: "empty"}[name]
		if content == "" {
			content = secret
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f := &finding{}
	searched := Files(f, folder, func(name string) bool { return name == "store" }, secret)
	if searched != 2 || f.found != 2 {
		t.Errorf("%d findings in %d files, want the log's and the name", f.found, searched)
	}
}
