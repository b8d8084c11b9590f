-- What was said is kept without its day: beside the day on which an account answered it would tell, where few answered on
-- a day, whose answer it is. Viewers read named columns alone: not those by which the database tells what was written in
-- one transaction. And they read answers only once nobody can add to them.
alter table plan_survey_answer drop column answered_on;

revoke select on plan_survey_answer, plan_survey_asked from quarterhour_viewer;
grant select (id, survey_id, by_resident, unit_code, choices, remark) on plan_survey_answer to quarterhour_viewer;
grant select (survey_id, account_id, answered_on) on plan_survey_asked to quarterhour_viewer;

drop policy plan_survey_answer_by_plan on plan_survey_answer;
create policy plan_survey_answer_once_closed on plan_survey_answer for select to quarterhour_viewer
  using (exists (select 1 from plan_survey s where s.id = survey_id
    and (s.ended_at is not null or s.closes_on < (now() at time zone 'Asia/Shanghai')::date)));
