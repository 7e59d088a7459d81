package cli

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"parsec-hosts/internal/columns"
	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/listing"
	"parsec-hosts/internal/query"
	"parsec-hosts/internal/words"
	"parsec-hosts/parsecapi"
)

// dialogue returns nil where nobody can be asked: standard input may have brought the secret.
func (s *starting) dialogue() *dialogue {
	if s.flags.secretStdin {
		return nil
	}
	return s.app.dialogue()
}

// askWhich asks which of several hosts is meant. Where nobody can be asked it lists them.
func (s *starting) askWhich(ctx context.Context, hosts []*fleet.Host) (*fleet.Host, error) {
	many := &exitError{exitAmbiguous, &usageError{
		s.quotedTarget() + " is " + words.Plural(len(hosts), "host"), "name one by its peer ID, or take the first that is free with --any",
	}}
	d := s.dialogue()
	lines := strings.Split(strings.TrimSuffix(s.candidates(hosts), "\n"), "\n")
	if d == nil {
		for _, line := range lines {
			fmt.Fprintln(s.stdio.Err, "  "+line)
		}
		return nil, many
	}
	fmt.Fprintf(s.stdio.Err, "     %s\n", lines[0])
	chosen, err := d.number(ctx, lines[1:], "")
	if err != nil {
		return nil, err
	}
	return s.usable(ctx, hosts[chosen])
}

// candidates are hosts as a table.
func (s *starting) candidates(hosts []*fleet.Host) string {
	var shown []columns.Column
	for _, id := range []string{columns.Name, columns.User, columns.Seats, columns.PeerID} {
		c, _ := columns.Find(id)
		shown = append(shown, c)
	}
	l := listing.Listing{Hosts: hosts, Now: time.Now()}
	var table strings.Builder
	_ = l.Table(&table, shown, query.Query{}, listing.Paper{ASCII: needsASCII(s.environ)}) // a builder takes all
	return table.String()
}

// sure asks before something that is probably not meant. Nobody to ask is a no.
func (s *starting) sure(ctx context.Context, question string) bool {
	d := s.dialogue()
	if d == nil {
		return false
	}
	yes, err := d.confirm(ctx, question)
	return yes && err == nil
}

// readHostSecret reads the host's secret from standard input, where a person does not see it.
func (s *starting) readHostSecret(ctx context.Context) (parsecapi.Secret, error) {
	if !s.launcher.TakesHostSecret() {
		return parsecapi.Secret{}, &usageError{"launcher " + s.launcher.Name + " has no way to be handed a secret",
			`set session = "stdin" or "fd" for it: the secret is the second line`}
	}
	typed, err := s.readSecret(ctx, "Secret of the host (not shown): ")
	if err != nil {
		return parsecapi.Secret{}, err
	}
	line, _, _ := bytes.Cut(typed, []byte("\n"))
	if line = bytes.TrimRight(line, "\r"); len(line) == 0 {
		return parsecapi.Secret{}, &usageError{"--secret-stdin: standard input is empty", ""}
	}
	return parsecapi.NewSecret(string(line)), nil
}
