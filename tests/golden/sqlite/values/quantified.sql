-- equal to any
-- refused: ANY (SELECT ...) is not possible on sqlite: say exists(...), or compare with the SELECT of a func::min() or func::max()
-- greater than any
-- refused: ANY (SELECT ...) is not possible on sqlite: say exists(...), or compare with the SELECT of a func::min() or func::max()
-- greater than all
-- refused: ALL (SELECT ...) is not possible on sqlite: say exists(...), or compare with the SELECT of a func::min() or func::max()
-- different from all
-- refused: ALL (SELECT ...) is not possible on sqlite: say exists(...), or compare with the SELECT of a func::min() or func::max()
-- of a correlated query
-- refused: ALL (SELECT ...) is not possible on sqlite: say exists(...), or compare with the SELECT of a func::min() or func::max()
-- not
-- refused: ANY (SELECT ...) is not possible on sqlite: say exists(...), or compare with the SELECT of a func::min() or func::max()
-- an operator by its name
SELECT users.id FROM users WHERE users.age < users.id;
-- operators inside operators
SELECT (users.age * users.id) + users.id FROM users WHERE (users.age + 1) = users.id;
-- an operator negated
SELECT users.id FROM users WHERE NOT (users.age < 3) AND users.age > 1;

