//go:build linux

// Measure compares what programs cost on a terminal of 200×50, all in one run: the time to the first
// frame, the time from a key to the bytes that answer it, and what is spent while nothing happens.
//
//	go build -o /tmp/parsec-hosts . && go run ./internal/drawer/testdata/measure /tmp/parsec-hosts
//
// A program that is not installed, such as fzf, is left out.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/drawer"
)

// subject is a program to measure, and the keys that change its screen.
type subject struct {
	name  string
	args  []string
	keys  []string
	ready string // shown when it is ready for keys
}

var (
	rounds = flag.Int("keys", 200, "how many keys are measured")
	starts = flag.Int("starts", 20, "how many starts are measured")
	idle   = flag.Duration("idle", 20*time.Second, "how long nothing is done")
	aging  = flag.Duration("aging", 0, "how long to wait before that, until the shown ages count in minutes")
	only   = flag.String("only", "", "measure the programs whose names match this expression")
)

func main() {
	if len(os.Args) == 3 && os.Args[1] == "hello" {
		draws := drawer.OnDemand(nil)
		if os.Args[2] == "stock" {
			draws = tea.WithFilter(nil)
		}
		_, _ = tea.NewProgram(hello{}, draws).Run()
		return
	}
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: measure [flags] parsec-hosts")
		os.Exit(2)
	}
	if err := measureAll(flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func measureAll(program string) error {
	server, environ, err := serve(program)
	if err != nil {
		return err
	}
	defer server.stop()
	self, err := os.Executable()
	if err != nil {
		return err
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "program\tfirst frame\tCPU until then\tkey median\tkey p95\tbytes a key\tCPU a key\tidle bytes/min\twake-ups/s\tCPU s/min")
	for _, s := range subjects(program, self) {
		if !regexp.MustCompile(*only).MatchString(s.name) {
			continue
		}
		if _, err := exec.LookPath(s.args[0]); err != nil {
			continue
		}
		if err := report(out, s, environ); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return out.Flush()
}

func subjects(program, self string) []subject {
	moves := []string{"j", "k"}
	return []subject{
		{"fzf", []string{"sh", "-c", "seq 200 | fzf"}, []string{"1", "\x7f"}, "200/200"},
		{"hello world, stock", []string{self, "hello", "stock"}, moves, "Hello"},
		{"hello world", []string{self, "hello", "on-demand"}, moves, "Hello"},
		{"dashboard, stock", []string{program, "--renderer=stock"}, moves, "SEATS"},
		{"dashboard", []string{program}, moves, "SEATS"},
		{"pick, stock", []string{program, "pick", "--renderer=stock"}, []string{"\x1b[B", "\x1b[A"}, "NAME"},
		{"pick", []string{program, "pick"}, []string{"\x1b[B", "\x1b[A"}, "NAME"},
	}
}

// serve starts a simulated service in which nothing changes, and returns the environment that leads to it.
func serve(program string) (*terminal, []string, error) {
	state, err := os.MkdirTemp("", "measure-")
	if err != nil {
		return nil, nil, err
	}
	environ := append(os.Environ(), "TERM=xterm-256color", "HOME="+state, "XDG_STATE_HOME="+state, "XDG_CONFIG_HOME="+state)
	server, err := start([]string{program, "simulate", "--hosts=40", "--churn=0"}, environ)
	if err != nil {
		return nil, nil, err
	}
	shown := server.until("PARSEC_HOSTS_EXTERNAL_ID=")
	shown += server.settle()
	for _, match := range regexp.MustCompile(`export (\S+=\S+)`).FindAllStringSubmatch(shown, -1) {
		environ = append(environ, match[1])
	}
	return server, environ, nil
}

func report(out *tabwriter.Writer, s subject, environ []string) error {
	var first, costs []time.Duration
	for range *starts {
		t, err := start(s.args, environ)
		if err != nil {
			return err
		}
		first, costs = append(first, t.firstFrame()), append(costs, t.spent().cpu)
		t.stop()
	}
	t, err := start(s.args, environ)
	if err != nil {
		return err
	}
	defer t.stop()
	t.until(s.ready)
	t.settle()
	var answers []time.Duration
	written, before := 0, t.spent()
	for i := range *rounds {
		answer, bytes := t.press(s.keys[i%len(s.keys)])
		answers, written = append(answers, answer), written+len(bytes)
	}
	perKey := (t.spent().cpu - before.cpu) / time.Duration(*rounds)
	t.rest(*aging)
	spent := t.rest(*idle)
	slices.Sort(answers)
	minute := time.Minute.Seconds() / idle.Seconds()
	fmt.Fprintf(out, "%s\t%v\t%v\t%v\t%v\t%d\t%v\t%.0f\t%.1f\t%.4f\n", s.name, median(first), median(costs), median(answers), answers[len(answers)*95/100],
		written / *rounds, perKey, float64(spent.bytes)*minute, float64(spent.switches)/idle.Seconds(), spent.cpu.Seconds()*minute)
	return out.Flush()
}

func median[T cmp.Ordered](values []T) T {
	return slices.Sorted(slices.Values(values))[len(values)/2]
}

// hello is the smallest program of the library: a line that a key changes.
type hello struct{ presses int }

func (h hello) Init() tea.Cmd { return nil }

func (h hello) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyPressMsg); ok {
		h.presses++
	}
	return h, nil
}

func (h hello) View() tea.View {
	view := tea.NewView("Hello, world" + strings.Repeat("!", h.presses%2))
	view.AltScreen = true
	return view
}
