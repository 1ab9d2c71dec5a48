"""The numbers of Linux system calls, per processor.

Source: the tables of the kernel's UAPI, `asm/unistd_64.h` of x86-64 and `asm-generic/unistd.h`, which AArch64 and
LoongArch use.  Each entry below is a name, its number on x86-64 and its number on the others; - where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass

# Network, and whatever else has sockets.
_NETWORK = """
socket 41 198, socketpair 53 199, connect 42 203, bind 49 200, listen 50 201, accept 43 202, accept4 288 242,
sendto 44 206, recvfrom 45 207, sendmsg 46 211, recvmsg 47 212, sendmmsg 307 269, recvmmsg 299 243,
shutdown 48 210, getpeername 52 205, getsockname 51 204, setsockopt 54 208, getsockopt 55 209
"""

# Programs, and ways into other rooms of the kernel.
_PROGRAMS = """
execve 59 221, execveat 322 281, fork 57 -, vfork 58 -, unshare 272 97, setns 308 268, personality 135 92,
uselib 134 -
"""

# Other processes: their memory, their pace, what is shared with them.
_PROCESSES = """
ptrace 101 117, process_vm_readv 310 270, process_vm_writev 311 271, process_madvise 440 440,
process_mrelease 448 448, pidfd_open 434 434, pidfd_getfd 438 438, pidfd_send_signal 424 424, kcmp 312 272,
tkill 200 130, rt_sigqueueinfo 129 138, rt_tgsigqueueinfo 297 240, setpriority 141 140,
sched_setaffinity 203 122, sched_setattr 314 274, sched_setparam 142 118, sched_setscheduler 144 119,
ioprio_set 251 30, setpgid 109 154, migrate_pages 256 238, move_pages 279 239, shmget 29 194, shmat 30 196,
shmctl 31 195, semget 64 190, semctl 66 191, semop 65 193, semtimedop 220 192, msgget 68 186, msgctl 71 187,
msgsnd 69 189, msgrcv 70 188, mq_open 240 180, mq_unlink 241 181
"""

# Files: made, changed, moved, removed, renamed, owned by another.
_WRITING = """
creat 85 -, truncate 76 45, ftruncate 77 46, fallocate 285 47, mkdir 83 -, mkdirat 258 34, rmdir 84 -,
mknod 133 -, mknodat 259 33, link 86 -, linkat 265 37, symlink 88 -, symlinkat 266 36, unlink 87 -,
unlinkat 263 35, rename 82 -, renameat 264 38, renameat2 316 276, chmod 90 -, fchmod 91 52, fchmodat 268 53,
chown 92 -, fchown 93 55, lchown 94 -, fchownat 260 54, utime 132 -, utimes 235 -, futimesat 261 -,
utimensat 280 88, setxattr 188 5, lsetxattr 189 6, fsetxattr 190 7, removexattr 197 14, lremovexattr 198 15,
fremovexattr 199 16, memfd_create 319 279, memfd_secret 447 447
"""

# Files: watched, or opened past their names.
_WATCHING = """
inotify_init 253 -, inotify_init1 294 26, inotify_add_watch 254 27, fanotify_init 300 262,
fanotify_mark 301 263, name_to_handle_at 303 264, open_by_handle_at 304 265, lookup_dcookie 212 18
"""

# The system itself.
_SYSTEM = """
mount 165 40, umount2 166 39, pivot_root 155 41, chroot 161 51, move_mount 429 429, open_tree 428 428,
fsopen 430 430, fsconfig 431 431, fsmount 432 432, fspick 433 433, mount_setattr 442 442, swapon 167 224,
swapoff 168 225, quotactl 179 60, quotactl_fd 443 443, bpf 321 280, perf_event_open 298 241,
userfaultfd 323 282, io_uring_setup 425 425, io_uring_enter 426 426, io_uring_register 427 427, io_setup 206 0,
io_submit 209 2, keyctl 250 219, add_key 248 217, request_key 249 218, init_module 175 105,
finit_module 313 273, delete_module 176 106, create_module 174 -, kexec_load 246 104, kexec_file_load 320 294,
reboot 169 142, sethostname 170 161, setdomainname 171 162, settimeofday 164 170, clock_settime 227 112,
clock_adjtime 305 266, adjtimex 159 171, acct 163 89, syslog 103 116, vhangup 153 58, nfsservctl 180 42,
iopl 172 -, ioperm 173 -, modify_ldt 154 -, splice 275 76, tee 276 77, vmsplice 278 75,
landlock_create_ruleset 444 444, landlock_add_rule 445 445, setuid 105 146, setgid 106 144, setreuid 113 145,
setregid 114 143, setresuid 117 147, setresgid 119 149, setgroups 116 159, setfsuid 122 151, setfsgid 123 152,
capset 126 91
"""

# Refused or allowed by what they are given.
_BY_ARGUMENT = """
open 2 -, openat 257 56, openat2 437 437, clone 56 220, clone3 435 435, kill 62 129, tgkill 234 131,
prlimit64 302 261, fcntl 72 25, ioctl 16 29
"""

HIGHEST = 451
"""cachestat, the last call of the tables; what came later is answered as on a kernel that has it not."""


@dataclass(frozen=True, slots=True)
class Processor:
    """How the kernel names one processor (AUDIT_ARCH_* of linux/audit.h), and which column of the tables is its own."""

    audit: int
    column: int


PROCESSORS = {
    "x86_64": Processor(0xC000003E, 0),
    "aarch64": Processor(0xC00000B7, 1),
    "loongarch64": Processor(0xC0000102, 1),
}


def refused(processor: Processor) -> list[int]:
    """The numbers of all calls that are refused whatever they are given."""
    tables = (_NETWORK, _PROGRAMS, _PROCESSES, _WRITING, _WATCHING, _SYSTEM)
    return sorted({number for table in tables for number in _numbers(table, processor).values()})


def by_argument(processor: Processor) -> dict[str, int]:
    """Name → number of the calls that depend on what they are given; those that the processor has."""
    return _numbers(_BY_ARGUMENT, processor)


def _numbers(table: str, processor: Processor) -> dict[str, int]:
    entries = (entry.split() for entry in table.split(","))
    return {name: int(numbers[processor.column]) for name, *numbers in entries if numbers[processor.column] != "-"}
