@echo off
rem Starts ergodiag with the Java of JAVA_HOME, else the one of the PATH. ERGODIAG_OPTS: further options for Java.
setlocal
set "JAR=%~dp0..\lib\ergodiag.jar"
if not exist "%JAR%" (
  echo Starting ergodiag: %JAR% is missing; unpack the release again. 1>&2
  exit /b 1
)
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo Starting ergodiag: no Java found; install a Java 17 or newer, or set JAVA_HOME. 1>&2
  exit /b 1
)
set "COLLECTOR=-XX:+UseSerialGC"
echo "%ERGODIAG_OPTS%" | find "GC" >nul && set "COLLECTOR="
"%JAVA%" -XX:TieredStopAtLevel=1 %COLLECTOR% %ERGODIAG_OPTS% -jar "%JAR%" %*
exit /b %errorlevel%
