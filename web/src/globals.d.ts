/** The version of package.json, put in by the build. */
declare const __VERSION__: string;

/** The text of release/keys.txt, put in by the build. */
declare const __RELEASE_KEYS__: string;

/** The part of Trusted Types that starting the worker needs; not every browser has it. */
declare var trustedTypes:
  | {
      createPolicy(
        name: string,
        rules: { createScriptURL(url: string): string },
      ): { createScriptURL(url: string): unknown };
    }
  | undefined;
