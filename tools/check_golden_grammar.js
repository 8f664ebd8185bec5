#!/usr/bin/env node
// Parses the SQL in tests/golden by the public ANTLR grammars of T-SQL, PL/SQL and MySQL: a net for syntax, where no
// server can be asked.
//
//     npm install antlr4ts-sql@1.1.0      (with "overrides": {"antlr4ts": "0.5.0-alpha.4"} in package.json)
//     NODE_PATH=node_modules tools/check_golden_grammar.js mssql oracle mysql
//
// The status is 1 if one does not parse.
"use strict";
const fs = require("fs");
const path = require("path");
const { antlr4tsSQL, SQLDialect } = require("antlr4ts-sql");

const GOLDEN = path.join(__dirname, "..", "tests", "golden");
const DIALECTS = { mssql: SQLDialect.TSQL, oracle: SQLDialect.PLSQL, mysql: SQLDialect.MYSQL };

function* statementsOf(file) {
    for (const part of fs.readFileSync(file, "utf8").split(/^-- (?!refused: )/m).slice(1)) {
        const end = part.indexOf("\n");
        const sql = part.slice(end + 1).trim();
        if (!sql.startsWith("-- refused: ")) yield [part.slice(0, end), sql];
    }
}

function check(database) {
    const parser = new antlr4tsSQL(DIALECTS[database]);
    let asked = 0;
    let bad = 0;
    for (const folder of ["sql", "ddl"]) {
        const directory = path.join(GOLDEN, database, folder);
        for (const name of fs.readdirSync(directory).sort()) {
            for (const [title, sql] of statementsOf(path.join(directory, name))) {
                const errors = [];
                const listener = { syntaxError: (_r, _s, line, at, message) => errors.push(`${line}:${at} ${message}`) };
                parser.getParseTree(parser.getParser(parser.getTokens(sql, [listener]), [listener]));
                ++asked;
                if (errors.length === 0) continue;
                ++bad;
                console.log(`${folder}/${name}: ${title}\n    ${sql}\n    ${errors[0].slice(0, 200)}\n`);
            }
        }
    }
    console.log(`${database}: ${asked} parsed, ${bad} not by the grammar`);
    return bad;
}

process.exitCode = process.argv.slice(2).reduce((sum, database) => sum + check(database), 0) > 0 ? 1 : 0;
