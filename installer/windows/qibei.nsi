; The installer for Windows: for one user, without an administrator.  packing.py calls makensis with
;   VERSION, NUMBERS (four numbers), FOLDER (what folder.py made), FILES (what an uninstaller removes), ICON, TARGET.
;
; /S installs without a word; /D=PATH, last and without quotation marks, says where.  Exit codes: 0 done, 1 given up by the
; user, 2 refused or failed, 3 refused because the program is running.
; The program's own data (drafts, settings, packs of the user) is elsewhere and is never touched.

Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
SetDateSave off
RequestExecutionLevel user
ManifestSupportedOS all
ManifestDPIAware true
AllowSkipFiles off
CRCCheck on

!include MUI2.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh
!include LogicLib.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Qibei"
!define CLASSES "Software\Classes"
!define WINDOW "齐备.exe"

Name "$(PRODUCT)"
BrandingText " "
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\Qibei"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}"
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME)"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(KEPT)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese" ; the first one is spoken where Windows speaks neither
!insertmacro MUI_LANGUAGE "TradChinese"

LangString PRODUCT ${LANG_SIMPCHINESE} "齐备"
LangString PRODUCT ${LANG_TRADCHINESE} "齊備"
LangString WELCOME ${LANG_SIMPCHINESE} "齐备用来填写、检查和导出申报书，不需要联网。$\r$\n$\r$\n只为当前用户安装，不需要管理员权限。已经安装过的，这次会换成 ${VERSION} 版，草稿、设置和已安装的模板都不受影响。"
LangString WELCOME ${LANG_TRADCHINESE} "齊備用來填寫、檢查和匯出申報書，不需要連網。$\r$\n$\r$\n只為目前使用者安裝，不需要系統管理員權限。已經安裝過的，這次會換成 ${VERSION} 版，草稿、設定和已安裝的範本都不受影響。"
LangString KEPT ${LANG_SIMPCHINESE} "卸载只删除程序本身。草稿、设置和自己安装的模板都会保留，以后重新安装就能接着用。"
LangString KEPT ${LANG_TRADCHINESE} "解除安裝只刪除程式本身。草稿、設定和自己安裝的範本都會保留，以後重新安裝就能接著用。"
LangString OLD_WINDOWS ${LANG_SIMPCHINESE} "齐备需要 64 位的 Windows 10（1809 版）或更新的系统，没有安装。"
LangString OLD_WINDOWS ${LANG_TRADCHINESE} "齊備需要 64 位元的 Windows 10（1809 版）或更新的系統，沒有安裝。"
LangString RUNNING ${LANG_SIMPCHINESE} "齐备正在运行，现在不能改动它的文件。$\r$\n$\r$\n请关闭齐备的所有窗口，再点“重试”；没有保存的内容不会丢失。"
LangString RUNNING ${LANG_TRADCHINESE} "齊備正在執行，現在不能改動它的檔案。$\r$\n$\r$\n請關閉齊備的所有視窗，再點「重試」；沒有儲存的內容不會遺失。"
LangString NOT_WHOLE ${LANG_SIMPCHINESE} "程序文件没有全部写好：请腾出磁盘空间，或换一个位置，再重新运行安装程序。草稿不受影响。"
LangString NOT_WHOLE ${LANG_TRADCHINESE} "程式檔案沒有全部寫好：請騰出磁碟空間，或換一個位置，再重新執行安裝程式。草稿不受影響。"
LangString DRAFT ${LANG_SIMPCHINESE} "齐备申报书"
LangString DRAFT ${LANG_TRADCHINESE} "齊備申報書"
LangString SEALED ${LANG_SIMPCHINESE} "加密的齐备申报书"
LangString SEALED ${LANG_TRADCHINESE} "加密的齊備申報書"
LangString PACK ${LANG_SIMPCHINESE} "齐备模板"
LangString PACK ${LANG_TRADCHINESE} "齊備範本"

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductName" "齐备"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileDescription" "齐备安装程序"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "LegalCopyright" ""

; Stay until nobody runs what is in $INSTDIR: Windows lets nobody write a library that is loaded.
!macro WAIT_UNTIL_CLOSED un
  Function ${un}WaitUntilClosed
    ${DoWhile} ${FileExists} "$INSTDIR\runtime\python311.dll"
      ClearErrors
      FileOpen $0 "$INSTDIR\runtime\python311.dll" a
      ${IfNot} ${Errors}
        FileClose $0
        ${ExitDo}
      ${EndIf}
      ${If} ${Silent}
        SetErrorLevel 3
        Quit
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" IDRETRY +3
      SetErrorLevel 3
      Quit
    ${Loop}
  FunctionEnd
