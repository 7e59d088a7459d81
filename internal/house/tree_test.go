package house

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"strings"
	"testing"
)

// module is the module's path, with which imports of our own packages begin.
const module = "parsec-hosts"

// A tree is the parsed source of the module: every Go file of every platform.
type tree struct {
	fset  *token.FileSet
	files []source
}

// A source is one Go file. Its name and folder are relative to the module's root; the root is ".".
type source struct {
	name, dir string
	lines     int
	test      bool
	syntax    *ast.File
}

// readTree parses the Go files below fsys. Folders that the go command ignores are left out.
func readTree(t *testing.T, fsys fs.FS) tree {
	t.Helper()
	tr := tree{fset: token.NewFileSet()}
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && ignored(entry.Name()):
			return fs.SkipDir
		case entry.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		syntax, err := parser.ParseFile(tr.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		tr.files = append(tr.files, source{
			name:   name,
			dir:    path.Dir(name),
			lines:  bytes.Count(text, []byte("\n")),
			test:   strings.HasSuffix(name, "_test.go"),
			syntax: syntax,
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func ignored(folder string) bool {
	return folder == "testdata" || folder == "vendor" ||
		folder != "." && (folder[0] == '.' || folder[0] == '_')
}

// imports visits every import of the file.
func (s source) imports(visit func(target string, pos token.Pos)) {
	for _, spec := range s.syntax.Imports {
		visit(strings.Trim(spec.Path.Value, "\"`"), spec.Pos())
	}
}

// complaint words one breach of a rule, with its place.
func (tr tree) complaint(pos token.Pos, format string, args ...any) string {
	at := tr.fset.Position(pos)
	return fmt.Sprintf("%s:%d: %s", at.Filename, at.Line, fmt.Sprintf(format, args...))
}

// calls visits every call of the form qualifier.name(…), such as time.Now().
func (s source) calls(visit func(call *ast.CallExpr, qualifier, name string)) {
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		selector, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		qualifier := ""
		if ident, ok := selector.X.(*ast.Ident); ok {
			qualifier = ident.Name
		}
		visit(call, qualifier, selector.Sel.Name)
		return true
	})
}
