# Thidua: build, run, test. `make help` lists what there is.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SECONDARY:
MAKEFLAGS += --no-builtin-rules --no-builtin-variables

CC ?= gcc
CC := $(if $(filter default undefined,$(origin CC)),gcc,$(CC))

# npm reads .npmrc only beside the package.json it works on; these hold for every folder.
export npm_config_ignore_scripts = true
export npm_config_audit = false
export npm_config_fund = false
export npm_config_update_notifier = false
export npm_config_omit_lockfile_registry_resolved = true

# ---- C ---------------------------------------------------------------------------------------------------------

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wvla -Wwrite-strings -Wformat=2 -Werror
HARDENING := -D_FORTIFY_SOURCE=2 -fstack-protector-strong
# Expanded only when something is compiled: the packages may not be there yet when make starts.
PQ_FLAGS = $(shell pkg-config --cflags libpq 2>/dev/null || echo -I/usr/include/postgresql)
# The layout of Kore's structs depends on what Debian's kore was built with.
KORE_FLAGS = $(shell cat /usr/share/kore/features)
COMPILE_FLAGS = -std=gnu11 -O2 -g $(WARNINGS) $(HARDENING) -fvisibility=hidden -fno-common -fPIC -pthread \
	-Iapi -Ibuild/gen $(PQ_FLAGS)
LINK_FLAGS := -pthread -Wl,-z,relro,-z,now -Wl,--as-needed
LIBRARIES := -ljansson -ljwt -lpq -largon2 -lpcre2-8 -lunistring -lcrypto

sources = $(sort $(wildcard $(1)))
object = $(patsubst %.c,build/obj/%.o,$(1))

