-- From what was this database built?
select inputs from built_from;
