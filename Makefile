# 齐备: one command for each thing that is done to the program. `make setup` alone prepares a fresh machine.
#
# Each step of the set-up leaves a stamp in .setup/ and runs again when what it reads has changed.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# What Python has compiled is kept, whatever the machine wishes: the tests start the program some hundred times.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
PYTHON_IN_VENV := $(BIN)/python
RETRY := installer/retry.sh
PIP := $(RETRY) $(PYTHON_IN_VENV) -m pip --disable-pip-version-check
STAMPS := .setup
WORKERS ?= 2
# Drafts are flushed to the disk with every edit, which tests do many thousand times: in memory, where there is enough of it.
ROOM = $(shell df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)
TEMPORARY = $(shell [ "$(ROOM)" -gt 4000000 ] 2>/dev/null && echo /dev/shm || echo "$${TMPDIR:-/tmp}")
FACTOR ?= 1
GROUP ?=
VERSION = $(shell sed -n 's/^VERSION = "\(.*\)"/\1/p' app/release.py)
ROOTS ?= build/roots
HARNESS ?=
TESTS ?=
PACKS ?=
DRAW := LC_ALL=C.UTF-8 QIBEI_HOME=out/home $(PYTHON_IN_VENV) -m app.ui.pictures
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

.PHONY: help setup run demo pictures manual test lint pytest test-long bench reliability thick-book input-methods format reference lock package sbom release windows windows-test windows-suite deb deb-test clean distclean

help:
	@echo "make setup      准备运行环境 / prepare everything (.venv, system libraries, fonts)"
	@echo "make run        打开程序；无显示器时生成示例 / open the window, or make the sample book without a display"
	@echo "make demo       生成示例申报书和界面图片 / make the sample book and the pictures of the pages"
	@echo "make pictures   每个界面和对话框的图片，各种大小和配色 / every view and dialog, in each size and theme"
	@echo "make manual     手册里的图片 / the pictures of the manual"
	@echo "make test       全部检查和测试 / every check and test"
	@echo "make test-long  长时间测试 / the harnesses that take minutes"
	@echo "make bench      与别的做法比较的一张表 / one table beside what one would use instead (a quarter of an hour)"
	@echo "make reliability 断电、强杀、损坏等试验，FACTOR=10 为整夜的规模 / tries to lose what a draft holds (minutes)"
	@echo "make thick-book 600 页的申报书：测量并核对 / a book of 600 pages, measured and read back (minutes)"
	@echo "make input-methods 用真的 ibus、fcitx5 打字的测试 / Chinese typed through real input methods (minutes)"
	@echo "make format     整理代码格式 / format the code"
	@echo "make reference  重新生成模板语言参考 / write the reference of the pack language anew"
	@echo "make lock       重新生成依赖清单 / write the lock files anew"
	@echo "make package    打包成可分发的文件夹 / a folder that runs without Python"
	@echo "make sbom       组件清单（CycloneDX）/ what the program is made of, as CycloneDX"
	@echo "make release    发布：全部安装包、组件清单、校验和 / every package, the SBOM and the checksums, of a clean tree"
	@echo "make windows    Windows 版的文件夹和安装程序 / the folder and the installer for Windows, made here"
	@echo "make windows-test 在 Wine 里安装、试用、卸载 Windows 版 / the installer tried in Wine (minutes; root)"
	@echo "make windows-suite 在 Wine 里运行不用窗口的测试 / the tests without a window, in Wine (minutes; root)"
	@echo "make deb        打成 .deb 安装包（在最旧的 Debian 里，需要 root）/ the Debian package, made in the oldest Debian (as root)"
	@echo "make deb-test   在各版 Debian 里断网安装、使用、卸载 / install, use and remove it without a network (as root)"
	@echo "make clean      删除生成的文件 / remove what was generated; distclean: the environment too"

setup: $(STAMPS)/tools $(STAMPS)/program $(STAMPS)/licences
	@echo "准备就绪 / ready: make run, make test, .venv/bin/qibei"

# The steps -----------------------------------------------------------------------------------------------------------

