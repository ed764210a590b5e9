/* What a medium may do to a program, put between it and the system (LD_PRELOAD; Linux): see test_medium.py.

   SHORT_WRITES=n       no write to a file takes more than n bytes at once
   ROOM=n               after n bytes in all the disk is full: what crosses that is written in part, then ENOSPC
   PULLED_FOLDER=path   the medium at this path is pulled: every call on it fails with EIO
   PULLED_AFTER=n       ... from the n-th call on, counted from 0 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(name, ...) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))(__VA_ARGS__)

static int calls;

static int is_pulled_path(const char *path) {
    const char *folder = getenv("PULLED_FOLDER"), *after = getenv("PULLED_AFTER");
    if (!folder || !after || strncmp(path, folder, strlen(folder))) return 0;
    if (calls++ < atoi(after)) return 0;
    errno = EIO;
    return 1;
}

static int is_pulled(int fd) {
    char link[64], path[4096];
    if (!getenv("PULLED_FOLDER")) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_pulled_path(path);
}

/* How much of a write is done; 0 where the disk is full. */
static size_t at_once(int fd, size_t count) {
    static size_t written;
    const char *most = getenv("SHORT_WRITES"), *room = getenv("ROOM");
    struct stat about;
    if ((!most && !room) || fstat(fd, &about) || !S_ISREG(about.st_mode)) return count;
    if (most && count > (size_t)atoi(most)) count = atoi(most);
    if (room && written + count > (size_t)atoi(room)) count = atoi(room) - written;
    written += count;
    if (!count) errno = ENOSPC;
    return count;
}

ssize_t write(int fd, const void *data, size_t count) {
    if (is_pulled(fd)) return -1;
    size_t part = at_once(fd, count);
    return part || !count ? REAL(write, fd, data, part) : -1;
}
ssize_t pwrite(int fd, const void *data, size_t count, off_t at) {
    if (is_pulled(fd)) return -1;
    size_t part = at_once(fd, count);
    return part || !count ? REAL(pwrite, fd, data, part, at) : -1;
}
ssize_t pwrite64(int fd, const void *data, size_t count, off64_t at) {
    if (is_pulled(fd)) return -1;
    size_t part = at_once(fd, count);
    return part || !count ? REAL(pwrite64, fd, data, part, at) : -1;
}
ssize_t read(int fd, void *data, size_t count) { return is_pulled(fd) ? -1 : REAL(read, fd, data, count); }
int fsync(int fd) { return is_pulled(fd) ? -1 : REAL(fsync, fd); }
int fdatasync(int fd) { return is_pulled(fd) ? -1 : REAL(fdatasync, fd); }
int rename(const char *from, const char *to) { return is_pulled_path(to) ? -1 : REAL(rename, from, to); }
int unlink(const char *path) { return is_pulled_path(path) ? -1 : REAL(unlink, path); }
int open64(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    int mode = va_arg(more, int);
    va_end(more);
    return is_pulled_path(path) ? -1 : REAL(open64, path, flags, mode);
}
int open(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    int mode = va_arg(more, int);
    va_end(more);
    return is_pulled_path(path) ? -1 : REAL(open, path, flags, mode);
}
