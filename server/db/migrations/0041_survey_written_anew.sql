-- Answers from before 0040 lie in the table as they were written, with the transaction that wrote them: the same as that
-- of the account which answered. A column whose default is reckoned for each row makes the database write all of them anew.
alter table plan_survey_answer add column written double precision default random();
alter table plan_survey_answer drop column written;
alter table plan_survey_asked add column written double precision default random();
alter table plan_survey_asked drop column written;
