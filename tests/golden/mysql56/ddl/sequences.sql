-- a sequence
-- refused: sequence 'counter': mysql has no sequences: let a primary key count, or keep the last number in a table
-- one of everything
-- refused: sequence 'Order no': mysql has no sequences: let a primary key count, or keep the last number in a table

