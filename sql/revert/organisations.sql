begin;

-- Cascade: to the views, functions and policies of the repeatable files, which the next deploy brings back.
drop table thidua.population, thidua.organisation_administrative_unit, thidua.administrative_unit,
  thidua.organisation_placement, thidua.organisation cascade;

commit;
