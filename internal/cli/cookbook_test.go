//go:build unix

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"parsec-hosts/internal/simulator"
)

// cooked is what comes of each command of the pages, by the words above it or, where there are none, by
// its first line: what it prints, and what it leaves in a file.
var cooked = map[string]struct {
	prints string // a regular expression
	file   string
	holds  string // likewise
	lively bool   // it needs hosts to which something happens
}{
	"Who has a free seat, as peer IDs":                                              {prints: `^[0-9A-Za-z]{27}\n`},
	"How many guests there are, host by host":                                       {prints: `(?m)^render-07\t\d$`},
	"A table for a spreadsheet":                                                     {file: "hosts.csv", holds: `(?m)^den-pc,studio#\w+,\d/\d,online$`},
	"An alarm for cron: is this one still there?":                                   {prints: `^$`},
	"Choose on the terminal, or take the only match without asking":                 {prints: `^client [0-9A-Za-z]{27}\n$`},
	"A step of a CI job: wait for a machine of the farm, give up after ten minutes": {prints: `^[0-9A-Za-z]{27}\n$`},
	"Connect to whichever is free, the best match first":                            {file: "client.log", holds: `^client --peer [0-9A-Za-z]{27}\n$`},
	"What would be started, without starting it":                                    {prints: `^client --peer [0-9A-Za-z]{27}\n$`},
	"Tell the desktop of the next change":                                           {prints: `^notify-send .+: \w+ .+\n`, lively: true},
	"Keep a log of what happens, and ask it later":                                  {file: "events.jsonl", holds: `^({"time":.*"kind":.*}\n){3,}$`, lively: true},
	"Hosts that are gone, as the journal remembers":                                 {prints: `^long-gone since 2026-03-05T11:00:00Z\n$`},
	"A recording for a bug report, looked at before it is sent":                     {prints: `^NAME +USER `, file: "bug.jsonl", holds: `^{"format":`},
	"Is everything well here? What is not, and what to do":                          {prints: `^$`},

	"Is the host there, the session good and the program in place?":                                  {prints: `^$`},
	"my-client: the session is the first line on standard input, the peer ID the first argument":     {prints: `^real-client --peer anna\n$`},
	"wake-host: wakes the computer of a user, by a list of lines such as \"anna 02:00:00:00:00:01\"": {prints: `^wakeonlan 02:00:00:00:00:01\n$`},
	"Wake a computer, wait until it is there, connect":                                               {prints: `^wake-host anna\n[0-9A-Za-z]{27}\n$`, file: "client.log", holds: `^client --peer [0-9A-Za-z]{27}\n$`},
	"Why there is no such host": {prints: `^nobody has that name\n$`},
	"The first host with a free seat that renders, or an end with code 4":   {prints: `^[0-9A-Za-z]{27}\n$`},
	"Wait until one is free, for ten minutes at most":                       {prints: `^[0-9A-Za-z]{27}\n$`},
	"A machine that is to be serviced: wait until nobody is there any more": {prints: `^$`},
	"The names of hosts to which something happens":                         {prints: `^(.+\n){2}$`, lively: true},
	"Run a program for each event of the render farm":                       {prints: `^notify-send .+ \w+: .*\n$`, lively: true},
	"How many hosts were online the last time somebody looked":              {prints: `^\s*0\n$`},
	"A word for the shell's start-up file: choose a host and connect":       {prints: `^$`},
	"Start it now and whenever you are signed in":                           {prints: `^systemctl --user enable --now parsec-events\n$`},
	"docs/automation.md, crontab":                                           {prints: `^$`},
	"docs/automation.md, ini":                                               {file: "parsec-events.jsonl", holds: `^{"time":`, lively: true},
	"docs/automation.md, yaml":                                              {prints: `^client --peer [0-9A-Za-z]{27}\n$`},
}

// uncooked are the commands that are not run, with the reason.
var uncooked = map[string]string{
	"Build, and look at the demonstration":                                                                     "it needs the source in its folder, and .ci/run does it",
	"The tests of what was changed, and of the house":                                                          "this is one of the tests",
	"Everything a change must pass, as CI runs it":                                                             "it runs this test",
	"go run . --demo    # the dashboard on simulated hosts: real HTTP, real session, nothing of yours touched": "it needs a terminal, as other tests give it",
	"export PARSEC_HOSTS_API_KEY=…  PARSEC_HOSTS_EXTERNAL_ID=anna":                                             "it needs a terminal, as other tests give it",
	"token=$(openssl rand -hex 32)                             # one for each user":                            "TestTheBrokerOfTheExamplesSignsIn runs it",
	"printf 'Authorization: Bearer %s\\n' \"$token\" > ~/broker-header":                                        "it belongs to the one above",
}

