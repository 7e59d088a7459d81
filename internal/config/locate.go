package config

// Locate says where the configuration file and the state folder are, whether or not Load succeeds.
func Locate(in Inputs) (file Value[string], stateDir string) {
	env := newEnvironment(in.Environ)
	return configFile(in.Flags, env), env.stateDir()
}

// Variables returns the names of those variables of the program that are set, in a fixed order.
func Variables(environ []string) []string {
	env := newEnvironment(environ)
	var set []string
	for _, name := range envNames {
		if env[name] != "" {
			set = append(set, name)
		}
	}
	return set
}
