@echo off
rem nightly.cmd DIR: what nightly.sh does, for Windows. Once, as an administrator:
rem schtasks /Create /TN taizhang /SC DAILY /ST 02:00 /TR "C:\taizhang\nightly.cmd D:\taizhang"
set TAIZHANG_DB=%~1\taizhang.db
if not exist "%~1\backup" mkdir "%~1\backup"
"%~dp0taizhang.exe" ingest "%~1\notices" >>"%~1\nightly.log" 2>&1
set READ=%ERRORLEVEL%
if %READ% GEQ 2 exit /b %READ%
"%~dp0taizhang.exe" backup "%~1\backup\yesterday.db" >>"%~1\nightly.log" 2>&1
if errorlevel 1 exit /b %ERRORLEVEL%
"%~dp0taizhang.exe" remind --within 14 >"%~1\late.txt" 2>>"%~1\nightly.log"
exit /b %READ%