# A stamp is void when what it stands for was removed by hand.
$(shell test -x $(BIN)/python || rm -f $(STAMPS)/venv)
$(shell test -x $(BIN)/qibei || rm -f $(STAMPS)/program)
$(shell test -d resources/fonts || rm -f $(STAMPS)/fonts)
$(shell test -f resources/licences/index.json || rm -f $(STAMPS)/licences)

$(STAMPS):
	@mkdir -p $@

$(STAMPS)/system: installer/debian-run.txt installer/system_packages.sh | $(STAMPS)
	installer/system_packages.sh installer/debian-run.txt
	@touch $@

$(STAMPS)/system-test: installer/debian-test.txt $(STAMPS)/system
	installer/system_packages.sh installer/debian-test.txt
	@touch $@

$(STAMPS)/system-input-methods: installer/debian-input-methods.txt $(STAMPS)/system
	installer/system_packages.sh installer/debian-input-methods.txt
	@touch $@

$(STAMPS)/system-package: installer/debian-package.txt $(STAMPS)/system
	installer/system_packages.sh installer/debian-package.txt
	@touch $@

$(STAMPS)/system-windows: installer/debian-windows.txt $(STAMPS)/system
	installer/system_packages.sh installer/debian-windows.txt
	@touch $@

# A virtual environment that does not answer (its Python is gone, the folder was moved) is made anew.
$(STAMPS)/venv: installer/find_python.sh $(STAMPS)/system
	if ! $(PYTHON_IN_VENV) -m pip --version >/dev/null 2>&1; then \
		python=$$(installer/find_python.sh); "$$python" -m venv --clear .venv; fi
	@touch $@

$(STAMPS)/libraries: installer/requirements.txt $(STAMPS)/venv
	@echo "安装运行所需的组件（约 150 MB）/ installing what the program runs on (about 150 MB)"
	$(PIP) install --quiet --requirement installer/requirements.txt
	@touch $@

$(STAMPS)/tools: installer/requirements-dev.txt $(STAMPS)/libraries
	@echo "安装开发所需的工具 / installing the tools of development"
	$(PIP) install --quiet --requirement installer/requirements-dev.txt
	@touch $@

$(STAMPS)/program: pyproject.toml app/release.py $(STAMPS)/libraries
	$(PIP) install --quiet --quiet --no-deps --editable .
	@touch $@

$(STAMPS)/fonts: installer/prepare_fonts.py installer/font_sources.py installer/font_outlines.py $(STAMPS)/libraries
	@echo "准备申报书字体 / preparing the faces of the book"
	$(RETRY) $(PYTHON_IN_VENV) installer/prepare_fonts.py
	@touch $@

