/** What each directive of the content policy must name, so that nothing from elsewhere is loaded, reached or run. */
const policy: Readonly<Record<string, readonly string[]>> = {
  "default-src": ["'none'"],
  "script-src": ["'self'", "'wasm-unsafe-eval'"],
  "style-src": ["'self'"],
  "font-src": ["'self'"],
  "img-src": ["'self'", "blob:"],
  "media-src": ["'self'", "blob:"],
  "connect-src": ["'self'"],
  "worker-src": ["'self'"],
  "manifest-src": ["'self'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
  "frame-ancestors": ["'none'"],
  "require-trusted-types-for": ["'script'"],
  "trusted-types": ["svelte-trusted-html", "linden-worker"],
  "report-uri": ["/v1/csp-report"],
};

const exact: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "camera=(self), publickey-credentials-create=(self), publickey-credentials-get=(self), geolocation=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

const yearSeconds = 31_536_000;

/**
 * The headers of a reply that are not as the server sets them, by name; for the content policy with the directive. A
 * proxy may add a policy of its own, which only narrows; it may not take ours away.
 */
export function headerFaults(
  get: (name: string) => string | null,
  { secure }: { readonly secure: boolean },
): readonly string[] {
  const faults = Object.keys(exact).filter((name) => get(name) !== exact[name]);
  const policies = (get("content-security-policy") ?? "").split(",").map(policyFaults);
  const [best = []] = policies.toSorted((a, b) => a.length - b.length);
  const transport = get("strict-transport-security") ?? "";
  const age = Number(/max-age=(\d+)/.exec(transport)?.[1] ?? 0);
  const stays = !secure || age >= yearSeconds;
  return [...best, ...faults, ...(stays ? [] : ["strict-transport-security"])];
}

function policyFaults(text: string): readonly string[] {
  const said = new Map(
    text.split(";").map((part) => {
      const [name = "", ...sources] = part.trim().split(/\s+/);
      return [name, sources.toSorted().join(" ")] as const;
    }),
  );
  return Object.entries(policy)
    .filter(([name, sources]) => said.get(name) !== sources.toSorted().join(" "))
    .map(([name]) => `content-security-policy: ${name}`);
}
