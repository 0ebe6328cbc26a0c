-- Who is signed in. No parameters: the scope says.
select thidua.me_get() as body
