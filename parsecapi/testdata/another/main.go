// A program of another module that lists hosts: what a developer who imports parsecapi writes first.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"parsec-hosts/parsecapi"
)

func main() {
	if err := list(context.Background(), os.Args[1], os.Getenv("API_KEY")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func list(ctx context.Context, service, key string) error {
	creator, err := parsecapi.New(parsecapi.WithBaseURL(service), parsecapi.WithUserAgent("another/1.0"))
	if err != nil {
		return err
	}
	session, err := creator.CreateSession(ctx, parsecapi.NewSecret(key), "anna")
	if err != nil {
		var refused *parsecapi.APIError
		if errors.As(err, &refused) {
			return fmt.Errorf("refused with %d: %s", refused.Status, refused.Message)
		}
		return err
	}
	client, err := parsecapi.New(
		parsecapi.WithBaseURL(service),
		parsecapi.WithSessionSource(parsecapi.StaticSession(session)),
	)
	if err != nil {
		return err
	}
	page, err := client.Hosts(ctx)
	if err != nil {
		return err
	}
	for _, host := range page.Hosts {
		fmt.Printf("%s %q\n", host.PeerID, host.Name)
	}
	fmt.Println("complete:", page.Complete(), "session:", session.ID)
	return nil
}
