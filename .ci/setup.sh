#!/bin/sh
# Sees to what the Makefile's targets need: sh .ci/setup.sh NEED...
#   cxx       a C and C++ compiler that links statically (not on macOS)
#   mingw     the same for Windows
#   arm64     the same for Linux on arm64
#   wine      Wine for 64-bit programs: make soak tries the Windows program
#   office    LibreOffice Calc and Writer, the poppler tools and a Chinese font: tests render workbooks
#   browser   Chromium and a Chinese font: tests walk the page
#   postgres  PostgreSQL's server: tests start one of their own
#   sqlite    the sqlite3 shell and sqlite-utils: tests read the database with other builds of SQLite
#   ocr       tesseract with simplified Chinese: tests read scanned pages
#   python    python3: make accuracy
#   sheets    python3 with openpyxl: make accuracy writes workbooks
#   peer      python3 with jieba and openpyxl: make bench's comparison
# Does nothing where all is there; installs Debian packages where that is permitted (root, or sudo without
# a password); else says what to install and fails.
set -u

has() { command -v "$1" >/dev/null 2>&1; }

tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

# links CC CXX [FLAG...]: do both compilers make a program?
links() {
	cc=$1 cxx=$2
	shift 2
	has "${cc%% *}" && has "${cxx%% *}" || return 1
	printf '#include <stdlib.h>\nint main(void) { return atoi("0"); }\n' >"$tmp/a.c"
	printf '#include <string>\nint main() { return std::string("a").size() - 1; }\n' >"$tmp/a.cc"
	# unquoted: CC and CXX may carry arguments
	$cc "$@" -o "$tmp/a.out" "$tmp/a.c" >/dev/null 2>&1 && $cxx "$@" -o "$tmp/a.out" "$tmp/a.cc" >/dev/null 2>&1
}

# either NAME: the compiler with posix threads where Debian offers two kinds
either() { if has "$1-posix"; then echo "$1-posix"; else echo "$1"; fi; }

# font: prints what is missing to show Chinese
font() {
	if has fc-list; then
		[ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ] || echo fonts-noto-cjk
	elif [ "$(uname -s)" = Linux ]; then
		echo fonts-noto-cjk fontconfig
	fi
}

