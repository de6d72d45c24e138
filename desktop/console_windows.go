package desktop

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// MinimizeConsole sends the console that a double click opened to the task bar, and writes on
// it how to end the program; one that others use too, such as a shell, stays as it is. It is
// not hidden: closing it is how the program is ended.
func MinimizeConsole() {
	kernel, user := windows.NewLazySystemDLL("kernel32.dll"), windows.NewLazySystemDLL("user32.dll")
	var ids [2]uint32
	if n, _, _ := kernel.NewProc("GetConsoleProcessList").Call(uintptr(unsafe.Pointer(&ids[0])), uintptr(len(ids))); n != 1 {
		return
	}
	if title, err := windows.UTF16PtrFromString("台账：关闭此窗口即退出程序"); err == nil {
		kernel.NewProc("SetConsoleTitleW").Call(uintptr(unsafe.Pointer(title)))
	}
	if window, _, _ := kernel.NewProc("GetConsoleWindow").Call(); window != 0 {
		user.NewProc("ShowWindow").Call(window, windows.SW_MINIMIZE)
	}
}