ROOM_SOURCES := $(call sources,api/base/*.c api/wire/*.c api/auth/*.c api/db/*.c)
MODULE_SOURCES := $(ROOM_SOURCES) $(call sources,api/http/*.c api/resource/*.c) api/main.c
CTL_SOURCES := $(call sources,api/worker/ctl*.c)
WORKER_SOURCES := $(filter-out $(CTL_SOURCES),$(call sources,api/worker/*.c))
GEN_SOURCES := build/gen/contract.c build/gen/queries.c
GEN_OBJECTS := build/obj/gen/contract.o build/obj/gen/queries.o

MODULE_OBJECTS := $(call object,$(MODULE_SOURCES)) $(GEN_OBJECTS)
OBJECTS := $(call object,$(MODULE_SOURCES) $(WORKER_SOURCES) $(CTL_SOURCES)) $(GEN_OBJECTS)
KORE_OBJECTS := $(call object,$(call sources,api/http/*.c) api/main.c)

##@ Running

.PHONY: run
run: packages ## Install what is missing, build, start everything at http://localhost:8080; Ctrl-C stops it
	@$(MAKE) --no-print-directory --jobs=$$(nproc) build
	@$(MAKE) --no-print-directory web || echo "thidua: the web client was not built; a plain page stands in for it" >&2
	@exec api/run/start.sh

.PHONY: start
start: packages ## The same, detached
	@$(MAKE) --no-print-directory --jobs=$$(nproc) build
	@$(MAKE) --no-print-directory web || echo "thidua: the web client was not built; a plain page stands in for it" >&2
	@exec api/run/start.sh --detach

.PHONY: stop
stop: ## Stop what `make start` or `make run` started; the data stays
	@api/run/stop.sh

.PHONY: status
status: ## Say what runs, and where
	@api/run/status.sh

.PHONY: psql
psql: ## A database prompt as the owner of the schema (ROLE=thidua_api for another role)
	@api/run/psql.sh

.PHONY: reset-demo
reset-demo: packages ## Throw the database away and load the demo data anew (SCALE=province|national)
	@$(MAKE) --no-print-directory --jobs=$$(nproc) build
	@api/run/reset.sh

.PHONY: packages
packages:
	@api/run/packages.sh run

##@ Building

.PHONY: build
build: build/thidua.so build/thidua-worker build/thiduactl build/site.stamp ## Compile the programs and generate what is generated
	@:

.PHONY: gen
gen: $(GEN_SOURCES) ## Only generate C from openapi.yaml and sql/queries
	@:

# One rule writes both: the tables for C and the contract as JSON, which the other generators read.
build/gen/contract.c build/gen/openapi.json &: openapi.yaml $(wildcard api/contract/*.mjs) build/npm/contract.stamp
	@mkdir -p build/gen
	@echo "  GEN  contract.c"
	@node api/contract/generate.mjs openapi.yaml build/gen

build/gen/queries.c: $(wildcard sql/queries/*.sql) sql/queries api/contract/queries.mjs build/gen/openapi.json
	@echo "  GEN  queries.c"
	@node api/contract/queries.mjs sql/queries build/gen/openapi.json $@

build/npm/%.stamp: api/%/package.json api/%/package-lock.json
	@mkdir -p $(@D)
	@echo "  NPM  api/$*"
	@npm ci --prefix api/$* --omit=dev --loglevel=error
	@touch $@

# Static pages that come out of the contract: problem pages, problem bodies, the reference.
build/site.stamp: $(wildcard api/run/*.mjs api/run/docs/*) api/run/site.sh build/npm/contract.stamp build/gen/openapi.json openapi.yaml
	@echo "  GEN  site"
	@api/run/site.sh
	@touch $@

.PHONY: web
web: build/web.stamp ## Build the web client; fetches a newer Node.js when the machine's own is older than 20.19
	@:

WEB_SOURCES = $(shell find frontend-static \( -name node_modules -o -name dist \) -prune -o -type f -not -name '*.gen.ts' -print 2>/dev/null)
build/web.stamp: $(WEB_SOURCES) openapi.yaml
	@mkdir -p build
	@echo "  WEB  frontend-static"
	@tests/npm.sh frontend-static
	@PATH="$$(dirname "$$(tests/node.sh)"):$$PATH" npm --prefix frontend-static run build > build/web.log 2>&1 \
		|| { cat build/web.log >&2; exit 1; }
	@find frontend-static/dist -type f -size +1k -regex '.*\.\(html\|css\|js\|svg\|json\|webmanifest\)' -exec gzip -9nkf {} +
	@touch $@

# A change of flags or compiler rebuilds everything.
build/obj/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(COMPILE_FLAGS) $(KORE_FLAGS)' | cmp -s - $@ || echo '$(CC) $(COMPILE_FLAGS) $(KORE_FLAGS)' > $@

.PHONY: FORCE
FORCE:

$(KORE_OBJECTS): EXTRA_FLAGS = $(KORE_FLAGS)

build/obj/api/%.o: api/%.c build/obj/flags | $(GEN_SOURCES)
	@mkdir -p $(@D)
	@echo "  CC   api/$*.c"
	@$(CC) $(COMPILE_FLAGS) $(EXTRA_FLAGS) -MMD -MP -c -o $@ $<

build/obj/gen/%.o: build/gen/%.c build/obj/flags
	@mkdir -p $(@D)
	@echo "  CC   build/gen/$*.c"
	@$(CC) $(COMPILE_FLAGS) -MMD -MP -c -o $@ $<

# Kore's own symbols are found only when Kore loads the module; all others must be there now.
build/thidua.so: $(MODULE_OBJECTS) api/run/check-module.sh
	@echo "  LD   $@"
	@$(CC) -shared $(LINK_FLAGS) -o $@ $(MODULE_OBJECTS) $(LIBRARIES)
	@api/run/check-module.sh $@

# The programs take from the shared rooms what they use.
build/obj/rooms.a: $(call object,$(ROOM_SOURCES)) $(GEN_OBJECTS)
	@rm -f $@
	@ar rcs $@ $^

build/thidua-worker: $(call object,$(WORKER_SOURCES)) build/obj/rooms.a
	@echo "  LD   $@"
	@$(CC) -pie $(LINK_FLAGS) -o $@ $^ $(LIBRARIES)

build/thiduactl: $(call object,$(CTL_SOURCES)) build/obj/rooms.a
	@echo "  LD   $@"
	@$(CC) -pie $(LINK_FLAGS) -o $@ $^ $(LIBRARIES)

-include $(OBJECTS:.o=.d)

.PHONY: clean
clean: ## Remove what was built; data and downloaded npm packages stay
	@rm -rf build frontend-static/dist

##@ Testing

.PHONY: test
test: ## Everything, from nothing, on a cluster and ports of its own
	@tests/run.sh

.PHONY: test-unit
test-unit: ## C without Kore and PostgreSQL, under ASan and UBSan
	@tests/run.sh unit

.PHONY: test-web
test-web: ## The web client's own tests
	@tests/run.sh web

.PHONY: test-sql
test-sql: ## The database alone, with pgTAP
	@tests/run.sh sql

.PHONY: test-api
test-api: ## The running service over HTTP, then whether the contract was covered
	@tests/run.sh api coverage

.PHONY: test-traps
test-traps: ## One test for each trap of Kore, libpq and libjwt
	@tests/run.sh traps

.PHONY: test-browser
test-browser: ## The web client in Chromium against a running service
	@tests/run.sh browser

.PHONY: fuzz
fuzz: ## libFuzzer over the decoders (SECONDS_EACH=60)
	@SECONDS_EACH=$${SECONDS_EACH:-60} tests/run.sh fuzz

.PHONY: bench
bench: ## Requests per second beside pgbench in the same run
	@$(MAKE) --no-print-directory --jobs=$$(nproc) build
	@tests/load/run.sh

.PHONY: lint
lint: ## Format, clang-tidy, cppcheck, shellcheck, contract, rooms, headers
	@tests/run.sh lint

.PHONY: format
format: ## Lay out the C files with clang-format 14
	@find api tests -name '*.[ch]' -not -path '*/node_modules/*' -print0 | xargs -0 clang-format-14 -i

.PHONY: help
help: ## This list
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z][a-z-]*:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile
