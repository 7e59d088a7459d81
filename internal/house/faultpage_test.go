package house

import (
	"flag"
	"fmt"
	"go/ast"
	"go/build/constraint"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"parsec-hosts/internal/page"
)

var update = flag.Bool("update", false, "rewrite the generated pages of docs")

const faultPage = "../../docs/faults.md"

const faultPageHead = `# Faults that are survived

What can go wrong around this program, what it does then, and the tests that hold it to that. They run
with ` + "`go test ./...`" + `, against real HTTP, files, processes and terminals where the fault is about those; what
a test needs beyond Go is in brackets, and without it the test skips itself. Wherever there are
secrets, the tests also look for them in all that others can see. This page is generated:
` + "`go test ./internal/house -update`" + `.

`

// A faultTest is a test of some rows of the list of faults.
type faultTest struct {
	dir, name, needs string
}

// TestEveryFaultHasATest writes the page of faults, or wants it to be up to date.
func TestEveryFaultHasATest(t *testing.T) {
	byRow := faultTests(t, readTree(t, os.DirFS("../..")))
	var text strings.Builder
	text.WriteString(faultPageHead)
	for i, row := range faultRows {
		number := i + 1
		tests := byRow[number]
		delete(byRow, number)
		if len(tests) == 0 {
			t.Errorf("row %d, %s: there is no TestFault%02d_…", number, row.fault, number)
		}
		fmt.Fprintf(&text, "%d. **%s**: %s.\n", number, sentence(row.fault), row.outcome)
		for _, test := range tests {
			fmt.Fprintf(&text, "   - `%s` %s%s\n", test.dir, test.name, test.needs)
		}
	}
	for name := range maps.Keys(faultNeeds) {
		if !strings.Contains(text.String(), "` "+name+" ") {
			t.Errorf("faultNeeds names %s, which does not exist", name)
		}
	}
	for number := range maps.Keys(byRow) {
		t.Errorf("%s is of row %d, which does not exist", byRow[number][0].name, number)
	}
	page.Want(t, *update, faultPage, []byte(text.String()))
}

func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

var faultName = regexp.MustCompile(`^TestFault(\d\d)(?:To(\d\d))?_`)

// faultTests finds the tests of each row.
func faultTests(t *testing.T, tr tree) map[int][]faultTest {
	t.Helper()
	byRow := make(map[int][]faultTest)
	for _, file := range tr.files {
		for _, declaration := range file.syntax.Decls {
			function, ok := declaration.(*ast.FuncDecl)
			if !ok || !file.test {
				continue
			}
			match := faultName.FindStringSubmatch(function.Name.Name)
			if match == nil {
				continue
			}
			needed := faultNeeds[function.Name.Name]
			needs := slices.DeleteFunc([]string{platform(file), needed}, func(s string) bool { return s == "" })
			if skipsItself(function) && needed == "" {
				t.Errorf("%s skips itself: faultNeeds must say what it needs", function.Name.Name)
			}
			test := faultTest{dir: file.dir, name: function.Name.Name}
			if len(needs) > 0 {
				test.needs = " (" + strings.Join(needs, ", ") + ")"
			}
			first, _ := strconv.Atoi(match[1])
			last, err := strconv.Atoi(match[2])
			if err != nil {
				last = first
			}
			for row := first; row <= last; row++ {
				byRow[row] = append(byRow[row], test)
			}
		}
	}
	return byRow
}

// platform says where a file is compiled, "" for everywhere.
func platform(file source) string {
	builds := func(system string, unix bool) bool {
		base := strings.TrimSuffix(strings.TrimSuffix(path.Base(file.name), ".go"), "_test")
		for _, other := range []string{"linux", "darwin", "windows"} {
			if strings.HasSuffix(base, "_"+other) && other != system {
				return false
			}
		}
		for _, group := range file.syntax.Comments {
			for _, comment := range group.List {
				if group.Pos() > file.syntax.Package || !constraint.IsGoBuild(comment.Text) {
					continue
				}
				expression, err := constraint.Parse(comment.Text)
				if err != nil {
					return false
				}
				if !expression.Eval(func(tag string) bool { return tag == system || unix && tag == "unix" }) {
					return false
				}
			}
		}
		return true
	}
	switch {
	case builds("windows", false) && builds("linux", true):
		return ""
	case builds("windows", false):
		return "Windows"
	case builds("darwin", true):
		return "Unix"
	}
	return "Linux"
}

func skipsItself(function *ast.FuncDecl) (skips bool) {
	ast.Inspect(function, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if selector, ok := call.Fun.(*ast.SelectorExpr); ok && strings.HasPrefix(selector.Sel.Name, "Skip") {
				skips = true
			}
		}
		return true
	})
	return skips
}

func TestFaultTestsAreFoundWithWhatTheyNeed(t *testing.T) {
	const test = "package a\n\nfunc TestFault%s(t *testing.T) {}\n"
	file := func(head, name string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(head + fmt.Sprintf(test, name))}
	}
	byRow := faultTests(t, readTree(t, fstest.MapFS{
		"a/a_test.go":         file("", "01_Anywhere"),
		"a/b_test.go":         file("//go:build unix\n\n", "02_Unix"),
		"a/c_linux_test.go":   file("", "03To05_Several"),
		"a/d_test.go":         file("//go:build linux\n\n", "05_More"),
		"a/e_windows_test.go": file("", "06_Windows"),
		"a/f.go":              file("", "07_NoTest"),
		"a/g_test.go":         file("", "sOfNoRow"),
	}))
	var found []string
	for row := range 9 {
		for _, test := range byRow[row] {
			found = append(found, fmt.Sprint(row, " ", test.name, test.needs))
		}
	}
	want := []string{
		"1 TestFault01_Anywhere", "2 TestFault02_Unix (Unix)", "3 TestFault03To05_Several (Linux)", "4 TestFault03To05_Several (Linux)",
		"5 TestFault03To05_Several (Linux)", "5 TestFault05_More (Linux)", "6 TestFault06_Windows (Windows)",
	}
	if !slices.Equal(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
}
