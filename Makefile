# taizhang: the common tasks. `make` lists them; each does its own set-up (see .ci/setup.sh).

TAGS    := sqlite_fts5,netgo,osusergo,sqlite_omit_load_extension
GO      ?= go
GOOS    ?= $(shell $(GO) env GOOS)
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)

FUZZTIME ?= 20s
SOAKTIME ?= 10m
TESTTIME ?= 90m
SHARED   ?= ../shared
SCRIPT   ?= $(SHARED)/peer/peer.py
NOTICES  ?= 300

# The clothes in which accuracy reads its notices, in two lots that take about as long: a PDF is printed by LibreOffice.
CLOTHES := pdf,t-pdf html,htmlbr,docx,docxnum,blank,wrap,spaces,oneline,width,t-html,t-docx,t-xlsx,t-split,t-flat,t-tab,t-space,t-md

# Debian's python3 where it is there: apt brings it the libraries that others lack.
PYTHON   := $(shell command -v /usr/bin/python3 || echo python3)

# The rooms in which goroutines share values.
CONCURRENT := ./extract/reader ./ingest ./review ./terminal

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.1

# What make steps counts: all that reads, and the searches of the standard library that it calls.
MODULE  := github.com/taizhang/taizhang
STEPS   := $(MODULE)/.ci/steps,$(MODULE),$(MODULE)/lazy,$(MODULE)/hanzi,$(MODULE)/extract,$(MODULE)/normalize,$(MODULE)/match,strings,regexp,slices,sort,unicode/utf8

BIN     := bin/taizhang
COMMIT  := $(shell git log -1 --format=%H 2>/dev/null)
DATE    := $(shell git log -1 --format=%cs 2>/dev/null)
LDFLAGS := -s -w -X main.version=$(VERSION) -X main.commit=$(COMMIT) -X main.date=$(DATE)
NEEDS   := cxx

# A single file that needs nothing beside it: statically linked wherever the platform has static libraries.
ifneq ($(GOOS),darwin)
STATIC  := -static
endif
ifneq ($(GOARCH),)
ifneq ($(GOARCH),$(shell $(GO) env GOHOSTARCH))
ifeq ($(GOOS)-$(GOARCH),linux-arm64)
NEEDS := arm64
CROSS = CC=aarch64-linux-gnu-gcc CXX=aarch64-linux-gnu-g++ GOOS=linux GOARCH=arm64
endif
endif
endif
ifeq ($(GOOS),windows)
BIN := bin/taizhang.exe
ifneq ($(shell $(GO) env GOHOSTOS),windows)
NEEDS := mingw
MINGW = $$(command -v x86_64-w64-mingw32-$(1)-posix || echo x86_64-w64-mingw32-$(1))
CROSS = GOARCH=amd64 CC=$(call MINGW,gcc) CXX=$(call MINGW,g++) GOOS=windows
# The icon, the version and the manifest that Windows reads; the time of the build is left out.
STATIC += -Wl,--no-insert-timestamp
RESOURCES = x86_64-w64-mingw32-windres -O coff -I .ci/release -DVERSION=$(VERSION) -DDIGITS=$(DIGITS) .ci/release/taizhang.rc cmd/taizhang/rsrc_windows_amd64.syso
DIGITS := $(shell echo '$(VERSION)' | sed -nE 's/^v?([0-9]+)\.([0-9]+)\.([0-9]+).*/\1,\2,\3,0/p' | grep . || echo 0,0,0,0)
endif
endif
ifneq ($(STATIC),)
LDFLAGS += -linkmode external -extldflags "$(STATIC)"
endif

export CGO_ENABLED := 1

# The same in whatever folder: what one clone has compiled, the next need not.
export GOFLAGS := $(filter-out -trimpath,$(GOFLAGS)) -trimpath

.DEFAULT_GOAL := help
.PHONY: help run build release test lint steps race fuzz soak bench accuracy golden

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

