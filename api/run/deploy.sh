#!/usr/bin/env bash
# Brings a database to what sql/ says: roles and the database once, then sqitch's changes, then the repeatable files and the
# reference data in one transaction. Does nothing when sql/ is as it was at the last time.
#   INSTANCE or STATE  whose cluster; it must run
#   PGDATABASE         which database (thidua)
set -euo pipefail
. "${BASH_SOURCE[0]%/*}/lib.sh"

SQL=$THIDUA_ROOT/sql

psql_as() {
	local role=$1 database=$2
	shift 2
	psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$role" --dbname "$database" "$@"
}

sql_files() { find "$@" -name '*.sql' -type f 2>/dev/null | LC_ALL=C sort; }

sql_sum() {
	cd "$SQL"
	{ sql_files deploy functions views policies data; echo sqitch.plan; } | xargs sha256sum | sha256sum | cut -c1-32
}

deployed_sum() {
	psql_as postgres postgres --tuples-only --no-align --set database="$PGDATABASE" <<-'SQL'
		select coalesce(shobj_description(oid, 'pg_database'), 'none') from pg_database where datname = :'database'
	SQL
}

make_roles() {
	psql_as postgres postgres <<-'SQL'
		select format('create role %I %s', name, how)
		  from (values ('thidua_owner', 'login'), ('thidua_command', 'nologin'), ('thidua_api', 'login'),
		               ('thidua_worker', 'login')) wanted (name, how)
		 where not exists (select from pg_roles where rolname = name) \gexec
		-- The owner makes functions that belong to thidua_command.
		grant thidua_command to thidua_owner;
	SQL
}

make_database() {
	make_roles
	psql_as postgres postgres --set database="$PGDATABASE" <<-'SQL'
		create database :"database" owner thidua_owner;
		revoke all on database :"database" from public;
		grant connect on database :"database" to thidua_api, thidua_worker;
	SQL
}

# sqitch takes half a second to start even when nothing is to do.
run_sqitch() {
	local output
	output=$(cd "$SQL" && SQITCH_FULLNAME=Thidua SQITCH_EMAIL=thidua@localhost SQITCH_USER_CONFIG=/dev/null \
		SQITCH_SYSTEM_CONFIG=/dev/null PGUSER=thidua_owner LC_ALL=C.UTF-8 \
		sqitch deploy --target "db:pg:$PGDATABASE" 2>&1) || { say "$output"; die "sqitch could not deploy"; }
}

# Everything that the repeatable files make goes first, so that what a file no longer says is gone afterwards. What sqitch's
# changes made stays: it is known by name.
drop_repeatable() {
	local kept
	kept=$(cd "$SQL" && grep -rhoiE '^create (or replace )?(function|procedure|view) thidua\.[a-z0-9_]+' deploy |
		sed 's/.*\.//' | LC_ALL=C sort -u | paste -sd, -)
	cat <<-SQL
		select format('drop view if exists %s cascade', oid::regclass) from pg_class
		 where relnamespace = 'thidua'::regnamespace and relkind = 'v' and relname <> all ('{$kept}') \\gexec
		select format('drop routine if exists %s cascade', oid::regprocedure) from pg_proc
		 where pronamespace = 'thidua'::regnamespace and proname <> all ('{$kept}') \\gexec
	SQL
}

# A file may need what a later one makes (a function that returns a view's rows, a view that calls a function). So a file
# that fails is tried again after the others; only what fails in the last round is an error.
LAST_ROUND='--- last round'
repeatable_script() {
	local round number file
	echo "begin; set local check_function_bodies = off; set local client_min_messages = warning;"
	drop_repeatable
	for round in 1 2 3 last; do
		number=0
		if [[ $round == last ]]; then
			echo "\\warn '$LAST_ROUND'"
			echo "\\set ON_ERROR_STOP on"
		fi
		for file; do
			number=$((number + 1))
			cat <<-SQL
				\\if :{?done_$number}
				\\else
				savepoint file;
				\\i '$file'
				select true as done_$number \\gset
				\\if :{?done_$number}
				release savepoint file;
				\\else
				rollback to savepoint file;
				\\endif
				\\endif
			SQL
		done
	done
	echo "commit;"
}

run_repeatable() {
	local files errors
	mapfile -t files < <(
		sql_files "$SQL/functions"
		sql_files "$SQL/views"
		sql_files "$SQL/policies"
		sql_files "$SQL/data"
	)
	((${#files[@]})) || return 0
	errors=$(repeatable_script "${files[@]}" |
		psql_as thidua_owner "$PGDATABASE" --set ON_ERROR_STOP=0 --file - 2>&1 > /dev/null) ||
		{ say "${errors##*"$LAST_ROUND"}"; die "the files of sql/ could not be loaded"; }
}

main() {
	local wanted there
	wanted=$(sql_sum)
	there=$(deployed_sum)
	[[ $there != "sql $wanted" ]] || return 0
	say "deploying the schema to database $PGDATABASE"
	[[ -n $there ]] || make_database
	run_sqitch
	run_repeatable
	psql_as thidua_owner "$PGDATABASE" --command "comment on database \"$PGDATABASE\" is 'sql $wanted'"
}

main
