package cli

import (
	"context"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/simulator"
)

func newSimulateCommand(a *app) *cobra.Command {
	options := simulator.Demo()
	var listen, replay string
	var faults []string
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: "Serve a simulated Parsec service on this computer",
		Long:  simulateHelp(),
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkLimits(options); err != nil {
				return err
			}
			if err := checkReplay(cmd); err != nil {
				return err
			}
			if replay != "" {
				var err error
				if options.Replay, err = a.openRecording(replay); err != nil {
					return err
				}
			}
			return untilSignal(func(ctx context.Context) error { return a.simulate(ctx, listen, options, faults) })
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&listen, "listen", "127.0.0.1:0", "loopback `address`; port 0 takes a free one")
	flags.IntVar(&options.Hosts, "hosts", options.Hosts, "`number` of hosts at the start")
	flags.Uint64Var(&options.Seed, "seed", options.Seed, "`number` that decides names, IDs, the API key and what happens")
	flags.Float64Var(&options.Churn, "churn", options.Churn, "`changes` per minute; 0 keeps the hosts still")
	flags.DurationVar(&options.Latency, "latency", 0, "delay of every answer")
	flags.DurationVar(&options.SessionLife, "session-life", 7*24*time.Hour, "life of a session, negative for an expired one")
	flags.StringVar(&replay, "replay", "", "serve what record has written to `file`: hosts, failures, delays")
	flags.Float64Var(&options.Speed, "speed", 1, "with --replay: how many `times` faster than it was recorded")
	flags.StringArrayVar(&faults, "fault", nil, "make answers fail: `NAME` for all, NAME=3 for three; may be repeated")
	return cmd
}

// checkLimits refuses what the simulator would bring inside its limits by itself: whoever types a
// number wants that one.
func checkLimits(o simulator.Options) error {
	for _, flag := range []struct {
		name   string
		value  any
		fine   bool
		advice string
	}{
		{"hosts", o.Hosts, o.Hosts >= 0 && o.Hosts <= simulator.MaxHosts, fmt.Sprintf("write a number from 0 to %d", simulator.MaxHosts)},
		{"churn", o.Churn, o.Churn >= 0 && o.Churn <= simulator.MaxChurn, fmt.Sprintf("write a number from 0 to %d", simulator.MaxChurn)},
		{"latency", o.Latency, o.Latency >= 0, "write a duration such as 500ms"},
		{"speed", o.Speed, o.Speed > 0 && o.Speed <= simulator.MaxSpeed, fmt.Sprintf("write a number above 0 and up to %d", simulator.MaxSpeed)},
		{"session-life", o.SessionLife, o.SessionLife != 0, "write a duration such as 8h, or a negative one for expired sessions"},
	} {
		if !flag.fine {
			return &usageError{fmt.Sprintf("--%s cannot be %v: %s", flag.name, flag.value, flag.advice), ""}
		}
	}
	return nil
}

// checkReplay refuses flags that would mean nothing beside --replay, or without it.
func checkReplay(cmd *cobra.Command) error {
	flags := cmd.Flags()
	if !flags.Changed("replay") {
		if flags.Changed("speed") {
			return &usageError{"--speed is for a recording only", "name one with --replay FILE"}
		}
		return nil
	}
	for _, name := range []string{"hosts", "churn"} {
		if flags.Changed(name) {
			return &usageError{"--" + name + " is for simulated hosts, and a recording brings its own", "leave out --" + name + " or --replay"}
		}
	}
	return nil
}

// simulateHelp lists the faults.
func simulateHelp() string {
	var b strings.Builder
	b.WriteString("simulate serves the part of the Parsec API that lists hosts, with hosts that exist only in memory.\n" +
		"It prints its address and an API key for it, and runs until it is interrupted.\n\n" +
		"Faults for --fault; those marked + also exist as create:NAME, for the creation of sessions:\n")
	for _, fault := range simulator.Faults() {
		mark := " "
		if fault.OnCreate {
			mark = "+"
		}
		fmt.Fprintf(&b, "  %-20s %s %s\n", fault.Name, mark, fault.Text)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (a *app) simulate(ctx context.Context, listen string, options simulator.Options, faults []string) error {
	sim := simulator.New(options)
	for _, fault := range faults {
		if err := addFault(sim, fault); err != nil {
			return err
		}
	}
	server, err := sim.Listen(listen)
	if err != nil {
		return &usageError{err.Error(), "choose another address with --listen, such as 127.0.0.1:0"}
	}
	defer server.Close()
	err = write(a.stdio.Out, "address", fmt.Appendf(nil, `A simulated Parsec service is listening until it is interrupted (Ctrl-C).

  base URL  %[1]s
  API key   %[2]s  (made up, good for nothing else)

To point parsec-hosts at it:

  export %[3]s=%[1]s
  export %[4]s=%[2]s
  export %[5]s=anna

These variables hold for every profile. Among others in a configuration file it is a profile, too:

  [profile.simulated]
  base_url = "%[1]s"
  external_id = "anna"
  %[6]s
`, server.BaseURL(), sim.APIKey(), config.EnvBaseURL, config.EnvAPIKey, config.EnvExternalID, config.Assignment("api_key_command", printing(sim.APIKey()))))
	if err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

// printing is a command that prints the made-up key: no key itself can stand in a configuration file.
func printing(key string) []string {
	if runtime.GOOS == "windows" {
		return []string{"cmd", "/c", "echo", key}
	}
	return []string{"echo", key}
}

// addFault reads NAME or NAME=TIMES.
func addFault(sim *simulator.Simulator, text string) error {
	name, number, limited := strings.Cut(text, "=")
	times := 0
	if limited {
		var err error
		if times, err = strconv.Atoi(number); err != nil || times < 1 {
			return &usageError{"--fault " + quoted(text) + " does not say how many times: write " + name + "=3", ""}
		}
	}
	fault, err := simulator.ParseFault(name)
	if err != nil {
		var names []string
		for _, known := range simulator.Faults() {
			names = append(names, string(known.Name))
		}
		return &usageError{"there is no fault " + quoted(name) + config.DidYouMean(name, names), "parsec-hosts simulate --help lists them"}
	}
	sim.Fault(fault, times)
	return nil
}
