begin;

select id, system, level, parent_id, path, last_segment, code, kind, name, name_en, short_name, search, state,
  founded_on, dissolved_on, version, created_at, updated_at
from thidua.organisation where false;

select organisation_id, parent_id, path, valid_from, valid_to
from thidua.organisation_placement where false;

select code, level, kind, name, name_en, parent_code, valid_from, valid_to
from thidua.administrative_unit where false;

select organisation_id, administrative_unit_code, valid_from, valid_to
from thidua.organisation_administrative_unit where false;

select organisation_id, kind, as_of, value, recorded_at
from thidua.population where false;

rollback;
