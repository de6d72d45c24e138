package reader

import (
	"os/exec"
)

func leaveGroup(*exec.Cmd) {}
