package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/manpage"
)

const manHelp = `man prints the manual page of a command, or of the whole program, for man to show:

  parsec-hosts man list | man -l -

With --dir it writes all pages into a folder, such as ~/.local/share/man/man1.`

func newManCommand() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "man [COMMAND]",
		Short: "Print manual pages",
		Long:  manHelp,
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			if dir != "" {
				if len(args) > 0 {
					return &usageError{"--dir writes the pages of all commands: name none", seeHelp(cmd)}
				}
				return writePages(manpage.Pages(root, root.Version), dir)
			}
			command, err := find(root, args)
			if err != nil {
				return err
			}
			pages := manpage.Pages(command, root.Version)
			if len(pages) == 0 {
				return unknownCommand(root, args[0]) // a hidden one
			}
			return write(cmd.OutOrStdout(), "page", pages[0].Text)
		},
	}
	cmd.Flags().StringVar(&dir, "dir", "", "write all pages into a `folder`")
	return cmd
}

func writePages(pages []manpage.Page, dir string) error {
	for _, page := range pages {
		err := os.WriteFile(filepath.Join(dir, page.Name), page.Text, 0o644)
		if errors.Is(err, fs.ErrNotExist) {
			return &usageError{"there is no folder " + dir, "make it first"}
		}
		if err != nil {
			return fmt.Errorf("the manual pages cannot be written: %w", err)
		}
	}
	return nil
}
