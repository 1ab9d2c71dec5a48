/* 齐备.exe and qibei.exe: Python and the program in one process, found beside this file.
 *
 * Python is loaded into the process itself, so that there is one process of one name: what Windows shows in the task
 * bar, what Ctrl+C stops and what a policy allows is the program.  The same file serves as the process that looks into
 * proofs (app/evidence/apart/start.py).  Built twice: with -DWINDOW for the window, without for the command line.
 */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST 32768 /* of a path, in UTF-16 units */

typedef int (*Main)(int, wchar_t **);

static const wchar_t BEGIN[] =
    L"import sys; sys.frozen = True; sys.argv[0] = sys.executable; from app.__main__ import main; sys.exit(main())";
static const wchar_t BROKEN[] =
    L"齐备没有启动：程序文件不完整。草稿没有受影响，请重新运行安装程序。";

static int refuse(void)
{
#ifdef WINDOW
    MessageBoxW(NULL, BROKEN, L"齐备", MB_OK | MB_ICONERROR);
#else
    HANDLE errors = GetStdHandle(STD_ERROR_HANDLE);
    DWORD written, mode;
    if (GetConsoleMode(errors, &mode)) {
        WriteConsoleW(errors, BROKEN, (DWORD)wcslen(BROKEN), &written, NULL);
    } else { /* a file or a pipe gets UTF-8, as from the program itself */
        char text[512];
        int size = WideCharToMultiByte(CP_UTF8, 0, BROKEN, -1, text, sizeof text, NULL, NULL);
        if (size > 1) WriteFile(errors, text, (DWORD)size - 1, &written, NULL);
    }
#endif
    return 2;
}

/* Python's main function, from our own folder. */
static Main loaded(const wchar_t *own)
{
    static wchar_t runtime[LONGEST], library[LONGEST];
    const wchar_t *end = wcsrchr(own, L'\\');
    if (!end || end - own > LONGEST - 64) return NULL;
    wcsncpy(runtime, own, end - own + 1);
    wcscat(runtime, L"runtime");
    wcscpy(library, runtime);
    wcscat(library, L"\\python311.dll");
    SetDllDirectoryW(L""); /* never from the current folder; input methods and printers find theirs as ever */
    AddDllDirectory(runtime); /* Python looks there for what its modules are linked with */
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_LIBRARY_SEARCH_DEFAULT_DIRS | LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR);
    return python ? (Main)(void *)GetProcAddress(python, "Py_Main") : NULL;
}

static int run(int count, wchar_t **arguments)
{
    static wchar_t own[LONGEST];
    DWORD length = GetModuleFileNameW(NULL, own, LONGEST);
    Main python = length && length < LONGEST ? loaded(own) : NULL;
    wchar_t **all = calloc((size_t)count + 4, sizeof *all);
    if (!python || !all) return refuse();
    all[0] = own;
    all[1] = L"-B"; /* nothing is written beside the program: all of it is compiled already */
    all[2] = L"-c";
    all[3] = (wchar_t *)BEGIN;
    for (int i = 1; i < count; i++) all[i + 3] = arguments[i];
    int status = python(count + 3, all);
#ifdef WINDOW
    if (status == 1 && count <= 2) refuse(); /* a fault before there was a window */
#endif
    return status;
}

#ifdef WINDOW
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, PWSTR line, int show)
{
    (void)instance, (void)before, (void)line, (void)show;
    return run(__argc, __wargv);
}
#else
int wmain(int count, wchar_t **arguments) { return run(count, arguments); }
#endif
