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

func newStore(t *testing.T) Store {
	return Open(filepath.Join(t.TempDir(), "state"), "studio")
}

func TestWhatIsSavedIsLoaded(t *testing.T) {
	s := newStore(t)
	var got view
	if err := s.Load(&got); err != nil || !reflect.DeepEqual(got, view{}) {
		t.Errorf("without a file: %+v, %v", got, err)
	}
	for _, want := range []view{{Columns: []string{"name", "user"}, Sort: "name", Pins: map[string]bool{"1QA0": true}}, {Sort: "seen"}} {
		if err := s.Save(want); err != nil {
			t.Fatal(err)
		}
		got := view{}
		if err := Open(filepath.Dir(s.path), "studio").Load(&got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, %v; want %+v", got, err, want)
		}
	}
}

func TestProfilesDoNotShare(t *testing.T) {
	s := newStore(t)
	if err := s.Save(view{Sort: "name"}); err != nil {
		t.Fatal(err)
	}
	var got view
	if err := Open(filepath.Dir(s.path), "home").Load(&got); err != nil || got.Sort != "" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestUnknownFieldsAreIgnoredAndDefaultsStay(t *testing.T) {
	s := newStore(t)
	s.write(t, `{"sort":"seen","of the future":{"a":[1]}}`)
	got := view{Columns: []string{"name"}, Sort: "name"}
	if err := s.Load(&got); err != nil || got.Sort != "seen" || len(got.Columns) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAFileThatCannotBeUsedIsSetAside(t *testing.T) {
	for name, content := range map[string]string{
		"empty": "", "binary": "\x00\xff", "half": `{"sort":"se`, "of other types": `{"sort":[1]}`, "no object": `7`,
		"too large": `{"sort":"` + strings.Repeat("x", limit) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			s.write(t, content)
			got := view{Sort: "name"}
			err := s.Load(&got)
			if err == nil || !strings.Contains(err.Error(), s.path+".broken") || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %v", err)
			}
			if got.Sort != "name" {
				t.Errorf("sort is %q now", got.Sort)
			}
			if kept, err := os.ReadFile(s.path + ".broken"); err != nil || string(kept) != content {
				t.Errorf("what was set aside: %v", err)
			}
			if err := errors.Join(s.Load(&got), s.Save(got), s.Load(&got)); err != nil {
				t.Errorf("afterwards: %v", err)
			}
		})
	}
}

func TestWhatCannotBeSavedLeavesTheOldFile(t *testing.T) {
	s := newStore(t)
	if err := s.Save(view{Sort: "name"}); err != nil {
		t.Fatal(err)
	}
	for what, value := range map[string]any{"256 KiB": view{Sort: strings.Repeat("x", limit)}, "unsupported type": func() {}} {
		err := s.Save(value)
		if err == nil || !strings.HasPrefix(err.Error(), "the dashboard is not remembered: ") || !strings.Contains(err.Error(), what) {
			t.Errorf("error %v, want %s", err, what)
		}
	}
	var got view
	if err := s.Load(&got); err != nil || got.Sort != "name" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestWhateverIsSavedIsSmallEnoughToLoad(t *testing.T) {
	s := newStore(t)
	refused := 0
	for size := limit - 8; size < limit; size++ {
		want := strings.Repeat("x", size)
		if s.Save(want) != nil {
			refused++
			continue
		}
		var got string
		if err := s.Load(&got); err != nil || got != want {
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
	if err := s.Load(&view{}); err != nil {
		t.Errorf("Load: %v", err)
	}
	if err := s.Save(view{}); err == nil || !strings.Contains(err.Error(), folder+": ") {
		t.Errorf("Save: %v", err)
	}
}

func (s Store) write(t *testing.T, content string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(s.path), 0o700), os.WriteFile(s.path, []byte(content), 0o600)); err != nil {
		t.Fatal(err)
	}
}