run: build ## Turn the shipped notice into a workbook: out/sichuan-2017-ip-plan.xlsx
	@mkdir -p out
	bin/taizhang convert seeds/notices/sichuan-2017-ip-plan.txt -o out/sichuan-2017-ip-plan.xlsx --db out/taizhang.db
	@case "$${LC_ALL:-$${LC_MESSAGES:-$$LANG}}" in \
	zh*) echo "工作簿在 out/sichuan-2017-ip-plan.xlsx，数据库在 out/taizhang.db" ;; \
	*) echo "The workbook is out/sichuan-2017-ip-plan.xlsx, the database out/taizhang.db" ;; \
	esac

build: ## Build bin/taizhang, one file to copy anywhere; GOOS=windows builds bin/taizhang.exe
	@sh .ci/setup.sh $(NEEDS)
	$(RESOURCES)
	$(CROSS) $(GO) build -buildvcs=false -tags $(TAGS) -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/taizhang

release: ## Build and pack VERSION (1.2.0) for Linux (amd64, arm64) and Windows: dist/
	@rm -rf dist && mkdir -p dist/built
	@for p in linux/amd64 linux/arm64 windows/amd64; do \
		exe=; [ $${p%/*} != windows ] || exe=.exe; \
		$(MAKE) --no-print-directory build GOOS=$${p%/*} GOARCH=$${p#*/} BIN=dist/built/$${p%/*}-$${p#*/}/taizhang$$exe || exit 1; \
	done
	$(GO) run ./.ci/release -version '$(VERSION)' -epoch $$(git log -1 --format=%ct) -built dist/built -out dist
	@cd dist && sha256sum -c --quiet SHA256SUMS && cat SHA256SUMS

test: ## Run all tests, after installing what they need
	@sh .ci/setup.sh cxx office browser postgres sqlite ocr
	$(GO) test -tags $(TAGS) -timeout $(TESTTIME) ./... ./.ci/release

lint: ## Check the formatting, go vet and staticcheck
	@sh .ci/setup.sh cxx
	@bad=$$(gofmt -l .); [ -z "$$bad" ] || { echo "not formatted (gofmt -w):" $$bad; exit 1; }
	$(GO) vet -tags $(TAGS) ./... ./.ci/bench ./.ci/floors ./.ci/office ./.ci/release ./.ci/steps ./.ci/suites
	$(GO) run $(STATICCHECK) -tags $(TAGS) ./... ./.ci/bench ./.ci/floors ./.ci/office ./.ci/release ./.ci/steps ./.ci/suites

steps: ## Count how often each block of code runs for texts that repeat a rule: none may grow with the square (ALL=1: every rule, some minutes)
	@sh .ci/setup.sh cxx
	@mkdir -p out/steps
	$(GO) build -tags $(TAGS) -ldflags=-checklinkname=0 -cover -covermode=count -coverpkg=$(STEPS) -o out/steps/steps ./.ci/steps
	GOCOVERDIR=out/steps out/steps/steps $(if $(ALL),-all)
	@rm -rf out/steps

race: ## Run what works at once under the race detector: a slice (ALL=1: all tests)
	@sh .ci/setup.sh cxx $(if $(ALL),office browser postgres sqlite ocr)
	$(GO) test -race -tags $(TAGS) -timeout $(TESTTIME) $(if $(ALL),./...,-run 'Run|Batch|Pool|Room|Job|Guard|Index|Shared' $(CONCURRENT))

fuzz: ## Run each fuzz target for FUZZTIME (20s), a test binary a package; what they found is kept in out/fuzz. No input is spent on making another smaller
	@sh .ci/setup.sh cxx postgres
	@grep -rlE --include='*_test.go' '^func Fuzz' . | sed 's|/[^/]*$$||' | sort -u | while read -r dir; do \
		$(GO) test -tags $(TAGS) -ldflags='-s -w' -c -fuzz . -o "out/fuzz/$$dir/run.test" "$$dir" </dev/null || exit 1; \
		grep -hoE '^func Fuzz[A-Za-z0-9_]*' "$$dir"/*_test.go | cut -d' ' -f2 | while read -r name; do \
			echo "$$dir $$name"; \
			(top=$$PWD/out/fuzz/$$dir && cd "$$dir" && "$$top/run.test" -test.run '^$$' -test.fuzz "^$$name$$" -test.fuzztime $(FUZZTIME) \
				-test.fuzzminimizetime 0x -test.fuzzcachedir "$$top" </dev/null) || exit 1; \
		done || exit 1; \
	done

soak: ## The long runs: make steps of every rule, make race of all, each fuzz target for SOAKTIME (10m), then the tests that TAIZHANG_SOAK=1 turns on: one reads, reviews and collects at once for SOAKTIME
	@$(MAKE) --no-print-directory steps ALL=1
	@$(MAKE) --no-print-directory race ALL=1
	@$(MAKE) --no-print-directory fuzz FUZZTIME=$(SOAKTIME)
	@sh .ci/setup.sh mingw wine
	TAIZHANG_SOAK=1 TAIZHANG_SOAK_TIME=$(SOAKTIME) $(GO) test -tags $(TAGS) -count=1 -timeout 0 ./...

bench: build ## Measure the program beside a floor and a script people write: one table (NOTICES=300; KEEP=1: into docs/PERFORMANCE.md)
	@[ ! -e '$(SCRIPT)' ] || sh .ci/setup.sh peer || echo "bench: goes on without the script"
	@$(GO) run -tags $(TAGS) ./.ci/bench -program $(BIN) -script '$(SCRIPT)' -tags $(TAGS) -ldflags '-s -w -linkmode external -extldflags "$(STATIC)"' \
		-notices $(NOTICES) $(if $(KEEP),-keep docs/PERFORMANCE.md)

accuracy: ## Score against the gold files and keep .ci/floors.tsv; RAISE=1 raises the floors to the present values
ifeq ($(wildcard $(SHARED)/gold),)
	@echo "accuracy: no gold files at $(SHARED)/gold: nothing was scored"
else
	@$(MAKE) --no-print-directory build
	@sh .ci/setup.sh python sheets office && mkdir -p out
	$(PYTHON) $(SHARED)/score/score.py --json --run 'bin/taizhang extract --format json' $(SHARED)/corpus $(SHARED)/gold > out/accuracy.json
	printf '%s\n' $(CLOTHES) | $(GO) run ./.ci/office xargs -P 2 -I KINDS $(PYTHON) $(SHARED)/score/distort.py --run bin/taizhang --only KINDS $(SHARED)/corpus $(SHARED)/gold out/clothes > out/clothes.txt
	$(GO) run -tags $(TAGS) ./.ci/suites $(SHARED)/datetime > out/suites.json
	@$(PYTHON) $(SHARED)/score/lists.py bin/taizhang $(SHARED)/gold/deadlines-dev.tsv $(SHARED)/gold/units-dev.tsv > out/lists.txt
	@$(GO) run ./.ci/floors $(if $(RAISE),-raise) .ci/floors.tsv $(SHARED)/corpus out/accuracy.json out/clothes.txt out/suites.json out/lists.txt
	@echo; echo 'At first sight:'; sed '/^#/d' .ci/first-sight.tsv | tr '\t' '|'
endif

golden: ## Rewrite the expected outputs in fixtures/ (then read the diff)
	@sh .ci/setup.sh cxx office browser postgres sqlite ocr
	@grep -rlE --include='*_test.go' 'flag\.Bool(Var)?\(.*"update"' . | sed 's|/[^/]*$$||' | sort -u | while read -r dir; do \
		echo "$(GO) test $$dir -update"; \
		$(GO) test -tags $(TAGS) -count=1 "$$dir" -update </dev/null || exit 1; \
	done
