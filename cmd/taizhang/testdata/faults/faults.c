/* Stands between SQLite and the system (LD_PRELOAD): of the calls on files whose names hold
   FAULT_FILE it counts those that may fail, and has the FAULT_AT-th fail as FAULT_KIND says:
     io      with an I/O error, once          full    with no space left, from then on; the first write is half done
     short   a write is half done, once       locked  a lock is not given, once
     kill    the process ends in the middle of it
   The file FAULT_COUNT says how many calls there were. Go's own calls do not pass here. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static long calls;
static int ours(int fd) {
	const char *part = getenv("FAULT_FILE");
	char link[64], path[4096];
	if (part == NULL) return 0;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, path, sizeof path - 1);
	if (n <= 0) return 0;
	path[n] = 0;
	return strstr(path, part) != NULL;
}

/* count writes down how many calls there were: Go ends a process without a last word. */
static void count(long n) {
	const char *path = getenv("FAULT_COUNT");
	static int fd = -1;
	char text[32];
	if (path == NULL) return;
	if (fd < 0) fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	syscall(SYS_pwrite64, fd, text, snprintf(text, sizeof text, "%ld", n), 0);
}

/* falls counts a call, and says whether it is to fail in a kind that it can fail in. */
static const char *falls(const char *kinds) {
	const char *kind = getenv("FAULT_KIND"), *at = getenv("FAULT_AT");
	if (kind == NULL || at == NULL || strstr(kinds, kind) == NULL) return NULL;
	long n = __sync_add_and_fetch(&calls, 1), want = atol(at);
	count(n);
	if (n == want || (n > want && want > 0 && strcmp(kind, "full") == 0)) return kind;
	return NULL;
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

/* fails gives the error of a kind. */
static int fails(const char *kind) {
	if (strcmp(kind, "kill") == 0) _exit(137);
	errno = strcmp(kind, "full") == 0 ? ENOSPC : EIO;
	return -1;
}

#define READING(name, params, args) \
	ssize_t name params { REAL(name); const char *k = ours(fd) ? falls("io kill") : NULL; return k ? fails(k) : real args; }
#define WRITING(name, params, half, args) \
	ssize_t name params { \
		REAL(name); \
		const char *k = ours(fd) ? falls("io kill full short") : NULL; \
		if (!k) return real args; \
		if (strcmp(k, "short") == 0) return real half; \
		if (strcmp(k, "io") != 0 && n > 1) (void)!real half; \
		return fails(k); \
	}
#define SYNCING(name, params, args) \
	int name params { REAL(name); const char *k = ours(fd) ? falls("io kill") : NULL; return k ? fails(k) : real args; }
#define GROWING(name, params, args) \
	int name params { REAL(name); const char *k = ours(fd) ? falls("io kill full") : NULL; return k ? fails(k) : real args; }

READING(read, (int fd, void *b, size_t n), (fd, b, n))
READING(pread, (int fd, void *b, size_t n, off_t o), (fd, b, n, o))
READING(pread64, (int fd, void *b, size_t n, off64_t o), (fd, b, n, o))
WRITING(write, (int fd, const void *b, size_t n), (fd, b, n / 2), (fd, b, n))
WRITING(pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n / 2, o), (fd, b, n, o))
WRITING(pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n / 2, o), (fd, b, n, o))
SYNCING(fsync, (int fd), (fd))
SYNCING(fdatasync, (int fd), (fd))
GROWING(ftruncate, (int fd, off_t o), (fd, o))
GROWING(ftruncate64, (int fd, off64_t o), (fd, o))

/* Files of which the whole is locked for writing: to make less of that lock never fails. */
static char whole[1024];
static int asks(int fd, const struct flock *l) {
	return l->l_type != F_UNLCK && !(l->l_type == F_RDLCK && fd < (int)sizeof whole && whole[fd]);
}
static void notes(int fd, const struct flock *l, int result) {
	if (result == 0 && fd < (int)sizeof whole && l->l_len != 1) whole[fd] = l->l_type == F_WRLCK;
}

#define LOCKING(name) \
	int name(int fd, int cmd, ...) { \
		REAL(name); \
		va_list v; \
		va_start(v, cmd); \
		void *arg = va_arg(v, void *); \
		va_end(v); \
		if (cmd != F_SETLK || !ours(fd)) return real(fd, cmd, arg); \
		if (asks(fd, arg) && falls("locked")) { \
			errno = EAGAIN; \
			return -1; \
		} \
		int result = real(fd, cmd, arg); \
		notes(fd, arg, result); \
		return result; \
	}
LOCKING(fcntl)
LOCKING(fcntl64)
