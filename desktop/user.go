package desktop

import (
	"cmp"
	"os"
	"os/user"
)

// User is whom the system says the user is.
func User() string {
	if u, err := user.Current(); err == nil {
		if u.Name != "" {
			return u.Name
		}
		return u.Username
	}
	return os.Getenv("USERNAME")
}

// Language is that of the environment, else of the system.
func Language() string {
	return cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"), systemLanguage())
}
