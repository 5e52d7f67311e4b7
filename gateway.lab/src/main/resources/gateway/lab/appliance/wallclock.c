/*
 * Shows a program another time of day, which may jump while it runs: the kernel's, and as many seconds more as the
 * first eight bytes of the file WALL_CLOCK say at that moment. Loaded before the C library (LD_PRELOAD). What measures
 * time is left alone, as it is when an administrator sets a clock. 64-bit Linux.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const long not_ahead;
static const volatile long *ahead;

static long seconds_ahead(void) {
    if (!ahead) {
        const char *path = getenv("WALL_CLOCK");
        int file = path ? open(path, O_RDONLY) : -1;
        void *page = file < 0 ? MAP_FAILED : mmap(0, sizeof(long), PROT_READ, MAP_SHARED, file, 0);
        ahead = page == MAP_FAILED ? &not_ahead : page;
        if (file >= 0) {
            close(file);
        }
    }
    return *ahead;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int failed = syscall(SYS_clock_gettime, clock, now);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        now->tv_sec += seconds_ahead();
    }
    return failed;
}

int gettimeofday(struct timeval *now, void *zone) {
    struct timespec exact;
    int failed = clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return failed;
}

time_t time(time_t *also) {
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    if (also) {
        *also = exact.tv_sec;
    }
    return exact.tv_sec;
}
