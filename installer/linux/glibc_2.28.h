/* Seen by every C file of CPython: the mathematics of the C library as of old. Since glibc 2.29 these have a second version without
   the error handling of SVID, which CPython does not use; bound to the first one, it also starts where glibc is 2.28 (UOS 20). */
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
__asm__(".symver pow,pow@GLIBC_2.2.5");
