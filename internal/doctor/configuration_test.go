package doctor

import (
	"os"
	"path/filepath"
	"testing"

	"parsec-hosts/internal/config"
)

// configured is a configuration as Load gives it.
func configured(t *testing.T, text string, mode os.FileMode, environ ...string) Configuration {
	t.Helper()
	path := put(t, filepath.Join(t.TempDir(), "config.toml"), text, 0o600)
	put(t, path, text, mode)
	in := config.Inputs{Flags: config.Flags{Config: path}, Environ: environ}
	file, _ := config.Locate(in)
	cfg, err := config.Load(in)
	c := Configuration{File: file, Config: cfg, Variables: config.Variables(environ)}
	if err != nil {
		c.Faults = []error{err}
	}
	return c
}

func TestValuesThatAreNoDefaultsAreToldWithTheirLine(t *testing.T) {
	checks := configured(t, "session_command = [\"broker\", \"--token=CANARY\"]\ninterval = \"10s\"\n\n[colors]\ngood = \"green\"\n", 0o600,
		"PARSEC_HOSTS_EXTERNAL_ID=anna", "PARSEC_HOSTS_PROFIL=x").Settings()
	want(t, checks, "file", OK, "config.toml (--config)")
	sign := want(t, checks, "sign-in", OK, "session_command (line 1)")
	if sign.Found != "session_command (line 1)" {
		t.Errorf("sign-in says %q: an argument could be a secret", sign.Found)
	}
	want(t, checks, "interval", OK, "10s (line 2)")
	want(t, checks, "external_id", OK, "anna (PARSEC_HOSTS_EXTERNAL_ID)")
	want(t, checks, "environment", OK, "PARSEC_HOSTS_EXTERNAL_ID set")
	want(t, checks, "colors", OK, "1 colour of your own")
	want(t, checks, "notice", Warn, "PARSEC_HOSTS_PROFIL")
	none(t, checks, "budget")
}

func TestABrokenFileIsToldWithItsLineAndOthersSeeNoMore(t *testing.T) {
	check := want(t, configured(t, "interval = \"10s\"\nsession_comand = [\"canary\"]\n", 0o600).Settings(), "mistake", Fail, "session_comand")
	if got := check.Found.Masked(); got != "<a mistake in line 2>" {
		t.Errorf("others see %q", got)
	}
}

func TestNothingConfiguredSaysWhatToSet(t *testing.T) {
	want(t, configured(t, "", 0o600).Settings(), "sign-in", Fail, "session_command", "PARSEC_HOSTS_API_KEY")
	absent := Configuration{File: config.Value[string]{Value: filepath.Join(t.TempDir(), "none"), From: config.Origin{Kind: config.FromDefault}}}
	want(t, absent.Settings(), "file", OK, "none, so the defaults hold")
}

func TestAFileThatOthersCanChangeIsAFault(t *testing.T) {
	needsModes(t)
	want(t, configured(t, "", 0o666).Settings(), "file", Fail, "everybody can change it (mode 0666)", "chmod 600")
	want(t, configured(t, "", 0o664).Settings(), "file", Warn, "its group can change it", "chmod 600")
	want(t, configured(t, "", 0o644).Settings(), "file", OK)
}

func TestAProxysPasswordIsNotTold(t *testing.T) {
	checks := configured(t, "session_command = [\"broker\"]\nproxy = \"http://anna:CANARY@proxy.example:3128\"\n", 0o600).Settings()
	if check := want(t, checks, "proxy", OK); check.Found.String() != "http://…@proxy.example:3128 (line 2)" {
		t.Errorf("the proxy is told as %q", check.Found)
	}
}

func TestTheVendorsOwnAddressIsNoSecret(t *testing.T) {
	if got := address("https://kessel-api.parsec.app").Masked(); got != "https://kessel-api.parsec.app" {
		t.Errorf("others see %q", got)
	}
	if got := address("https://parsec.studio.example/api").Masked(); got != "https://<host></path>" {
		t.Errorf("others see %q", got)
	}
}