!macroend
!insertmacro WAIT_UNTIL_CLOSED ""
!insertmacro WAIT_UNTIL_CLOSED "un."

; A kind of file opened by a click.
!macro OPENS ending name words
  WriteRegStr HKCU "${CLASSES}\${name}" "" "${words}"
  WriteRegStr HKCU "${CLASSES}\${name}\DefaultIcon" "" "$INSTDIR\${WINDOW},0"
  WriteRegStr HKCU "${CLASSES}\${name}\shell\open\command" "" '"$INSTDIR\${WINDOW}" "%1"'
  WriteRegStr HKCU "${CLASSES}\${ending}\OpenWithProgids" "${name}" ""
  ReadRegStr $0 HKCR "${ending}" ""
  ${If} $0 == "" ; nobody else's
    WriteRegStr HKCU "${CLASSES}\${ending}" "" "${name}"
  ${EndIf}
!macroend
!macro OPENS_NO_MORE ending name
  DeleteRegKey HKCU "${CLASSES}\${name}"
  DeleteRegValue HKCU "${CLASSES}\${ending}\OpenWithProgids" "${name}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${ending}\OpenWithProgids"
  ReadRegStr $0 HKCU "${CLASSES}\${ending}" ""
  ${If} $0 == "${name}"
    DeleteRegValue HKCU "${CLASSES}\${ending}" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${CLASSES}\${ending}"
!macroend

; Take away the files of the version in a folder: its own uninstaller knows them.
!macro REMOVE_VERSION folder
  ${If} ${FileExists} "${folder}\uninstall.exe"
    CopyFiles /SILENT "${folder}\uninstall.exe" "$PLUGINSDIR\before.exe"
    ExecWait '"$PLUGINSDIR\before.exe" /S /UPGRADE _?=${folder}' $0
    ${If} $0 = 3 ; it is running
      SetErrorLevel 3
      Quit
    ${EndIf}
  ${EndIf}
!macroend

Function .onInit
  SetShellVarContext current
  InitPluginsDir
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    MessageBox MB_OK|MB_ICONSTOP "$(OLD_WINDOWS)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

Section
  Call WaitUntilClosed
  ReadRegStr $1 HKCU "${KEY}" "InstallLocation"
  ${If} $1 != ""
  ${AndIf} $1 != $INSTDIR
    !insertmacro REMOVE_VERSION $1
    Delete "$1\uninstall.exe"
    RMDir $1
  ${EndIf}
  !insertmacro REMOVE_VERSION $INSTDIR

  SetOutPath "$INSTDIR"
  ClearErrors
  WriteUninstaller "$INSTDIR\uninstall.exe" ; first: what is written half can be taken away
  File /r "${FOLDER}/*"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONSTOP "$(NOT_WHOLE)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}

  SetOutPath "$INSTDIR"
  CreateShortCut "$SMPROGRAMS\$(PRODUCT).lnk" "$INSTDIR\${WINDOW}"
  !insertmacro OPENS ".qibei" "Qibei.Draft" "$(DRAFT)"
  !insertmacro OPENS ".qibei-pack" "Qibei.Pack" "$(PACK)"
  !insertmacro OPENS ".age" "Qibei.Sealed" "$(SEALED)"
  WriteRegStr HKCU "${KEY}" "DisplayName" "$(PRODUCT)"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\${WINDOW},0"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "Shortcut" "$SMPROGRAMS\$(PRODUCT).lnk"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${KILOBYTES}
  ${RefreshShellIcons}
SectionEnd

Function un.onInit
  SetShellVarContext current
FunctionEnd

Section Uninstall
  Call un.WaitUntilClosed
  !include "${FILES}"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/UPGRADE" $1
  ${IfNot} ${Errors}
    Return
  ${EndIf}
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ReadRegStr $0 HKCU "${KEY}" "Shortcut"
  Delete $0
  !insertmacro OPENS_NO_MORE ".qibei" "Qibei.Draft"
  !insertmacro OPENS_NO_MORE ".qibei-pack" "Qibei.Pack"
  !insertmacro OPENS_NO_MORE ".age" "Qibei.Sealed"
  DeleteRegKey HKCU "${KEY}"
  ${RefreshShellIcons}
SectionEnd