# lacking NEED: prints the Debian packages that are missing for it
lacking() {
	case $1 in
	cxx)
		static=-static
		[ "$(uname -s)" != Darwin ] || static=
		links "$(go env CC)" "$(go env CXX)" $static || echo g++
		;;
	mingw)
		links "$(either x86_64-w64-mingw32-gcc)" "$(either x86_64-w64-mingw32-g++)" -static ||
			echo gcc-mingw-w64-x86-64-posix g++-mingw-w64-x86-64-posix
		;;
	wine)
		has wine && has wineserver || echo wine64 wine
		;;
	arm64)
		links aarch64-linux-gnu-gcc aarch64-linux-gnu-g++ -static || echo g++-aarch64-linux-gnu libc6-dev-arm64-cross
		;;
	office)
		if has soffice || has libreoffice || [ -x /Applications/LibreOffice.app/Contents/MacOS/soffice ]; then
			# Debian splits LibreOffice up: is Calc among what is there?
			if has dpkg-query && has apt-get && ! dpkg-query -L libreoffice-calc-nogui libreoffice-calc 2>/dev/null | grep -q . &&
				case $(readlink -f "$(command -v soffice || command -v libreoffice)") in /usr/lib/libreoffice/*) true ;; *) false ;; esac; then
				echo libreoffice-calc-nogui
			fi
			if has dpkg-query && has apt-get && ! dpkg-query -L libreoffice-writer-nogui libreoffice-writer 2>/dev/null | grep -q . &&
				case $(readlink -f "$(command -v soffice || command -v libreoffice)") in /usr/lib/libreoffice/*) true ;; *) false ;; esac; then
				echo libreoffice-writer-nogui
			fi
		else
			echo libreoffice-calc-nogui libreoffice-writer-nogui
		fi
		has pdftotext && has pdftoppm || echo poppler-utils
		font
		;;
	browser)
		has chromium || has chromium-browser || has google-chrome || has chrome || has chromium-headless-shell || echo chromium
		font
		;;
	ocr)
		has tesseract || echo tesseract-ocr
		has tesseract && tesseract --list-langs 2>/dev/null | grep -qx chi_sim || echo tesseract-ocr-chi-sim
		;;
	sqlite)
		has sqlite3 || echo sqlite3
		sqlite-utils --version >/dev/null 2>&1 || echo sqlite-utils python3-click-default-group # which Debian's needs and does not ask for
		;;
	postgres) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || has initdb || echo postgresql ;;
	python) has python3 || echo python3 ;;
	sheets) $(command -v /usr/bin/python3 || echo python3) -c 'import openpyxl' >/dev/null 2>&1 || echo python3 python3-openpyxl ;;
	peer) /usr/bin/python3 -c 'import jieba, openpyxl' >/dev/null 2>&1 || echo python3 python3-jieba python3-openpyxl ;;
	*)
		echo "setup: unknown need: $1" >&2
		exit 2
		;;
	esac
}

all_lacking() { for need in "$@"; do lacking "$need" || return; done | tr '\n' ' '; }

# words ENGLISH CHINESE: what a person is told, in the language of the system
words() {
	case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
	zh*) echo "setup：$2" ;;
	*) echo "setup: $1" ;;
	esac >&2
}

advise() {
	words "$1" "$2"
	if has apt-get; then
		words "as root: apt-get update && apt-get install $packages" "请以 root 身份运行：apt-get update && apt-get install $packages"
	else
		words "install what this system calls these Debian packages, then try again: $packages" "请安装本系统中与下列 Debian 软件包相当的软件，再试一次：$packages"
		cat >&2 <<-END
		  a C++ compiler        macOS: xcode-select --install; Fedora: gcc-c++ glibc-static libstdc++-static; Alpine: g++
		  mingw-w64             macOS: brew install mingw-w64; Fedora: mingw64-gcc-c++ mingw64-winpthreads-static
		  LibreOffice, poppler  macOS: brew install --cask libreoffice && brew install poppler; Fedora: libreoffice-calc poppler-utils
		  PostgreSQL            15 or newer; macOS: brew install postgresql; Fedora: postgresql-server
		  a Chinese font        any, such as Noto Sans CJK
		  chromium              Chromium or Chrome, as chromium, chromium-browser, google-chrome or chrome on the PATH
		  sqlite-utils          macOS: brew install sqlite-utils; elsewhere: pip install sqlite-utils
		  tesseract             with its data chi_sim; macOS: brew install tesseract tesseract-lang; Fedora: tesseract-langpack-chi_sim
		END
	fi
	exit 1
}

for need in "$@"; do
	case $need in
	cxx | mingw | wine | arm64 | office | browser | postgres | sqlite | ocr | python | sheets | peer) ;;
	*)
		echo "setup: unknown need: $need" >&2
		exit 2
		;;
	esac
done

packages=$(all_lacking "$@") || exit
packages=${packages% }
[ -n "$packages" ] || exit 0

has apt-get || advise "not on this machine: $packages" "本机缺少：$packages"
if [ "$(id -u)" -eq 0 ]; then
	as_root=
elif has sudo && sudo -n true 2>/dev/null; then
	as_root='sudo -n'
else
	advise "not on this machine, and no permission to install: $packages" "本机缺少以下软件，又无权安装：$packages"
fi

apt() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" </dev/null; }

# An install that says all is well may still have done nothing: with no package list, apt takes "g++" for a
# pattern. So what counts is what can be used afterwards.
install() {
	# shellcheck disable=SC2086
	apt install -y --no-install-recommends $packages && still=$(all_lacking "$@") && [ -z "$still" ]
}

words "installing $packages" "正在安装 $packages"
# The package list may never have been fetched, or be too old: then once more, with a fresh one.
install "$@" >"$tmp/log" 2>&1 || { apt update && install "$@"; } >"$tmp/log" 2>&1 || {
	tail -n 20 "$tmp/log" >&2
	advise "could not install $packages" "安装失败：$packages"
}
