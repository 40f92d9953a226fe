package private

import "os/exec"

// kernelEnds tells that the kernel ends PostgreSQL when this process is gone.
const kernelEnds = true

func endWithParent(cmd *exec.Cmd) { cmd.SysProcAttr.Pdeathsig = interrupt }