# The licence text of everything that is shipped.
$(STAMPS)/licences: installer/gather_licences.py $(wildcard installer/licences/*) docs/LICENSE app/release.py $(STAMPS)/fonts
	$(PYTHON_IN_VENV) installer/gather_licences.py
	@touch $@

# What is done every day ----------------------------------------------------------------------------------------------

run: $(STAMPS)/program $(STAMPS)/licences
	@installer/run.sh

demo: $(STAMPS)/program $(STAMPS)/licences
	@installer/demo.sh

# Every view and dialog as people see them: small and large, light and dark, on a screen of double density, with large text.
pictures: $(STAMPS)/program $(STAMPS)/licences
	rm -rf out/pictures
	$(DRAW) --out out/pictures/1024-light
	$(DRAW) --out out/pictures/1024-dark --appearance dark
	$(DRAW) --out out/pictures/1920-light --size 1920x1080
	$(DRAW) --out out/pictures/1920-dark --size 1920x1080 --appearance dark
	$(DRAW) --out out/pictures/1024-double --scale 2
	$(DRAW) --out out/pictures/1024-text-150 --text-size 150
	$(DRAW) --out out/pictures/1024-text-200 --text-size 200
	$(DRAW) --out out/pictures/shanghai --pack shanghai-2022
	$(DRAW) --out out/pictures/shanghai-text-200 --pack shanghai-2022 --text-size 200

manual: $(STAMPS)/program $(STAMPS)/licences
	rm -rf docs/manual/pictures
	$(DRAW) --out docs/manual/pictures
	$(DRAW) --out docs/manual/pictures --pack shanghai-2022 --only 99-自评 99-进度-5

test: lint pytest

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy & linux=$$!; $(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32; wait $$linux

# One file of tests stays with one worker, so that what they share is made once.  A UTF-8 locale is named because a fresh machine may have none set, of which Qt warns.
pytest: setup $(STAMPS)/system-test
	LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen PYTEST_DEBUG_TEMPROOT=$(TEMPORARY) $(PYTHON_IN_VENV) -m pytest -r fEs --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

test-long: setup $(STAMPS)/system-test
	LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen QIBEI_LONG=1 $(PYTHON_IN_VENV) -m pytest -m long --timeout 1800

# One table; GROUP names some of its parts: documents book growth drafts window.
bench: setup $(STAMPS)/system-test
	LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen $(PYTHON_IN_VENV) -m benchmarks $(GROUP)

# FACTOR=10 is the size of a night; HARNESS names some of them.
reliability: setup
	LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen PYTHONPATH=.:tests $(PYTHON_IN_VENV) -m reliability --factor $(FACTOR) $(HARNESS)

# Chinese typed through a real ibus and a real fcitx5 into every kind of blank.
input-methods: setup $(STAMPS)/system-input-methods
	LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen QIBEI_INPUT_METHODS=1 $(PYTHON_IN_VENV) -m pytest -r fEs tests/ui/input_methods

thick-book: setup $(STAMPS)/system-test
	LC_ALL=C.UTF-8 $(PYTHON_IN_VENV) benchmarks/thick_book.py

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

reference:
	$(PYTHON_IN_VENV) -m app.forms.pack.language docs/pack-reference.md

lock: setup
	$(COMPILE) --output-file installer/requirements.txt pyproject.toml
	$(COMPILE) --extra dev --constraint installer/requirements.txt --output-file installer/requirements-dev.txt pyproject.toml

package: setup manual $(STAMPS)/system-package
	$(BIN)/pyinstaller --noconfirm --distpath dist --workpath build installer/qibei.spec

sbom: setup
	$(PYTHON_IN_VENV) installer/make_sbom.py dist/qibei-$(VERSION).cdx.json

# Refused while something is not committed or the version is not in the change log.
release: setup
	$(PYTHON_IN_VENV) installer/releasing.py check
	$(MAKE) deb windows sbom
	$(PYTHON_IN_VENV) installer/releasing.py sums

# The folder and the installer for Windows, made on Linux.
windows: setup manual $(STAMPS)/system-windows
	$(PYTHON_IN_VENV) installer/windows/folder.py
	$(PYTHON_IN_VENV) installer/windows/packing.py

# PACKS names some of them: the samples to try.
windows-test: windows
	installer/windows/wine.sh $(PYTHON_IN_VENV) installer/windows/trial.py $(PACKS)

# TESTS names some of them.
windows-suite: setup $(STAMPS)/system-windows
	$(PYTHON_IN_VENV) installer/windows/suite.py prepare
	installer/windows/wine.sh $(PYTHON_IN_VENV) installer/windows/suite.py $(TESTS)

# glibc 2.28 is that of UOS 20, the oldest system in use.
deb: setup manual $(STAMPS)/system-package
	installer/linux/oldest_root.sh $(ROOTS)/oldest
	$(PYTHON_IN_VENV) installer/linux/elves.py dist/qibei --at-most 2.28
	$(PYTHON_IN_VENV) installer/linux/deb.py dist/qibei dist

deb-test:
	installer/linux/try_deb.sh dist/qibei_$(VERSION)_amd64.deb $(ROOTS) out/deb bullseye bookworm trixie

clean:
	rm -rf out build dist docs/manual/pictures .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean
	rm -rf .venv $(STAMPS) resources/fonts resources/licences qibei.egg-info
