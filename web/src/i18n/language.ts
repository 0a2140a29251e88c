/** The language of the interface and of its dates and numbers, as a BCP 47 tag. */
export const language = (): string => document.documentElement.lang || "en";
