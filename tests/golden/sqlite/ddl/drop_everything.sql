PRAGMA defer_foreign_keys = ON;

DROP TABLE egg;

DROP TABLE hen;

DROP TABLE "Straße ""漢字""";

DROP TABLE strict_one;

DROP TABLE order_line;

DROP TABLE "order";

DROP TABLE "all types";

DROP TABLE users;
