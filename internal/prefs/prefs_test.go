package prefs

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

type view struct {
	Columns []string        `json:"columns,omitempty"`
	Sort    string          `json:"sort,omitempty"`
	Pins    map[string]bool `json:"pins,omitempty"`
}

func newStore(t *testing.T) Store[view] {
	return Open[view](filepath.Join(t.TempDir(), "state"), "studio")
}

func TestWhatIsSavedIsLoaded(t *testing.T) {
	s := newStore(t)
	if got, err := s.Load(); err != nil || !reflect.DeepEqual(got, view{}) {
		t.Errorf("without a file: %+v, %v", got, err)
	}
	for _, want := range []view{{Columns: []string{"name", "user"}, Sort: "name", Pins: map[string]bool{"1QA0": true}}, {Sort: "seen"}} {
		if err := s.Save(want); err != nil {
			t.Fatal(err)
		}
		if got, err := Open[view](filepath.Dir(s.path), "studio").Load(); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, %v; want %+v", got, err, want)
		}
	}
}

func TestProfilesDoNotShare(t *testing.T) {
	s := newStore(t)
	if err := s.Save(view{Sort: "name"}); err != nil {
		t.Fatal(err)
	}
	if got, err := Open[view](filepath.Dir(s.path), "home").Load(); err != nil || got.Sort != "" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestUnknownFieldsAreIgnored(t *testing.T) {
	s := newStore(t)
	s.write(t, `{"sort":"seen","of the future":{"a":[1]}}`)
	if got, err := s.Load(); err != nil || got.Sort != "seen" || len(got.Columns) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAFileThatCannotBeUsedStaysUntilItsPlaceIsNeeded(t *testing.T) {
	for name, content := range map[string]string{
		"empty": "", "binary": "\x00\xff", "half": `{"sort":"se`, "of other types": `{"sort":"seen","columns":7}`, "no object": `7`,
		"too large": `{"sort":"` + strings.Repeat("x", limit) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			s.write(t, content)
			for range 2 {
				got, err := s.Load()
				if err == nil || !strings.Contains(err.Error(), s.path+": ") || strings.Contains(err.Error(), "\n") {
					t.Errorf("error %v", err)
				}
				if !reflect.DeepEqual(got, view{}) {
					t.Errorf("a part of it is used: %+v", got)
				}
			}
			if kept, err := os.ReadFile(s.path); err != nil || string(kept) != content {
				t.Errorf("what was only read: %v", err)
			}
			if err := s.Save(view{Sort: "name"}); err != nil {
				t.Fatal(err)
			}
			if kept, err := os.ReadFile(s.path + ".broken"); err != nil || string(kept) != content {
				t.Errorf("what was set aside: %v", err)
			}
			if got, err := s.Load(); err != nil || got.Sort != "name" {
				t.Errorf("afterwards: %+v, %v", got, err)
			}
		})
	}
}

func TestWhatCannotBeSavedLeavesTheOldFile(t *testing.T) {
	s := newStore(t)
	if err := s.Save(view{Sort: "name"}); err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{
		"256 KiB":          s.Save(view{Sort: strings.Repeat("x", limit)}),
		"unsupported type": Store[func()](s).Save(func() {}),
	} {
		if err == nil || !strings.HasPrefix(err.Error(), "the dashboard is not remembered: ") || !strings.Contains(err.Error(), what) {
			t.Errorf("error %v, want %s", err, what)
		}
	}
	if got, err := s.Load(); err != nil || got.Sort != "name" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestWhateverIsSavedIsSmallEnoughToLoad(t *testing.T) {
	s := Open[string](t.TempDir(), "studio")
	refused := 0
	for size := limit - 8; size < limit; size++ {
		want := strings.Repeat("x", size)
		if s.Save(want) != nil {
			refused++
			continue
		}
		if got, err := s.Load(); err != nil || got != want {
			t.Fatalf("%d bytes were saved but not loaded: %v", size, err)
		}
	}
	if refused == 0 || refused == 8 {
		t.Errorf("%d of 8 sizes were refused", refused)
	}
}

func TestAFolderThatCannotBeMadeIsTold(t *testing.T) {
	s := newStore(t)
	folder := filepath.Dir(s.path)
	if err := os.WriteFile(folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(); err != nil {
		t.Errorf("Load: %v", err)
	}
	if err := s.Save(view{}); err == nil || !strings.Contains(err.Error(), folder+": ") {
		t.Errorf("Save: %v", err)
	}
}

func (s Store[T]) write(t *testing.T, content string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(s.path), 0o700), os.WriteFile(s.path, []byte(content), 0o600)); err != nil {
		t.Fatal(err)
	}
}
