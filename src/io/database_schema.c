/* The tables of a starter database. Each wave stands by itself: coalitions and items have numbers
 * of their own in each. A change here is a new CORRAL_DATABASE_VERSION. */
#include "io/database.h"

const corral_database_table corral_database_tables[] = {
    {"waves", "CREATE TABLE waves(wave INTEGER PRIMARY KEY, date TEXT)"},
    {"coalitions", "CREATE TABLE coalitions(number INTEGER PRIMARY KEY, "
                   "wave INTEGER NOT NULL REFERENCES waves, id TEXT NOT NULL, name TEXT, "
                   "UNIQUE(wave, id))"},
    {"attributes",
     "CREATE TABLE attributes(coalition INTEGER NOT NULL REFERENCES coalitions, "
     "attribute TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(coalition, attribute)) "
     "WITHOUT ROWID"},
    /* same_as: the item that aliases make of this spelling when it is imported, for the views. */
    {"items", "CREATE TABLE items(number INTEGER PRIMARY KEY, "
              "wave INTEGER NOT NULL REFERENCES waves, facet TEXT NOT NULL, item TEXT NOT NULL, "
              "name TEXT, sector TEXT, within INTEGER REFERENCES items, url TEXT, "
              "listed INTEGER NOT NULL CHECK(listed IN (0, 1)), "
              "same_as INTEGER REFERENCES items, UNIQUE(wave, facet, item))"},
    {"sources", "CREATE TABLE sources(number INTEGER PRIMARY KEY, informant TEXT, as_of TEXT, "
                "source TEXT, page TEXT, note TEXT)"},
    /* weight NULL: said to be unknown; 0: an explicit no. */
    {"footprint",
     "CREATE TABLE footprint(number INTEGER PRIMARY KEY, "
     "coalition INTEGER NOT NULL REFERENCES coalitions, item INTEGER NOT NULL REFERENCES items, "
     "weight REAL CHECK(weight BETWEEN 0 AND 1), "
     "known TEXT CHECK(known IN ('yes', 'partial', 'no')), "
     "person TEXT, role TEXT, hours TEXT, indicator TEXT, source INTEGER REFERENCES sources)"},
    {"known", "CREATE TABLE known(number INTEGER PRIMARY KEY, "
              "coalition INTEGER NOT NULL REFERENCES coalitions, facet TEXT NOT NULL, "
              "known TEXT CHECK(known IN ('yes', 'partial', 'no', 'none')), "
              "source INTEGER REFERENCES sources)"},
    {"decisions",
     "CREATE TABLE decisions(number INTEGER PRIMARY KEY, "
     "coalition INTEGER NOT NULL REFERENCES coalitions, item INTEGER NOT NULL REFERENCES items, "
     "value REAL CHECK(value BETWEEN 0 AND 1), \"by\" TEXT, date TEXT, why TEXT)"},
    {"aliases", "CREATE TABLE aliases(number INTEGER PRIMARY KEY, "
                "wave INTEGER NOT NULL REFERENCES waves, keep TEXT, \"merge\" TEXT, facet TEXT, "
                "decision TEXT, score TEXT, why TEXT, \"by\" TEXT, date TEXT)"},
    {"asks", "CREATE TABLE asks(number INTEGER PRIMARY KEY, "
             "coalition INTEGER NOT NULL REFERENCES coalitions, member TEXT NOT NULL, kind TEXT, "
             "per_year REAL CHECK(per_year >= 0))"},
    {"crosswalk", "CREATE TABLE crosswalk(number INTEGER PRIMARY KEY, "
                  "wave INTEGER NOT NULL REFERENCES waves, facet TEXT, item TEXT, same_as TEXT, "
                  "decision TEXT, \"by\" TEXT, date TEXT)"},
    {"synonyms", "CREATE TABLE synonyms(number INTEGER PRIMARY KEY, "
                 "wave INTEGER NOT NULL REFERENCES waves, word TEXT, same_as TEXT)"},
    {0}};

const corral_database_table corral_database_indexes[] = {
    {"footprint_by_coalition", "CREATE INDEX footprint_by_coalition ON footprint(coalition)"},
    {"footprint_by_item", "CREATE INDEX footprint_by_item ON footprint(item)"},
    {0}};

/* For any SQLite client; corral itself reads the tables. They settle cells as corral does: a
 * decision wins, each informant has one say, those who differ leave it disputed. */
