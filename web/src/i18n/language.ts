/** The language of the interface, as a BCP 47 tag. */
export const language = (): string => document.documentElement.lang || "en";

/** The same language as this person's region writes its dates and numbers: "en-GB" where the browser says so. */
export const region = (): string =>
  navigator.languages.find((tag) => tag.split("-")[0] === language()) ?? language();
