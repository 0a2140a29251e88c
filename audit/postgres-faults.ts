import type pg from "pg";
import { constraints, functions, tables } from "./dump-known.ts";
import { hashOf } from "./dump-statements.ts";

/** The first number that PostgreSQL gives to what is made after it was set up. */
const ours = 16_384;
const thisDatabase = "(SELECT oid FROM pg_database WHERE datname = current_database())";

/** Whatever a text could be kept in beside rows, columns and what the manifest names, in words. */
const besideQuery = `
  SELECT 'a comment' FROM pg_description WHERE objoid >= ${ours} OR (classoid = 'pg_namespace'::regclass
    AND objoid = (SELECT oid FROM pg_namespace WHERE nspname = 'public') AND description <> 'standard public schema')
  UNION SELECT 'a comment on itself' FROM pg_shdescription WHERE objoid = ${thisDatabase}
  UNION SELECT 'a setting of its own' FROM pg_db_role_setting WHERE setdatabase = ${thisDatabase}
  UNION SELECT 'a security label' FROM pg_seclabel
  UNION SELECT 'a schema of its own' FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('public', 'information_schema')
  UNION SELECT 'a type of its own' FROM pg_type LEFT JOIN pg_class c ON c.oid = typrelid WHERE pg_type.oid >= ${ours}
    AND (typtype IN ('d', 'e', 'm', 'r') OR (typtype = 'b' AND typcategory <> 'A') OR relkind = 'c')
  UNION SELECT 'an extension' FROM pg_extension WHERE extname <> 'plpgsql'
  UNION SELECT 'an operator of its own' FROM pg_operator WHERE oid >= ${ours}
  UNION SELECT 'a collation of its own' FROM pg_collation WHERE oid >= ${ours}
  UNION SELECT 'a dictionary of its own' FROM pg_ts_dict WHERE oid >= ${ours}
  UNION SELECT 'a foreign server' FROM pg_foreign_server
  UNION SELECT 'a table of another kind' FROM pg_class WHERE oid >= ${ours} AND relkind IN ('f', 'p')
  UNION SELECT 'a policy' FROM pg_policy
  UNION SELECT 'a rule' FROM pg_rewrite WHERE oid >= ${ours} AND rulename <> '_RETURN'
  UNION SELECT 'a statistic of its own' FROM pg_statistic_ext
  UNION SELECT 'a column that was dropped, and whose values stay,' FROM pg_attribute
    WHERE attrelid >= ${ours} AND attisdropped`;

const constraintsQuery = `
  SELECT relname, conname, contype, pg_get_constraintdef(c.oid) FROM pg_constraint c
    JOIN pg_class r ON r.oid = conrelid JOIN pg_namespace n ON n.oid = connamespace WHERE nspname = 'public'`;

const defaultsQuery = `
  SELECT relname, pg_get_expr(adbin, adrelid) FROM pg_attrdef JOIN pg_class r ON r.oid = adrelid`;

const functionsQuery = `
  SELECT proname, prosrc FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'public'`;

/** What a running database holds beside tables and rows that could be a text, as sentences. */
export async function faultsIn(client: pg.Client): Promise<readonly string[]> {
  const ask = async (text: string): Promise<readonly (readonly string[])[]> =>
    (await client.query<string[]>({ text, rowMode: "array" })).rows;
  const beside = (await ask(besideQuery)).map(([what = ""]) => what);
  const rules = (await ask(constraintsQuery)).filter((rule) => !isKnown(rule));
  const defaults = (await ask(defaultsQuery)).filter(
    ([table = "", value]) => tables[table]?.includes(` DEFAULT ${value} NOT NULL`) !== true,
  );
  const bodies = (await ask(functionsQuery)).filter(
    ([name = "", body = ""]) => known.get(name) !== undefined && known.get(name) !== hashOf(body),
  );
  return [
    ...beside,
    ...rules.map(([table]) => `a rule for the rows of ${table}`),
    ...defaults.map(([table]) => `a value that the rows of ${table} have by themselves`),
    ...bodies.map(([name]) => `a function ${name} with another body`),
  ].map((what) => `The database has ${what} that is on no list of what the server may hold.`);
}

const known: ReadonlyMap<string, string> = new Map(
  Object.entries(functions).map(([name, { body }]) => [name, body]),
);

/** Whether a constraint is one of the schema; from PostgreSQL 18 on it lists columns that may not be empty among them. */
function isKnown([table = "", name = "", kind, rule]: readonly string[]): boolean {
  if (kind === "n") {
    return name === `${table}_${/^NOT NULL "?(\w+)"?$/.exec(rule ?? "")?.[1]}_not_null`;
  }
  if (kind === "c") return tables[table]?.includes(`CONSTRAINT ${name} ${rule}`) === true;
  return Object.hasOwn(constraints, `${table} ${name}`);
}
