package cli

import (
	"github.com/spf13/cobra"

	"parsec-hosts/internal/query"
)

// topics are pages of help that are about no command. Cobra takes a command that runs nothing for one.
func topics() []*cobra.Command {
	return []*cobra.Command{
		{Use: "query", Short: "The language of queries and of the filter", Long: query.Manual},
		{Use: "exit-codes", Short: "What exit codes mean", Long: exitCodesHelp},
		{Use: "environment", Short: "Variables that the program reads", Long: environmentHelp},
		{Use: "files", Short: "Files that the program reads and writes", Long: filesHelp},
		{Use: "sdk", Short: "Connecting through the Parsec SDK, and its statuses", Long: sdkHelp()},
		{Use: "security", Short: "Where secrets are and are not", Long: securityHelp},
	}
}

const exitCodesHelp = `Every command ends with one of these:

  0      done
  1      failed
  2      the command line or the configuration is wrong, or there is none yet
  3      ambiguous: several hosts are what was asked for, where it must be one
  4      no match: no host is what was asked for
  5      not signed in: there is no session to work with until somebody acts
  6      the network or the service
  7      timed out: there was no answer, or no host, in time
  130    interrupted, by Ctrl-C
  128+n  ended by signal n, such as 143 for SIGTERM

A reader that goes away, as in parsec-hosts list | head -1, is no failure.`

const environmentHelp = `Flags win over these variables, and these over the configuration file. An empty one counts as not
set.

  PARSEC_HOSTS_CONFIG       the configuration file, as --config
  PARSEC_HOSTS_PROFILE      the profile in it, as --profile
  PARSEC_HOSTS_BASE_URL     the address of the service
  PARSEC_HOSTS_EXTERNAL_ID  whom an API key signs in
  PARSEC_HOSTS_API_KEY      the enterprise's API key; a secret
  PARSEC_HOSTS_SESSION_ID   a session as it is; a secret
  PARSEC_HOSTS_COMPLETION   "live" asks the service when a shell completes a host

The two secrets are taken out of the environment of every program that is started from here.

Of other programs:

  NO_COLOR                  no colours, with any value
  NO_MOTION                 nothing moves by itself
  COLUMNS                   the width of tables on a terminal
  TERM, LC_ALL, LC_CTYPE, LANG
                            whether signs must be ASCII
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY
                            the proxy, unless the configuration names one
  VISUAL, EDITOR            what parsec-hosts config edit opens
  XDG_CONFIG_HOME, XDG_STATE_HOME
                            the folders of parsec-hosts help files`

const filesHelp = `parsec-hosts paths prints where these are. On Linux:

  ~/.config/parsec-hosts/config.toml
      The configuration; config.example.toml names every setting. It never holds a secret. Only its
      owner may write to it.

  ~/.local/state/parsec-hosts/
      What is kept between runs, for its owner alone:
      session-*.json       the session, where there is no keyring
      session-*.lock       so that programs started together create one session
      journal/             when which host was online, and when it was connected to, by profile
      dashboard-*.json     how the dashboard shows the list, by profile
      logs/                the output of programs that were started, the last 20
      reports/             reports of crashes

All may be deleted at any time; what was in use is made again.`

const securityHelp = `A session is as good as a password for the hosts it lists; an API key makes sessions for any user
of the enterprise, and belongs on a server.

  where they come from  a command of yours (session_command, api_key_command), the system's keyring
                        (parsec-hosts auth set-key), a file that nobody else can read (api_key_file)
                        or the environment; never an argument, and never the configuration
  where they are kept   the session in the system's keyring, or else in a file for its owner alone,
                        which is told; an API key is fetched to make a session, and not kept
  where they go         to the configured address alone, over TLS 1.2 or newer; redirects elsewhere
                        are not followed; plain HTTP is for this very computer only
  programs started      get the session only where their [[launcher]] asks for it: on standard
                        input, on a descriptor or in the environment; as an argument, which others
                        can read, only with allow_session_in_arguments = true
  never                 on a screen, in a log, in the journal, in an error; where one must be told
                        from another, four characters are shown; the one exception is
                        parsec-hosts session show --reveal

Names of hosts and users come from strangers. What could move a terminal's cursor, hide or turn text
is made harmless before it is printed, in every form of output. A host's name is never part of a
shell's line: programs are started by a list of arguments.

What the service calls subject to change (everything but peer ID, name and user name) is not written
to disk.`