const corral_database_table corral_database_views[] = {
    {"cells",
     "CREATE VIEW cells AS WITH said AS ("
     "SELECT f.coalition AS c, coalesce(i.same_as, f.item) AS i, max(f.weight) AS weight, "
     "0 AS decided FROM footprint f JOIN items i ON i.number = f.item "
     "LEFT JOIN sources s ON s.number = f.source GROUP BY 1, 2, coalesce(s.informant, '') "
     "UNION ALL SELECT c, i, value, 1 FROM (SELECT d.coalition AS c, "
     "coalesce(i.same_as, d.item) AS i, d.value AS value, max(coalesce(d.date, '')) "
     "FROM decisions d JOIN items i ON i.number = d.item GROUP BY 1, 2)), "
     "together AS (SELECT c, i, max(decided) AS decided, "
     "max(CASE WHEN decided THEN weight END) AS decision, "
     "min(CASE WHEN NOT decided THEN weight END) AS least, "
     "max(CASE WHEN NOT decided THEN weight END) AS most FROM said GROUP BY c, i), "
     "settled AS (SELECT c, i, NOT decided AND least < most AS disputed, "
     "CASE WHEN decided THEN decision WHEN least = most THEN most END AS weight FROM together) "
     "SELECT o.wave AS wave, o.id AS coalition, j.facet AS facet, j.item AS item, s.weight AS "
     "weight, CASE WHEN s.disputed THEN 'disputed' WHEN s.weight IS NULL THEN 'unknown' "
     "WHEN s.weight = 0 THEN 'no' WHEN s.weight > 0.5 THEN 'primary' ELSE 'secondary' END AS state "
     "FROM settled s JOIN coalitions o ON o.number = s.c JOIN items j ON j.number = s.i"},
    {"answers",
     "CREATE VIEW answers AS WITH said AS ("
     "SELECT o.wave AS wave, o.id AS coalition, k.facet AS facet, k.known AS known, 1 AS blank "
     "FROM known k JOIN coalitions o ON o.number = k.coalition UNION ALL "
     "SELECT o.wave, o.id, i.facet, f.known, 0 FROM footprint f "
     "JOIN coalitions o ON o.number = f.coalition JOIN items i ON i.number = f.item), "
     "together AS (SELECT wave, coalition, facet, max(known = 'partial') AS part, "
     "max(known IN ('yes', 'none')) AS whole, max(known = 'no' AND blank) AS unknown FROM said "
     "GROUP BY 1, 2, 3), "
     "filled AS (SELECT DISTINCT wave, coalition, facet FROM cells WHERE state <> 'unknown'), "
     "listed AS (SELECT i.wave AS wave, i.facet AS facet, min(k.listed) AS listed FROM items i "
     "JOIN items k ON k.number = coalesce(i.same_as, i.number) WHERE i.number IN "
     "(SELECT item FROM footprint UNION SELECT item FROM decisions) GROUP BY 1, 2) "
     "SELECT t.wave AS wave, t.coalition AS coalition, t.facet AS facet, "
     "CASE WHEN t.part THEN 'partial' WHEN t.whole AND t.unknown THEN 'partial' "
     "WHEN t.whole THEN 'yes' WHEN f.coalition IS NULL THEN 'no' "
     "WHEN l.listed AND NOT coalesce(t.unknown, 0) THEN 'yes' ELSE 'partial' END AS known "
     "FROM together t LEFT JOIN filled f USING(wave, coalition, facet) "
     "LEFT JOIN listed l USING(wave, facet)"},
    {"gaps",
     "CREATE VIEW gaps AS WITH counted AS (SELECT wave, facet, item, "
     "sum(state IN ('primary', 'secondary')) AS coalitions, sum(state = 'secondary') AS secondary, "
     "sum(state IN ('unknown', 'disputed') AND coalesce(known, 'no') = 'yes') AS open, "
     "sum(state IN ('primary', 'secondary', 'no') AND coalesce(known, 'no') <> 'yes') AS told "
     "FROM cells LEFT JOIN answers USING(wave, coalition, facet) GROUP BY 1, 2, 3), "
     "asked AS (SELECT wave, facet, sum(known = 'yes') AS complete FROM answers GROUP BY 1, 2), "
     "region AS (SELECT wave, count(*) AS n FROM coalitions GROUP BY 1) "
     "SELECT i.wave AS wave, i.facet AS facet, i.item AS item, "
     "coalesce(c.coalitions, 0) AS coalitions, coalesce(c.secondary, 0) AS secondary, "
     "r.n - coalesce(a.complete, 0) + coalesce(c.open, 0) - coalesce(c.told, 0) AS unknown, "
     "CASE WHEN coalesce(c.coalitions, 0) = 0 THEN 'none so far' WHEN c.coalitions = c.secondary "
     "THEN 'thin' WHEN c.coalitions = 1 THEN 'single' ELSE 'covered' END AS status "
     "FROM items i JOIN region r USING(wave) LEFT JOIN counted c USING(wave, facet, item) "
     "LEFT JOIN asked a USING(wave, facet) WHERE i.same_as IS NULL"},
    {"overlaps",
     "CREATE VIEW overlaps AS WITH held AS MATERIALIZED (SELECT wave, coalition, facet, item FROM "
     "cells WHERE state IN ('primary', 'secondary')) "
     "SELECT x.wave AS wave, x.coalition AS a, y.coalition AS b, x.facet AS facet, "
     "count(*) AS shared FROM held x JOIN held y ON y.wave = x.wave AND y.facet = x.facet "
     "AND y.item = x.item AND y.coalition > x.coalition GROUP BY 1, 2, 3, 4"},
    {"load",
     "CREATE VIEW load AS WITH seats AS MATERIALIZED (SELECT * FROM cells "
     "WHERE facet = 'member' AND state IN ('primary', 'secondary')), "
     "people AS (SELECT s.wave AS wave, s.item AS item, count(DISTINCT f.person) AS people "
     "FROM footprint f JOIN coalitions o ON o.number = f.coalition "
     "JOIN items i ON i.number = f.item JOIN items j ON j.number = coalesce(i.same_as, i.number) "
     "JOIN seats s ON s.wave = o.wave AND s.coalition = o.id AND s.facet = j.facet "
     "AND s.item = j.item GROUP BY 1, 2) "
     "SELECT s.wave AS wave, s.item AS member, count(*) AS coalitions, "
     "nullif(p.people, 0) AS people, sum(CAST(a.value AS REAL)) AS meetings, "
     "sum(a.value IS NULL) AS meetings_unknown "
     "FROM seats s JOIN coalitions o ON o.wave = s.wave AND o.id = s.coalition "
     "LEFT JOIN attributes a ON a.coalition = o.number AND a.attribute = 'meetings_per_year' "
     "LEFT JOIN people p ON p.wave = s.wave AND p.item = s.item GROUP BY 1, 2"},
    {0}};
