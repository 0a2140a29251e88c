/**
 * Which way imports go (ARCHITECTURE.md): screens → state, actions → domain; vault → domain, sync, audit →
 * server/contract → crypto. A rule's comment is what a person reads when it is broken.
 */
const client = "^web/src/";
const shipped = "^(crypto|web|server|migrations|audit)/";

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    forbid(
      "crypto-sees-only-itself",
      "crypto takes bytes and gives bytes: no other folder, no platform, and of npm only libsodium and the words of BIP 39.",
      { path: "^crypto/src/" },
      { pathNot: ["^crypto/src/", "(^|/)node_modules/(libsodium|@types/libsodium|@scure/)"] },
    ),
    forbid(
      "libsodium-in-one-file",
      "Only crypto/src/sodium.ts speaks to libsodium.",
      { pathNot: "^(crypto/src/sodium\\.ts$|node_modules/)" },
      { path: "(^|/)node_modules/libsodium" },
    ),
    forbid(
      "verify-opens-nothing",
      "What checks for the server and the auditor must not reach what makes keys, opens or signs.",
      { path: "^crypto/src/verify\\.ts$" },
      {
        reachable: true,
        path: "^crypto/src/(index|envelope|passphrase|identity|epoch|invite|recovery|sign|heads-sign|note-sign|attachment|pin|local)\\.ts$",
      },
    ),
    forbid(
      "crypto-by-its-doors",
      "Outside of crypto there are two doors, #crypto and #crypto/verify, and for the server one that signs heads.",
      { path: "^(web|server|migrations|audit)/" },
      { path: "^crypto/src/", pathNot: "^crypto/src/(index|verify|heads-sign)\\.ts$" },
    ),
    forbid(
      "server-opens-nothing",
      "The server checks by the verify door and signs its heads; it has no use for what makes keys or opens.",
      { path: "^(server|migrations)/" },
      { path: "^crypto/src/index\\.ts$" },
    ),
    forbid(
      "contract-above-crypto-alone",
      "The wire is shared by client, server and auditor: it sees crypto and nothing else of ours.",
      { path: "^server/contract/" },
      {
        pathNot: [
          "^server/contract/",
          "^crypto/src/(index|verify)\\.ts$",
          "(^|/)node_modules/typebox/",
        ],
      },
    ),
    forbid(
      "server-sees-no-client",
      "The server cannot know what a resident is.",
      { path: "^(server|migrations)/" },
      { path: "^web/" },
    ),
    forbid(
      "client-sees-only-the-wire",
      "Of the server the client sees the contract alone, and of the auditor's tool what judges an organisation.",
      { path: "^web/" },
      {
        path: "^(server/(?!contract/)|migrations/|audit/(?!(check|logs|progress|reported|server-source)\\.ts$))",
      },
    ),
    forbid(
      "audit-in-the-browser",
      "What the client shares with the auditor's tool reaches no file, no network and no database by itself.",
      { path: "^audit/(check|logs|progress|reported|server-source)\\.ts$" },
      {
        reachable: true,
        path: "^(node:)?(fs|fs/promises|net|http|crypto|child_process|path)$|node_modules/pg/|^audit/(key|open|results|report|server-calls|stored-source)\\.ts$",
      },
    ),
    forbid(
      "audit-sees-the-verify-door",
      "The auditor's tool sees the verify door and the contract.",
      { path: "^audit/" },
      { path: "^(web/|server/(?!contract/)|crypto/src/index\\.ts$)" },
    ),
    forbid(
      "audit-opens-nothing",
      "Whatever the auditor's tool reaches, by any way, can open nothing.",
      { path: "^audit/" },
      {
        reachable: true,
        path: "^(web/|server/(?!contract/)|crypto/src/(index|envelope|passphrase|identity|epoch|invite|recovery|sign|heads-sign|letter|account-key)\\.ts$)",
      },
    ),
    forbid(
      "domain-knows-only-itself",
      "The rules of a house know no Svelte, key, clock or network.",
      { path: `${client}domain/` },
      { pathNot: [`${client}domain/`, "(^|/)node_modules/(typebox|@internationalized/date)/"] },
    ),
    forbid(
      "sync-sees-ciphertext-only",
      "sync moves sealed bytes: it knows the wire and crypto's public half.",
      { path: `${client}sync/` },
      { path: client, pathNot: `${client}sync/` },
    ),
    forbid(
      "vault-below-the-page",
      "The vault runs in a worker and in Node: no screen, no state, no Svelte.",
      { path: `${client}vault/` },
      {
        path: [`${client}(screens|state|actions|i18n|styles|sample)/`, "(^|/)node_modules/svelte/"],
      },
    ),
    forbid(
      "screens-draw",
      "A screen reaches the vault through state and actions; of the parts below it knows types alone.",
      { path: `${client}(screens|i18n)/`, pathNot: "\\.test\\.ts$" },
      {
        path: [`${client}(vault|sync)/`, "^crypto/", "^server/"],
        // The plaintext manifest is there to be shown.
        pathNot: [`${client}vault/engine\\.ts$`, "^server/contract/manifest(-facts)?\\.ts$"],
        dependencyTypesNot: ["type-only"],
      },
    ),
    forbid(
      "state-below-screens",
      "State and actions are watched and used by screens, not the other way round.",
      { path: `${client}(state|actions)/` },
      { path: `${client}screens/` },
    ),
    forbid(
      "words-below-screens",
      "The translations know no screen, state or action.",
      { path: `${client}i18n/` },
      { path: `${client}(screens|state|actions)/` },
    ),
    forbid(
      "no-cycles",
      "Files that import each other cannot be read one after another.",
      {},
      {
        circular: true,
        viaOnly: { dependencyTypesNot: ["type-only"] },
      },
    ),
    forbid(
      "nothing-unresolved",
      "An import must lead somewhere.",
      {},
      { couldNotResolve: true, pathNot: "\\?(worker|url|raw|inline)" },
    ),
    forbid(
      "shipped-needs-no-tools",
      "What is shipped must run after npm ci --omit=dev.",
      { path: shipped, pathNot: ["^crypto/test/", "\\.test\\.ts$"] },
      {
        dependencyTypes: ["npm-dev", "npm-no-pkg"],
        dependencyTypesNot: ["type-only"],
        pathNot: "@types/",
      },
    ),
    forbid(
      "tests-stay-outside",
      "Nothing shipped imports a test.",
      { path: shipped, pathNot: "\\.test\\.ts$|^crypto/test/" },
      { path: "^tests/" },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(web/dist|node_modules/\\.)" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["svelte", "import", "node", "default"],
      extensions: [".ts", ".svelte", ".mjs", ".js", ".json", ".d.ts", ".css"],
    },
  },
};
