package reader

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// pollMemory: the system keeps the limit itself, so nothing needs to be looked at often.
const pollMemory = time.Minute

// group is a child and all it started: a job object, which ends with its last
// handle, so with this process too, however that ends.
type group struct{ job windows.Handle }

func prepare(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true, CreationFlags: windows.CREATE_NEW_PROCESS_GROUP | windows.CREATE_NO_WINDOW}
}

// newGroup puts the process into a job. It starts no other before it is sent a
// source, so none escapes.
func newGroup(pid int, memory int64) (group, error) {
	process, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(pid))
	if err != nil {
		return group{}, err
	}
	defer windows.CloseHandle(process)
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return group{}, err
	}
	info := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{JobMemoryLimit: uintptr(memory)}
	info.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | windows.JOB_OBJECT_LIMIT_JOB_MEMORY |
		windows.JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION
	_, err = windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation, uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info)))
	if err = errors.Join(err, windows.AssignProcessToJobObject(job, process)); err != nil {
		return group{}, errors.Join(err, windows.CloseHandle(job))
	}
	return group{job}, nil
}

func (g group) kill()      { windows.TerminateJobObject(g.job, 1) }
func (g group) close()     { windows.CloseHandle(g.job) }
func (group) usage() int64 { return 0 }

func killOwnGroup() {} // the job does it

// killed is for systems that end a process for lack of memory; here allocation fails.
func killed(*os.ProcessState) bool { return false }

func volunteer() {}

// machineMemory is how many bytes there are; 0 when that can't be told.
func machineMemory() int64 {
	var status struct { // MEMORYSTATUSEX
		length, load     uint32
		total, available uint64
		others           [5]uint64
	}
	status.length = uint32(unsafe.Sizeof(status))
	ask := windows.NewLazySystemDLL("kernel32.dll").NewProc("GlobalMemoryStatusEx")
	if ok, _, _ := ask.Call(uintptr(unsafe.Pointer(&status))); ok == 0 {
		return 0
	}
	return int64(status.total)
}
