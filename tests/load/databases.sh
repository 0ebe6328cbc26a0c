# shellcheck shell=bash
# The databases of the load tests: loaded once and kept for the next run, as long as what they are made from is
# the same.
# To be sourced after api/run/lib.sh.

LOAD_SQL=$THIDUA_ROOT/tests/load/sql

as_owner() {
	local database=$1
	shift
	psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username thidua_owner --dbname "$database" "$@"
}

as_superuser() { psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username postgres --dbname postgres "$@"; }

# Of everything that decides what the data looks like. Other functions may change: they are deployed anew.
data_sum() {
	local folders=(sql/{deploy,data,demo,views,functions/{rollup,period}} tests/load/sql)
	(cd "$THIDUA_ROOT" && find "${folders[@]}" -name '*.sql' -type f |
		LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-32)
}

database_sum() {
	as_owner "$1" --tuples-only --no-align --command "select obj_description(to_regnamespace('bench'))" \
		2> /dev/null || true
}

database_drop() {
	as_superuser --set name="$1" <<-'SQL'
		set client_min_messages = warning;
		drop database if exists :"name" with (force);
	SQL
}

# database_there UNIONS: loaded, and from the same files.
database_there() { [[ $(database_sum "bench_$1") == "$(data_sum)" ]]; }

# Drafts to submit: every measurement needs as many as it submits.
units_of() { echo $(($1 < 100000 ? $1 * 7 / 10 : 30000)); }

database_load() {
	local unions=$1 name=bench_$1
	database_drop "$name"
	PGDATABASE=$name "$THIDUA_ROOT/api/run/deploy.sh"
	as_owner "$name" --set scale=bench --set unions="$unions" --file "$THIDUA_ROOT/sql/demo/load.sql"
	as_owner "$name" --set units="$(units_of "$unions")" --file "$LOAD_SQL/prepare.sql"
}

database_grow() {
	database_copy bench_125000 "bench_$1"
	as_owner "bench_$1" --file "$LOAD_SQL/grow.sql"
}

# Copying files is quicker than copying through the log, for data of this size.
database_copy() {
	database_drop "$2"
	as_superuser --set source="$1" --set name="$2" \
		<<< 'create database :"name" owner thidua_owner template :"source" strategy file_copy;'
}

# database_make UNIONS: loads it unless it is there; then brings the functions up to date.
database_make() {
	local unions=$1 name=bench_$1 begin=$SECONDS sum
	sum=$(data_sum)
	if ! database_there "$unions"; then
		say "loading $unions unions (once; kept for the next time)"
		if ((unions > 125000)); then
			database_grow "$unions"
		else
			database_load "$unions"
		fi
		as_owner "$name" --command "comment on schema bench is '$sum'"
		say "loaded in $((SECONDS - begin)) s"
	fi
	PGDATABASE=$name "$THIDUA_ROOT/api/run/deploy.sh"
}
