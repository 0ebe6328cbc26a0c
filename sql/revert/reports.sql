begin;

-- Cascade: to the views, functions and policies of the repeatable files, which the next deploy brings back.
drop table thidua.submission_note, thidua.submission, thidua.duty cascade;
drop function thidua.submission_values_valid(jsonb);

commit;
