// Parses SQL by the public ANTLR grammars of T-SQL, PL/SQL and MySQL (npm: antlr4ts-sql); for check_golden_grammar.py.
//
// The standard input is {"grammar": "TSQL" | "PLSQL" | "MYSQL", "statements": [...]} in JSON, the output a list that has for
// each statement null, or what the grammar says against it.
"use strict";
const fs = require("fs");
const { antlr4tsSQL, SQLDialect } = require("antlr4ts-sql");

// Which words and clauses there are depends on it; by default the lexer's is 5.7, the parser's 8.0.
const MYSQL_VERSION = 80031;

const input = JSON.parse(fs.readFileSync(0, "utf8"));
const grammar = new antlr4tsSQL(SQLDialect[input.grammar]);

function complaintAbout(sql) {
    const errors = [];
    const listener = { syntaxError: (_r, _s, line, at, message) => errors.push(`${line}:${at} ${message}`) };
    const tokens = grammar.getTokens(sql, [listener]);
    const parser = grammar.getParser(tokens, [listener]);
    if (input.grammar === "MYSQL") tokens.tokenSource.serverVersion = parser.serverVersion = MYSQL_VERSION;
    grammar.getParseTree(parser);
    return errors.length === 0 ? null : errors[0].slice(0, 200);
}

process.stdout.write(JSON.stringify(input.statements.map(complaintAbout)));