func TestEveryCommandOfThePagesWorks(t *testing.T) {
	commands := recipes(t)
	if len(commands) < 10 {
		t.Errorf("only %d recipes", len(commands))
	}
	for words, command := range commands {
		dish, known := cooked[words]
		if _, raw := uncooked[words]; raw {
			continue
		}
		if !known {
			t.Errorf("nobody knows what comes of %q", words)
			continue
		}
		t.Run(words, func(t *testing.T) {
			t.Parallel()
			if strings.Contains(command, "jq ") {
				if _, err := exec.LookPath("jq"); err != nil {
					t.Skip("there is no jq")
				}
			}
			folder, out := cook(t, command, dish.lively)
			if !regexp.MustCompile(dish.prints).MatchString(out) {
				t.Errorf("printed %q, want %s", out, dish.prints)
			}
			if dish.file == "" {
				return
			}
			got, err := os.ReadFile(filepath.Join(folder, dish.file))
			if err != nil || !regexp.MustCompile(dish.holds).Match(got) {
				t.Errorf("%s holds %q, %v; want %s", dish.file, got, err, dish.holds)
			}
		})
	}
	for words := range uncooked {
		if _, there := commands[words]; !there {
			t.Errorf("no page has %q any more", words)
		}
	}
}

const kitchen = `interval = "1s"
budget = 1000
[[launcher]]
name = "client"
command = ["client", "--peer", "{peer_id}"]
`

const oldJournal = `{"time":"2026-03-05T10:00:00.000Z","kind":"looking"}
{"time":"2026-03-05T10:00:00.000Z","kind":"present","peer_id":"1QA0qE1h0aBW7GKRTXCU0ZInLVZ","name":"long-gone","user_name":"studio#carla"}
{"time":"2026-03-05T11:00:00.000Z","kind":"offline","peer_id":"1QA0qE1h0aBW7GKRTXCU0ZInLVZ","name":"long-gone","user_name":"studio#carla"}
`

// cook runs a recipe in a folder of its own, beside programs that say how they were started.
func cook(t *testing.T, command string, lively bool) (folder, out string) {
	t.Helper()
	options := simulator.Options{APIKey: canaryKey, Hosts: 8, Seed: 5}
	if lively {
		options.Churn = 1000
	}
	server, err := simulator.New(options).Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	p := newProcess(t)
	folder = p.folder
	programs := filepath.Join(folder, "bin")
	if err := os.Mkdir(programs, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"client", "notify-send", "real-client", "wake-host", "wakeonlan", "systemctl"} {
		script := "#!/bin/sh\necho " + name + " \"$@\" | tee -a " + filepath.Join(folder, name+".log") + "\n"
		if err := os.WriteFile(filepath.Join(programs, name), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	writePrivate(t, filepath.Join(folder, "config", "parsec-hosts", "config.toml"), kitchen)
	if strings.Contains(command, "--offline") {
		name := "default@" + strings.NewReplacer(":", "%3A", "/", "%2F").Replace(server.BaseURL()) + ".jsonl"
		writePrivate(t, filepath.Join(folder, "state", "parsec-hosts", "journal", name), oldJournal)
	}
	writePrivate(t, filepath.Join(folder, ".config", "parsec-hosts", "macs"), "anna 02:00:00:00:00:01\n")
	sh := exec.Command("sh", "-c", command, "sh", "anna")
	sh.Dir, sh.Stdin = folder, strings.NewReader("a-session\n")
	sh.Env = append(p.Env, "PATH="+programs+":"+os.Getenv("PATH"), "PARSEC_HOSTS_BASE_URL="+server.BaseURL(),
		"PARSEC_HOSTS_API_KEY="+canaryKey, "PARSEC_HOSTS_EXTERNAL_ID=anna")
	var complaints strings.Builder
	sh.Stderr = &complaints
	printed, err := sh.Output()
	if err != nil {
		t.Errorf("%s: %v\n%s", command, err, complaints.String())
	}
	return folder, string(printed)
}
